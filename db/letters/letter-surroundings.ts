import { eq } from 'drizzle-orm'
import type { Letter } from '../../domain/notify.ts'
import type { Role, RowKind, SlotFacts } from '../../domain/ticket.ts'
import type { Db } from '../client.ts'
import { staffRole } from '../schema/person.ts'
import { readSlot } from '../staging/slots.ts'
import { readRows } from '../tickets/test-rows.ts'
import { readLine } from '../work/line.ts'
import { type LetterApproval, readLetterApproval } from './letter-approval.ts'
import { type LetterOffer, readLetterOffer } from './letter-offer.ts'
import type { LetterRow } from './letter-row.ts'

/** What stands around the ticket of a letter. */
export type Surroundings = {
  /** The decision it tells of, or that waits for its reader; null for letters that speak of none. */
  approval: LetterApproval | null
  /** The round that waits for the customer, or that was decided. */
  offer: LetterOffer | null
  /** Its place in the line of its developer, counted from 1. */
  linePlace: number | null
  /** The place on staging that it holds or waits for. */
  slot: SlotFacts | null
  /** The roles of a reader who is one of us, where the letter says what they are to do. */
  roles: Role[]
  /** The kind of the first row of its checklist that has not passed; null when all have. */
  nextRow: RowKind | null
}

const about = {
  decision: ['proceed', 'estimate', 'staging', 'receipt', 'lapsed', 'withdrawn', 'reminder'],
  round: ['staging', 'reminder', 'your_turn'],
  line: ['planned', 'paid', 'receipt', 'your_turn', 'assigned_to_you'],
  staging: ['slot_free', 'your_turn'],
  work: ['your_turn'],
} as const satisfies Record<string, readonly Letter[]>

/** Reads what the letters need that tell of it; each question is asked only where it is. */
export async function readSurroundings(
  db: Db,
  { mail, ticket: of, reader: to, cause }: LetterRow,
): Promise<Surroundings> {
  const none = { approval: null, offer: null, linePlace: null, slot: null, roles: [], nextRow: null }
  if (!of || !to) return none
  const tells = (letters: readonly Letter[]) => letters.includes(mail.letter)
  // Whoever answers by mail may be deciding, whatever the letter says.
  const mayDecide = to.kind === 'contact' && (of.stage === 'approval' || of.stage === 'staging_review')
  return {
    approval:
      mayDecide || tells(about.decision)
        ? await readLetterApproval(db, { ticketId: of.id, readerId: to.id, at: cause?.at ?? null })
        : null,
    offer: tells(about.round) && of.round > 0 ? await readLetterOffer(db, of.id, of.round) : null,
    linePlace: tells(about.line) ? (await db.transaction((tx) => readLine(tx, of))).queuePosition : null,
    slot: tells(about.staging) ? await db.transaction((tx) => readSlot(tx, of.id)) : null,
    roles: tells(about.work) ? await readRoles(db, to.id) : [],
    nextRow: tells(about.work) ? await readNextRow(db, of.id) : null,
  }
}

async function readNextRow(db: Db, ticketId: string): Promise<RowKind | null> {
  const rows = await db.transaction((tx) => readRows(tx, ticketId))
  return rows.find(({ result }) => result !== 'passed')?.kind ?? null
}

async function readRoles(db: Db, personId: string): Promise<Role[]> {
  const rows = await db.select({ role: staffRole.role }).from(staffRole).where(eq(staffRole.personId, personId))
  return rows.map(({ role }) => role)
}
