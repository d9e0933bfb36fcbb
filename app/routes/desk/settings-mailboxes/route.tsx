import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { listApps } from '../../../../db/customers/apps.ts'
import { listCompanies } from '../../../../db/customers/companies.ts'
import type { House } from '../../../../db/house.ts'
import { sendTestLetter } from '../../../../db/letters/send-test-letter.ts'
import { changeMailboxOwner, type MailboxOwner, readMailboxOwners } from '../../../../db/mailbox/mailbox-owner.ts'
import { fetchOlder, type OlderMail, readOlderMail } from '../../../../db/mailbox/older-mail.ts'
import { askProbe, listProofs, readOpenProbe } from '../../../../db/mailbox/probes.ts'
import { listBearersOfOurs } from '../../../../db/people/give-address.ts'
import { readReadiness } from '../../../../db/readiness.ts'
import { isRefusal, refuse, sentenceFor } from '../../../../domain/refusal.ts'
import { isAdmin } from '../../../../domain/setting.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Button } from '../../../components/button.tsx'
import type { Option } from '../../../components/field.tsx'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { sayCount } from '../../../number.server.ts'
import { sayPinned, sayProof } from '../../../probe.server.ts'
import { titled } from '../../../title.ts'
import { probeWordsFor } from '../../../words/probe.server.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { keepSetting } from '../settings-frame/keep.server.ts'
import { SettingsPage } from '../settings-frame/page.tsx'
import { sayHealth, sayPart } from './health.server.ts'
import { MailboxCard } from './mailbox-card.tsx'
import { ProofSection, type ProofSectionProps } from './proof-section.tsx'
import { mailboxWordsFor } from './words.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/mailboxes: how post comes in and goes out, and whose each mailbox is. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { house, settings } = context
  const { actor, language, timeZone } = await requireStaff(request, context)
  const manner = { language, timeZone, now: context.now() }
  const words = settingWordsFor(language).mailboxes
  const [parts, owners, older, options, taken, open, proofs] = await Promise.all([
    readReadiness(house, settings, context.now()),
    readMailboxOwners(house.db),
    readOlderMail(house.db),
    listOwners(house, actor),
    listBearersOfOurs(house),
    readOpenProbe(house.db, { personId: actor.id, now: manner.now }),
    listProofs(house.db),
  ])
  return {
    title: titled(wordsFor(language), words.title),
    words,
    outgoing: settings.smtpUrl === null ? words.kept : words.relay,
    readOnly: isAdmin(actor) ? null : sentenceFor('admins_only', language),
    options,
    taken: taken.map(({ address, name }) => mailboxWordsFor(language).taken(address, name)),
    mailboxes: settings.mailboxes.map(({ name, address }) => ({
      ...{ name, address: address ?? `support@${settings.mailDomain}` },
      health: sayHealth(
        parts.find(({ mailbox }) => mailbox?.name === name),
        manner,
      ),
      owner: optionOf(owners.get(name)),
      older: sayOlder(older.get(name), manner),
    })),
    proof: {
      ...sayAsking(open, { address: settings.mailboxes[0]?.address ?? `support@${settings.mailDomain}`, manner }),
      pinned: sayPinned(settings, language),
      found: proofs.map((proof) => sayProof(proof, manner)),
    },
    parts: parts.flatMap((part) => sayPart(part, language)),
  }
}

/** POST /desk/settings/mailboxes: `do` = owner (with `mailbox` and `owner`), older or probe; without it a letter to oneself. */
export function action(asked: ActionFunctionArgs) {
  const { house, settings } = asked.context
  return keepSetting(asked, {
    ...{ path: '/desk/settings/mailboxes', fields: ['mailbox', 'owner'] },
    carryOut: async ({ form, actor, language, now }) => {
      const words = settingWordsFor(language)
      const asked = form.one('do')
      if (asked === 'owner' || asked === 'older') {
        const name = form.one('mailbox')
        // A page from before the mailbox was taken out of the settings.
        if (!settings.mailboxes.some((mailbox) => mailbox.name === name)) return refuse('not_possible_now')
        const kept =
          asked === 'older'
            ? await fetchOlder(house, { name, by: actor, now })
            : await changeMailboxOwner(house, { name, owner: ownerIn(form.one('owner')), by: actor, now })
        if (isRefusal(kept)) return kept
        return { saved: asked === 'older' ? mailboxWordsFor(language).older.asked : words.saved }
      }
      if (asked === 'probe') return { saved: probeWordsFor(language).asked(await askProbe(house, { by: actor, now })) }
      const done = await sendTestLetter(house, { by: actor, language, now })
      return isRefusal(done) ? done : { saved: words.tested(actor.email) }
    },
  })
}

/** Every company, and below it each of its apps. */
async function listOwners(house: House, actor: Staff): Promise<Option[]> {
  const [companies, apps] = await Promise.all([listCompanies(house, actor), listApps(house, actor)])
  return companies.flatMap(({ id, name }) => [
    { value: id, label: name },
    ...apps
      .filter(({ company }) => company.id === id)
      .map((app) => ({ value: `${id} ${app.id}`, label: `${name}, ${app.name}` })),
  ])
}

/** How to use the code that is open, or how to get one. */
function sayAsking(
  open: Awaited<ReturnType<typeof readOpenProbe>>,
  { address, manner }: { address: string; manner: Manner },
): Pick<ProofSectionProps, 'words' | 'open'> {
  const { title, line, ask, compose, write } = probeWordsFor(manner.language)
  const words = { title, line, ask, compose }
  if (!open) return { words, open }
  const { code, expiresAt } = open
  const href = `mailto:${address}?subject=${encodeURIComponent(code)}`
  return { words, open: { code, href, line: write(address, sayWhen(expiresAt, manner).text) } }
}

function sayOlder(older: OlderMail | undefined, manner: Manner) {
  if (!older) return null
  const { left, coming, fetch, hint } = mailboxWordsFor(manner.language).older
  const count = sayCount(older.left, manner.language)
  if (older.since === null) return { line: coming(count), button: null, hint: null }
  return { line: left(sayWhen(older.since, manner).text, count), button: fetch, hint }
}

function optionOf(owner: MailboxOwner | undefined): string {
  return [owner?.companyId, owner?.appId].filter(Boolean).join(' ')
}

function ownerIn(value: string): MailboxOwner {
  const [companyId = null, appId = null] = value.split(' ').filter((id) => z.uuid().safeParse(id).success)
  return { companyId, appId }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function Mailboxes() {
  const { words, outgoing, parts, readOnly, options, taken, proof, mailboxes } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const errors = answer?.errors ?? []
  return (
    <SettingsPage words={words} readOnly={readOnly} errors={errors}>
      {taken.map((line) => (
        <p key={line} className="flash problem">
          {line}
        </p>
      ))}
      <ul className="card padded form">
        {parts.map(({ name, ready, note, word }) => (
          <li key={name}>
            <b>{name}</b> <span className={ready ? 'fate good' : 'fate bad'}>{word}</span>
            {note && <p className="hint">{note}</p>}
          </li>
        ))}
      </ul>
      {mailboxes.map((mailbox) => (
        <MailboxCard
          key={mailbox.name}
          {...{ mailbox, words, options }}
          readOnly={readOnly !== null}
          errors={answer?.entered.mailbox === mailbox.name ? errors : []}
        />
      ))}
      <ProofSection {...proof} />
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
