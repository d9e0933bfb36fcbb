import { sql } from 'drizzle-orm'
import { seesSecurity } from '../domain/permission.ts'
import type { Actor, Contact, Staff } from '../domain/ticket.ts'
import type { Db, Tx } from './client.ts'

/** What waits to be read as somebody. `answer` never fails; it tells whoever asked. */
type Asked = { answer: (tx: Tx) => Promise<void>; reject: (fault: unknown) => void }

const breaths = new WeakMap<Db, Map<Actor, Asked[]>>()

/**
 * Reads as this actor: the one way to a customer's eyes for loaders, files, search, the API and event streams.
 * For a contact everything inside runs as a role to which, by row-level security, only the contact's companies and
 * public words exist; writing is refused by the database. For staff who are not named for security it runs as one to
 * which others' tickets about it do not exist (R126). Who is named, and jobs, read as the house.
 *
 * What is asked in one breath for one and the same actor, as by the loaders of a page, shares a transaction: when one
 * reading breaks it, all of them fail.
 */
export function scoped<T>(db: Db, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const answer = async (tx: Tx) => {
    try {
      resolve(await read(tx))
    } catch (fault) {
      reject(fault)
    }
  }
  breathe(db, actor, { answer, reject })
  return promise
}

/** The same in a transaction of its own, for who changes how the database reads or has to live with its refusal. */
export function scopedAlone<T>(db: Db, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction(
    async (tx) => {
      // The role goes with the transaction.
      await become(tx, actor)
      return read(tx)
    },
    { accessMode: 'read only' },
  )
}

/**
 * The same for the statements of one page: from whom nothing is kept they need no transaction, and go beside each other.
 */
export function readAs<T>(db: Db, actor: Actor, read: (on: Db | Tx) => Promise<T>): Promise<T> {
  return isConfined(actor) ? scoped(db, actor, read) : read(db)
}

/** The same inside somebody's transaction: what `read` finds is what the actor may see; afterwards the house again. */
export async function seenBy<T>(tx: Tx, actor: Actor, read: (tx: Tx) => Promise<T>): Promise<T> {
  await become(tx, actor)
  const seen = await read(tx)
  if (isConfined(actor)) await tx.execute(sql`select set_config('role', 'none', true)`)
  return seen
}

function breathe(db: Db, actor: Actor, one: Asked) {
  const breath = breaths.get(db) ?? new Map<Actor, Asked[]>()
  breaths.set(db, breath)
  const asked = breath.get(actor)
  if (asked) return void asked.push(one)
  const all = [one]
  breath.set(actor, all)
  // After everybody who is ready now has had the chance to ask.
  setImmediate(() => {
    breath.delete(actor)
    // Nobody is left behind: a reading that went on after its transaction would go on as the house.
    scopedAlone(db, actor, (tx) => Promise.all(all.map(({ answer }) => answer(tx)))).catch((fault) => {
      for (const { reject } of all) reject(fault)
    })
  })
}

/** Whom the database itself keeps from some of what it holds. */
function isConfined(actor: Actor): actor is Contact | Staff {
  return actor.kind === 'contact' || (actor.kind === 'staff' && !seesSecurity(actor))
}

async function become(tx: Tx, actor: Actor): Promise<void> {
  if (!isConfined(actor)) return
  if (actor.kind === 'staff') {
    await tx.execute(sql`select
      set_config('signoff.person', ${actor.id}, true), set_config('role', 'signoff_staff', true)`)
    return
  }
  const companies = actor.memberships.map(({ companyId }) => companyId)
  const shared = actor.memberships.filter(({ seesCompany }) => seesCompany).map(({ companyId }) => companyId)
  await tx.execute(sql`select
    set_config('signoff.person', ${actor.id}, true),
    set_config('signoff.companies', ${`{${companies.join(',')}}`}, true),
    set_config('signoff.shared_companies', ${`{${shared.join(',')}}`}, true),
    set_config('role', 'signoff_contact', true)`)
}
