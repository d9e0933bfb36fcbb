import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../../components/button.tsx'
import { CheckList } from '../../components/check-list.tsx'
import type { FieldError } from '../../components/error-summary.tsx'
import type { Option } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'

export type Urgency = {
  title: string
  line: string
  legend: string
  impacts: Option[]
  make: string
  keep: { href: string; text: string }
}

/** Asked once, right after a ticket was sent. POST `action=make_urgent`, `impact`*, `key`. */
export function UrgentOffer({ urgency, formKey, errors }: { urgency: Urgency; formKey: string; errors: FieldError[] }) {
  const { title, line, legend, impacts, make, keep } = urgency
  return (
    <section className="card padded form urgent-offer" aria-labelledby="urgent-title">
      <div>
        <h2 id="urgent-title">{title}</h2>
        <p className="muted">{line}</p>
      </div>
      <Form method="post" className="form">
        <FormKey action="make_urgent" formKey={formKey} />
        <CheckList name="impact" legend={legend} layout="columns" items={impacts} errors={errors} />
        <div className="button-row">
          <Button look="danger">{make}</Button>
          <ButtonLink to={keep.href}>{keep.text}</ButtonLink>
        </div>
      </Form>
    </section>
  )
}
