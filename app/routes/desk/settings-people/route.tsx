import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { keepStaff } from '../../../../db/people/change-staff.ts'
import { readStaffPage } from '../../../../db/people/staff.ts'
import { addAbsence, dropAbsence } from '../../../../db/work/change-absence.ts'
import { isRefusal, sentenceFor } from '../../../../domain/refusal.ts'
import { isAdmin } from '../../../../domain/setting.ts'
import { type Language, languages, roles } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import type { Filled } from '../../../form.server.ts'
import { sayDate, sayWhen } from '../../../moment.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { settingWordsFor } from '../../../words/settings.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { keepSetting } from '../settings-frame/keep.server.ts'
import { PeoplePage } from './page.tsx'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/people */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const words = settingWordsFor(language)
  const { role: named } = deskWordsFor(language)
  const manner = { language, timeZone, now: context.now() }
  const { people, absences } = await readStaffPage(context.house, manner.now)
  const admin: boolean = isAdmin(actor)
  return {
    title: titled(wordsFor(language), words.people.title),
    words: { ...words.people, remove: words.remove, nobody: words.nobody },
    readOnly: admin ? null : sentenceFor('admins_only', language),
    roles: roles.map((role) => ({ value: role, label: named[role] })),
    languages: languages.map((one) => ({ value: one, label: words.languages[one] })),
    people: people.map(({ addresses, seenAt, ...one }) => ({
      ...one,
      addresses: addresses.map(({ address }) => address),
      line: [
        ...one.roles.map((role) => named[role]),
        one.active ? (seenAt ? words.lastSeen(sayWhen(seenAt, manner).text) : words.never) : words.left,
      ].join(' · '),
    })),
    absences: absences.map(({ id, name, from, to, deputy, personId }) => ({
      ...{ id, mine: admin || personId === actor.id },
      line: [
        `${name}: ${sayDate(from, manner)} – ${sayDate(to, manner)}`,
        ...(deputy ? [words.deputyIs(deputy.name)] : []),
      ].join(' · '),
    })),
    absentees: people
      .filter(({ id, active }) => active && (admin || id === actor.id))
      .map(({ id, name }) => ({ value: id, label: name })),
    deputies: people.filter(({ active }) => active).map(({ id, name }) => ({ value: id, label: name })),
  }
}

const fields = ['id', 'name', 'language', 'roles', 'addresses', 'active', 'who', 'from', 'to', 'deputy']

/** POST /desk/settings/people: `do` is person, absence or back. */
export function action(asked: ActionFunctionArgs) {
  const { house } = asked.context
  return keepSetting(asked, {
    ...{ path: '/desk/settings/people', fields },
    carryOut: async ({ form, actor, language, now }) => {
      const asking = { by: actor, now }
      const done =
        form.one('do') === 'absence'
          ? await addAbsence(house, {
              ...{ personId: form.one('who'), from: form.one('from'), to: form.one('to') },
              ...{ deputyId: form.one('deputy') || null, ...asking },
            })
          : form.one('do') === 'back'
            ? await dropAbsence(house, { id: form.one('id'), ...asking })
            : await keepStaff(house, { ...idIn(form), facts: personIn(form, language), ...asking })
      return isRefusal(done) ? done : { saved: settingWordsFor(language).saved }
    },
  })
}

/** An id that cannot be one names nobody, and not somebody new. */
function idIn(form: Filled) {
  const id = form.one('id')
  return { id: id === '' ? null : z.uuid().safeParse(id).success ? id : crypto.randomUUID() }
}

function personIn(form: Filled, language: Language) {
  return {
    name: form.one('name'),
    language: languages.find((one) => one === form.one('language')) ?? language,
    roles: roles.filter((role) => form.all('roles').includes(role)),
    addresses: form
      .one('addresses')
      .split(/[\s,;]+/)
      .filter((address) => address !== ''),
    active: form.one('active') !== '',
  }
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function People() {
  return <PeoplePage {...useLoaderData<typeof loader>()} failed={useActionData<typeof action>() ?? null} />
}
