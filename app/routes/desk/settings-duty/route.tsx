import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { fillRota, setDuty } from '../../../../db/work/change-duty.ts'
import { readRota } from '../../../../db/work/duty.ts'
import { weekOf } from '../../../../domain/duty.ts'
import { isRefusal, sentenceFor } from '../../../../domain/refusal.ts'
import { isAdmin } from '../../../../domain/setting.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Button } from '../../../components/button.tsx'
import { SelectField } from '../../../components/field.tsx'
import { Link } from '../../../components/link.tsx'
import { sayDate } from '../../../moment.server.ts'
import { titled } from '../../../title.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { keepSetting } from '../settings-frame/keep.server.ts'
import { SettingsPage } from '../settings-frame/page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

const weeksShown = 5

/** GET /desk/settings/duty?from=: five weeks of the rota. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const words = settingWordsFor(language)
  const from = mondayIn(new URL(request.url).searchParams.get('from')) ?? mondayOf(context.now(), timeZone)
  const { days, people } = await readRota(context.house, { from, to: from.add({ days: weeksShown * 7 - 1 }) })
  const shown = days.map(({ day, wanted, person, away }) => ({
    ...{ day, name: person?.name ?? null, personId: person?.id ?? '', open: wanted !== 'nobody' || person !== null },
    label: [
      sayDate(day, { language }),
      ...(wanted === 'perhaps' ? [words.duty.optional] : []),
      ...(away ? [words.duty.away] : []),
    ].join(', '),
  }))
  return {
    title: titled(wordsFor(language), words.duty.title),
    words: { ...words.duty, nobody: words.nobody },
    readOnly: isAdmin(actor) ? null : sentenceFor('admins_only', language),
    from: from.toString(),
    earlier: `?from=${from.subtract({ weeks: weeksShown })}`,
    later: `?from=${from.add({ weeks: weeksShown })}`,
    people: people.map(({ id, name }) => ({ value: id, label: name })),
    weeks: Array.from({ length: weeksShown }, (_, place) => shown.slice(place * 7, place * 7 + 7)).map((week) => ({
      title: words.week(sayDate(week[0]?.day ?? '', { language })),
      days: week,
    })),
  }
}

/** POST /desk/settings/duty: `day`* with a field each, or `do` = fill the empty ones. */
export function action(asked: ActionFunctionArgs) {
  const { house } = asked.context
  const from = new URL(asked.request.url).searchParams.get('from')
  return keepSetting(asked, {
    ...{ path: `/desk/settings/duty${from ? `?from=${encodeURIComponent(from)}` : ''}`, fields: [] },
    carryOut: async ({ form, actor, language, now }) => {
      const words = settingWordsFor(language)
      const days = form.all('day').filter((day) => dateIn(day) !== null)
      const kept = await setDuty(house, {
        ...{ by: actor, now },
        days: days.map((day) => ({ day, personId: form.one(day) || null })),
      })
      if (isRefusal(kept)) {
        const [day = ''] = kept.missing
        const text = `${day ? `${sayDate(day, { language })}: ` : ''}${sentenceFor(kept.refused, language)}`
        return kept.refused === 'admins_only' ? kept : { errors: [{ field: day, text }] }
      }
      if (form.one('do') !== 'fill') return { saved: words.saved }
      const start = dateIn(form.one('from'))
      if (!start) return { saved: words.saved }
      const done = await fillRota(house, { from: start, weeks: weeksShown, by: actor, now })
      return isRefusal(done) ? done : { saved: words.filled(done.filled) }
    },
  })
}

function dateIn(text: string | null): Temporal.PlainDate | null {
  if (!text || !/^20\d{2}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return null
  }
}

function mondayIn(text: string | null): Temporal.PlainDate | null {
  const date = dateIn(text)
  return date && Temporal.PlainDate.from(weekOf(date))
}

function mondayOf(now: Temporal.Instant, zone: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(weekOf(now.toZonedDateTimeISO(zone).toPlainDate()))
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Duty() {
  const { words, readOnly, from, earlier, later, people, weeks } = useLoaderData<typeof loader>()
  const errors = useActionData<typeof action>()?.errors ?? []
  return (
    <SettingsPage words={words} readOnly={readOnly} errors={errors}>
      <nav className="button-row" aria-label={words.title}>
        <Link to={earlier}>{words.earlier}</Link>
        <Link to={later}>{words.later}</Link>
      </nav>
      <Form key={from} method="post" className="form">
        <input type="hidden" name="from" value={from} />
        {weeks.map(({ title, days }) => (
          <section key={title} className="card padded form">
            <h2>{title}</h2>
            <div className="week-fields">
              {days.map(({ day, label, name, personId, open }) =>
                open && !readOnly ? (
                  <div key={day}>
                    <input type="hidden" name="day" value={day} />
                    <SelectField
                      key={personId}
                      name={day}
                      label={label}
                      options={people}
                      chosen={personId}
                      blank={words.nobody}
                      errors={errors}
                    />
                  </div>
                ) : (
                  <div key={day}>
                    <p className="label">{label}</p>
                    <p className="muted">{name ?? (open ? words.nobody : words.free)}</p>
                  </div>
                ),
              )}
            </div>
          </section>
        ))}
        {!readOnly && (
          <div className="button-row">
            <Button look="primary">{words.save}</Button>
            <Button name="do" value="fill">
              {words.fill}
            </Button>
          </div>
        )}
      </Form>
    </SettingsPage>
  )
}
