import { readFile } from 'node:fs/promises'
import { desc, eq } from 'drizzle-orm'
import { addBusinessTime, type Calendar } from '../../domain/calendar.ts'
import { parseCommand } from '../../domain/command.ts'
import { saysMoreThanText } from '../../domain/letter-shape.ts'
import type { Action } from '../../domain/lifecycle.ts'
import type { PictureShows } from '../../domain/offer.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Actor, Category, Contact, Impact, RowKind, Staff } from '../../domain/ticket.ts'
import { changeTicket } from '../change-ticket.ts'
import type { House } from '../house.ts'
import { openTicket } from '../open-ticket.ts'
import { approval, ticket } from '../schema/ticket.ts'
import { addMessage, addNote } from '../thread.ts'
import { readRows } from '../tickets/test-rows.ts'
import { keepFilesOn } from '../tickets/ticket-files.ts'

/** A picture of an offer: a file of the folder `pictures`. */
type Shot = { name: string; shows: PictureShows }

/** A mail with a shape of its own; its HTML shows the picture as `cid:` and the name of its file. */
export type Letter = { words: string; html: string; picture: string }

/** One thing somebody did, so many business hours after the thing before. */
export type Step =
  | { after: number; by: Staff | Contact; does: Action; with?: object; rows?: RowKind; pictures?: Shot[] }
  | { after: number; by: Staff | Contact; says: string }
  | { after: number; by: Staff; notes: string }
  | { after: number; by: Contact; writes: Letter }

/** So many business days ago, so many hours after the first opening; today, so many hours from now. */
export type DaysAgo = (days: number, hours?: number) => Temporal.Instant

/** A ticket of the demo world, as a small play. */
export type Play = {
  by: Contact
  companyId: string
  appId?: string
  category: Category | null
  impact?: Impact[]
  title: string
  body: string
  opened: Temporal.Instant
  steps: Step[]
}

/**
 * Plays a ticket through the real doors, each step at its own moment of the past. Steps that would lie after `now` have
 * not happened yet. A refusal is a fault of the play: it stops the seeding in words.
 */
export async function play(house: House, script: Play, given: Showing): Promise<number> {
  let number = 0
  for await (const played of playing(house, script, given)) number = played.number
  return number
}

/** When a play is given: up to this moment, by these hours. */
type Showing = { calendar: Calendar; now: Temporal.Instant; key: string }

/** The same for somebody who looks at the ticket after it was opened, and after each step. */
export async function* playing(
  house: House,
  script: Play,
  { calendar, now, key }: Showing,
): AsyncGenerator<{ number: number; ticketId: string }> {
  const { by, companyId, steps, category, appId, impact = [], title, body, opened } = script
  const mailed = category === null
  const ticket = await openTicket(house, {
    companyId,
    requesterId: by.id,
    category,
    impact,
    title,
    body,
    appId: appId ?? null,
    participantIds: [],
    files: [],
    source: mailed ? 'mail' : 'portal',
    actor: by,
    channel: mailed ? 'mail' : 'web',
    proof: mailed ? 'P2' : 'session',
    sourceKey: key,
    now: opened,
  })
  if (isRefusal(ticket)) throw new Error(`The demo ticket "${title}" was refused: ${ticket.refused}.`)
  yield ticket
  let at = opened
  for (const [place, step] of steps.entries()) {
    at = addBusinessTime(calendar, at, { hours: step.after })
    if (Temporal.Instant.compare(at, now) > 0) break
    await take(house, step, { number: ticket.number, ticketId: ticket.ticketId, at, key: `${key}/${place}`, title })
    yield ticket
  }
}

type Scene = { number: number; ticketId: string; at: Temporal.Instant; key: string; title: string }

async function take(house: House, step: Step, scene: Scene): Promise<void> {
  const { number, at, key } = scene
  if ('writes' in step) return write(house, step, scene)
  const spoken = { number, files: [], channel: 'web', proof: 'session', sourceKey: key, now: at } as const
  const said = 'says' in step ? step.says : 'notes' in step ? step.notes : null
  const outcome =
    said === null
      ? await act(house, step, scene)
      : await ('notes' in step ? addNote : addMessage)(house, { ...spoken, files: [], actor: step.by, body: said })
  if (isRefusal(outcome)) {
    const what = 'does' in step ? step.does : 'words'
    throw new Error(`${what} of "${scene.title}" was refused: ${outcome.refused} ${outcome.missing.join(', ')}`)
  }
}

