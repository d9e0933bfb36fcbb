import { eq, sql } from 'drizzle-orm'
import { belongsToUs, listOurs } from '../../domain/our-address.ts'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { gathered } from '../postgres/gather.ts'
import { insertRows } from '../postgres/insert-rows.ts'
import { person, personEmail } from '../schema/person.ts'

/** An address and who is to have it; `main` is the one that letters go to. */
export type Given = { address: string; personId: string; main: boolean }

/**
 * The door by which an address becomes somebody's, whoever asks: a form, the first mail of a contact, a release. Refuses
 * what comes back to us (L08), and an address that somebody else has; whose it is already is `theirs`.
 */
export async function giveAddress(
  tx: Tx,
  { ours }: Pick<House, 'ours'>,
  given: Given,
): Promise<'given' | 'theirs' | Refusal> {
  if (belongsToUs(given.address, ours)) return refuse('our_own_address', ['address'])
  if (await insertAddress(tx, given)) return 'given'
  const [bearer] = await tx.select().from(personEmail).where(eq(personEmail.address, given.address))
  return bearer?.personId === given.personId ? 'theirs' : refuse('address_taken', ['address'])
}

/** Answers whether it was nobody's. */
const insertAddress = gathered<Given, boolean>(async (tx, rows) => {
  const added = await insertRows(tx, personEmail, rows, 'on conflict do nothing returning address, person_id')
  const given = new Set(added.map((row) => `${row.address} ${row.person_id}`))
  return rows.map(({ address, personId }) => given.has(`${address} ${personId}`))
})

/** Who has one of our own addresses: a mailbox may have come to bear it after they did. By address. */
export function listBearersOfOurs({ db, ours }: { db: Db } & Pick<House, 'ours'>) {
  const untagged = sql`regexp_replace(${personEmail.address}, '[+][^@]*@', '@')`
  return db
    .select({ address: personEmail.address, name: person.name, active: person.active })
    .from(personEmail)
    .innerJoin(person, eq(person.id, personEmail.personId))
    .where(sql`${untagged} = any(${sql.param(listOurs(ours))}::text[])`)
    .orderBy(personEmail.address)
}
