import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { sendTestLetter } from '../../../../db/letters/send-test-letter.ts'
import { readReadiness } from '../../../../db/readiness.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Button } from '../../../components/button.tsx'
import { titled } from '../../../title.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { keepSetting } from '../settings-frame/keep.server.ts'
import { SettingsPage } from '../settings-frame/page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/mailboxes: how post comes in and goes out. Nothing is changed here. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { house, settings } = context
  const { language } = await requireStaff(request, context)
  const words = settingWordsFor(language).mailboxes
  const parts = await readReadiness(house, settings, context.now())
  return {
    title: titled(wordsFor(language), words.title),
    words,
    outgoing: settings.smtpUrl === null ? words.kept : words.relay,
    parts: parts.map(({ name, ready, note }) => {
      const known = Object.entries(words.parts).find(([part]) => part === name)?.[1]
      // What is well says no more; of a mailbox it is worth knowing when it was read.
      return { name: known ?? name, ready, note: known && ready ? null : note, word: ready ? words.good : words.bad }
    }),
  }
}

/** POST /desk/settings/mailboxes: a letter to oneself. */
export function action(asked: ActionFunctionArgs) {
  return keepSetting(asked, {
    ...{ path: '/desk/settings/mailboxes', fields: [] },
    carryOut: async ({ actor, language, now }) => {
      const done = await sendTestLetter(asked.context.house, { by: actor, language, now })
      return isRefusal(done) ? done : { saved: settingWordsFor(language).tested(actor.email) }
    },
  })
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Mailboxes() {
  const { words, outgoing, parts } = useLoaderData<typeof loader>()
  return (
    <SettingsPage words={words} errors={useActionData<typeof action>()?.errors ?? []}>
      <ul className="card padded form">
        {parts.map(({ name, ready, note, word }) => (
          <li key={name}>
            <b>{name}</b> <span className={ready ? 'fate good' : 'fate bad'}>{word}</span>
            {note && <p className="hint">{note}</p>}
          </li>
        ))}
      </ul>
      <section className="card padded form">
        <h2>{words.outgoing}</h2>
        <p>{outgoing}</p>
        <Form method="post">
          <Button>{words.test}</Button>
        </Form>
      </section>
    </SettingsPage>
  )
}
