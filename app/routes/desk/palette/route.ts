import type { LoaderFunctionArgs } from '@remix-run/node'
import { find } from '../../../../db/find.ts'
import { listStaff } from '../../../../db/people/people.ts'
import { readStage } from '../../../../db/tickets/stage-of.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import type { Staff } from '../../../../domain/ticket.ts'
import { requireStaff } from '../../../actor.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { paletteWords } from '../../../words/palette.server.ts'
import { mayAsk } from '../may-ask.server.ts'
import type { Line, Lines } from './palette.tsx'

type Asked = { house: Parameters<typeof find>[0]; actor: Staff; q: string; number: number; word: string }

/** GET /desk/palette?q=&ticket=: what the palette lists under these words, as JSON. `ticket` is the one on the page. */
export async function loader({ request, context: { house }, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const asked = new URL(request.url).searchParams
  const q = (asked.get('q') ?? '').replaceAll('\0', '').trim().slice(0, 200)
  const number = Number(/^\d{1,9}$/.exec(asked.get('ticket') ?? '')?.[0] ?? 0)
  const { assignWord, assign, ...words } = paletteWords(language)
  const [found, people] = await Promise.all([
    q === '' ? null : find(house, actor, q),
    whoToAssign({ house, actor, q, number, word: assignWord }),
  ])
  const lines: Line[] = people.map(({ name, field, email }) => ({
    ...{ icon: 'person' as const, text: assign(name, number), about: '' },
    ask: { number, fields: { action: 'assign', [field]: email } },
  }))
  const { stage, find: kinds } = deskWordsFor(language)
  if (found && !isRefusal(found)) {
    for (const ticket of found.tickets.slice(0, 8)) {
      const about = `${ticket.company} · ${stage[ticket.stage]}`
      lines.push({ icon: 'inbox', text: `#${ticket.number} ${ticket.title}`, about, href: `/desk/t/${ticket.number}` })
    }
    for (const { id, name } of found.companies.slice(0, 5)) {
      lines.push({ icon: 'company', text: name, about: kinds.company, href: `/desk/customers/${id}` })
    }
    for (const { id, title, app, company } of found.pages.slice(0, 5)) {
      const href = `/desk/customers/${company.id}/docs/${id}`
      lines.push({ icon: 'book', text: title, about: [app, company.name].join(' · '), href })
    }
    for (const { name, email, kind, company } of found.people.slice(0, 5)) {
      const about = [company ?? kinds[kind], email].join(' · ')
      lines.push({ icon: 'person', text: name, about, href: `/desk/mail?q=${encodeURIComponent(email)}` })
    }
  }
  const answer: Lines = { lines, words }
  return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
}

/** "assign rui": those of us of that name who may have the ticket on the page, where the reader may give it. */
async function whoToAssign({ house, actor, q, number, word }: Asked) {
  const name = q.toLowerCase().startsWith(`${word} `) ? plain(q.slice(word.length)) : ''
  const stage = name && number ? await readStage(house, number) : null
  if (!stage || !mayAsk(actor, 'assign', stage)) return []
  return (await listStaff(house)).flatMap((person) => {
    const field = person.roles.includes('pm') ? 'pm' : person.roles.includes('developer') ? 'developer' : null
    return field && plain(person.name).includes(name) ? [{ name: person.name, email: person.email, field }] : []
  })
}

function plain(words: string): string {
  return words.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