/** What a mail would have become: its words, its HTML, and its picture under the Content-ID that the HTML names. */
async function write(
  house: House,
  { by, writes: { words, html, picture } }: Extract<Step, { writes: Letter }>,
  { number, at, key, title }: Scene,
): Promise<void> {
  const bytes = await readFile(new URL(`pictures/${picture}`, import.meta.url))
  const file = { name: picture, bytes, contentId: picture }
  const kept = await house.db.transaction((tx) => keepFilesOn(tx, house, { number, actor: by, files: [file], now: at }))
  if (isRefusal(kept)) throw new Error(`The picture of "${title}" was refused: ${kept.refused}.`)
  const mail = { html, ownShape: saysMoreThanText(html, words, words), folded: null }
  const spoken = { number, actor: by, body: words, files: kept, channel: 'mail', proof: 'P3', sourceKey: key } as const
  const said = await addMessage(house, { ...spoken, mail, now: at })
  if (isRefusal(said)) throw new Error(`The letter of "${title}" was refused: ${said.refused}.`)
}

async function act(house: House, step: Step, scene: Scene) {
  if (!('does' in step)) throw new Error('Only a step that does something is an action.')
  if (!step.rows) return actOnce(house, step, scene)
  const rows = await rowsOf(house, scene.ticketId, step.rows)
  for (const [place, row] of rows.entries()) {
    const outcome = await actOnce(
      house,
      { ...step, with: { ...step.with, row } },
      { ...scene, key: `${scene.key}/${place}` },
    )
    if (isRefusal(outcome)) return outcome
  }
}

type Deed = Extract<Step, { does: Action }>

async function actOnce(house: House, step: Deed, scene: Scene) {
  const { number, ticketId, at, key } = scene
  const named =
    step.does === 'approve' || step.does === 'decline'
      ? { approval: await openApprovalOf(house, ticketId) }
      : step.does === 'approve_release' || step.does === 'request_changes'
        ? { round: await roundOf(house, ticketId) }
        : {}
  const shown = step.pictures && { screenshots: await keepPictures(house, { ...step, pictures: step.pictures }, scene) }
  const read = parseCommand(step.does, { ...named, ...step.with, ...shown })
  if ('issues' in read)
    throw new Error(`The body of ${step.does} is malformed: ${read.issues.map(({ message }) => message).join(' ')}`)
  const actor: Actor = step.by
  const change = { number, actor, channel: 'web', proof: 'session', sourceKey: key, now: at } as const
  return changeTicket(house, { ...change, command: read.command })
}

/** Lays the pictures of a step on its ticket, as one of us would before offering a fix. */
async function keepPictures(
  house: House,
  { by, pictures }: { by: Actor; pictures: Shot[] },
  { number, at }: Scene,
): Promise<{ file: string; shows: PictureShows }[]> {
  if (by.kind !== 'staff') throw new Error('Pictures of a fix are laid on its ticket by one of us.')
  const files = await Promise.all(
    pictures.map(async ({ name }) => ({ name, bytes: await readFile(new URL(`pictures/${name}`, import.meta.url)) })),
  )
  const kept = await house.db.transaction((tx) => keepFilesOn(tx, house, { number, actor: by, files, now: at }))
  if (isRefusal(kept)) throw new Error(`The pictures of ticket ${number} were refused: ${kept.refused}.`)
  return pictures.flatMap(({ shows }, place) => ({ file: kept[place] ?? '', shows }))
}

async function openApprovalOf(house: House, ticketId: string): Promise<string | undefined> {
  const [row] = await house.db
    .select({ id: approval.id })
    .from(approval)
    .where(eq(approval.ticketId, ticketId))
    .orderBy(desc(approval.askedAt))
    .limit(1)
  return row?.id
}

async function roundOf(house: House, ticketId: string): Promise<number | undefined> {
  const [row] = await house.db.select({ round: ticket.round }).from(ticket).where(eq(ticket.id, ticketId))
  return row?.round
}

/** The rows of a kind that nobody has looked at yet. */
async function rowsOf(house: House, ticketId: string, kind: RowKind): Promise<string[]> {
  const rows = await house.db.transaction((tx) => readRows(tx, ticketId))
  return rows.filter((row) => row.kind === kind && row.result === null).map(({ id }) => id)
}
