import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { Outlet, useLoaderData } from '@remix-run/react'
import { readDeskFrame } from '../../../db/work/desk-frame.ts'
import { closesAt, isOpen, nextOpening } from '../../../domain/calendar.ts'
import { requireStaff } from '../../actor.server.ts'
import { readAgency, readAgencyHours } from '../../agency.server.ts'
import { DeskPage, type DeskShell } from '../../components/desk-page.tsx'
import { useKeptFlash } from '../../components/kept-flash.ts'
import { faceOf } from '../../face.server.ts'
import { takeFlash } from '../../flash.server.ts'
import { sayNear } from '../../moment.server.ts'
import { deskWordsFor } from '../../words/desk.server.ts'
import { frameWordsFor } from './settings-frame/words.server.ts'

/** The frame of the desk: where to go, what waits there, and whether the clocks run. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { house, settings } = context
  const reader = await requireStaff(request, context)
  const [agency, calendar, { watcher, ...count }, { flash, headers }] = await Promise.all([
    readAgency(context),
    readAgencyHours(context),
    readDeskFrame(house, context.now()),
    takeFlash(request, settings),
  ])
  const words = deskWordsFor(reader.language)
  const frameWords = frameWordsFor(reader.language)
  const shell: DeskShell = {
    agency,
    me: faceOf(reader.actor),
    role: reader.actor.roles.map((role) => words.role[role])[0] ?? '',
    links: [
      { place: 'queue', count: String(count.open) },
      { place: 'mine' },
      { place: 'dev', count: String(count.lined) },
      { place: 'staging', ...(count.places > 0 && { count: words.takenOf(count.taken, count.places) }) },
      { place: 'customers' },
      { place: 'mail', apart: true, ...(count.held > 0 && { count: words.held(count.held), hot: true }) },
      { place: 'settings', ...(count.silent > 0 && { count: frameWords.silent(count.silent), hot: true }) },
    ],
    hours: hoursOf(),
    newTicketHref: '/desk/new',
    shortcuts: reader.shortcuts,
    flash,
  }
  return data(shell, { headers })

  function hoursOf(): DeskShell['hours'] {
    const now = context.now()
    const manner = { language: reader.language, timeZone: calendar.zone, now }
    // Whoever is there needs no telling whose clock it is.
    const elsewhere = calendar.zone !== reader.timeZone
    const place = elsewhere ? words.placeOf(calendar.zone.split('/').at(-1)?.replaceAll('_', ' ') ?? calendar.zone) : ''
    const runs = isOpen(calendar, now)
    const until = runs ? closesAt(calendar, now) : nextOpening(calendar, now)
    const onDuty = watcher && frameWords.onDuty(watcher)
    if (!until) return { open: true, text: '' }
    return {
      open: runs,
      text: [words[runs ? 'open' : 'closed'](sayNear(until, manner), place), onDuty].filter(Boolean).join(' · '),
    }
  }
}

export default function Desk() {
  const shell = useLoaderData<typeof loader>()
  const flash = useKeptFlash(shell.flash)
  return (
    <DeskPage shell={{ ...shell, flash }}>
      <Outlet />
    </DeskPage>
  )
}
