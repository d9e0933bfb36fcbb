import { Form } from '@remix-run/react'
import { useMemo } from 'react'
import type { Category } from '../../../../domain/ticket.ts'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../../components/error-summary.tsx'
import { SelectField, TextField } from '../../../components/field.tsx'
import { useWords } from '../../../words/use-words.ts'

/** A window as it stands in its two fields, as one reads it, and what it promises now. */
export type ShownWindow = { category: Category; amount: string; unit: string; span: string; promise: string }
export type ShownPlan = {
  id: string
  name: string
  companies: string
  changed: string | null
  windows: ShownWindow[]
}
/** What came back of one plan's form. */
export type Failed = { plan: string; entered: Partial<Record<string, string>>; errors: FieldError[] }
/** `readOnly` says why this reader may only look; null for who may change. */
export type PlansProps = { plans: ShownPlan[]; readOnly: string | null; failed: Failed | null }

/** The field of a window's number, one of its own on the page of all plans; that of its unit ends in `.unit`. */
export function fieldOf(planId: string, category: Category): string {
  return `${planId}.${category}`
}

/** How soon the tickets of each plan are taken. POST `plan` and the two fields of each window. */
export function PlansPage({ plans, readOnly, failed }: PlansProps) {
  const words = useWords()
  const of = plans.find(({ id }) => id === failed?.plan)
  const errors = useMemo(() => named(failed?.errors ?? [], of?.name), [failed, of?.name])
  return (
    <>
      <div className="desk-head plain">
        <h1>{words.plans.title}</h1>
      </div>
      <div className="desk-form form">
        <p>{words.plans.line}</p>
        {readOnly && <p>{readOnly}</p>}
        <ErrorSummary errors={errors} />
        {plans.map((plan) => (
          <section key={plan.id} className="card padded form" aria-labelledby={plan.id}>
            <div>
              <h2 id={plan.id}>{plan.name}</h2>
              <p className="sub">
                <span>{plan.companies}</span>
                {plan.changed && <span>{plan.changed}</span>}
              </p>
            </div>
            {readOnly ? (
              <WindowList windows={plan.windows} />
            ) : (
              <PlanForm plan={plan} failed={failed?.plan === plan.id ? failed : null} />
            )}
          </section>
        ))}
      </div>
    </>
  )
}

/** On top of all plans an error says whose it is. */
function named(errors: FieldError[], plan?: string): FieldError[] {
  return plan ? errors.map(({ field, text }) => ({ field, text: `${plan}, ${text}` })) : errors
}

function PlanForm({ plan, failed }: { plan: ShownPlan; failed: Failed | null }) {
  const words = useWords()
  return (
    <Form method="post" className="form" noValidate aria-labelledby={plan.id}>
      <input type="hidden" name="plan" value={plan.id} />
      {plan.windows.map(({ category, amount, unit, promise }) => {
        const name = fieldOf(plan.id, category)
        return (
          <div key={category} className="window-fields">
            <TextField
              name={name}
              label={words.category[category]}
              hint={promise}
              type="number"
              min={1}
              max={24}
              step="any"
              required
              defaultValue={failed?.entered[name] ?? amount}
              errors={failed?.errors ?? []}
            />
            <SelectField
              name={`${name}.unit`}
              label={<span className="hidden-text">{words.plans.unit(words.category[category])}</span>}
              options={words.plans.units}
              chosen={failed?.entered[`${name}.unit`] ?? unit}
            />
          </div>
        )
      })}
      <div className="button-row">
        <Button look="primary">{words.plans.save}</Button>
      </div>
    </Form>
  )
}

function WindowList({ windows }: { windows: ShownWindow[] }) {
  const words = useWords()
  return (
    <dl className="form">
      {windows.map(({ category, span, promise }) => (
        <div key={category}>
          <dt className="label">{words.category[category]}</dt>
          <dd>{span}</dd>
          <dd className="hint">{promise}</dd>
        </div>
      ))}
    </dl>
  )
}
