import { randomUUIDv7 } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { belongsToUs } from '../../domain/our-address.ts'
import { isRefusal } from '../../domain/refusal.ts'
import type { Actor, Language, Membership, Role } from '../../domain/ticket.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { gathered } from '../postgres/gather.ts'
import { insertRows, insertsRow } from '../postgres/insert-rows.ts'
import { company, companyDomain } from '../schema/company.ts'
import { membership } from '../schema/membership.ts'
import { person, personEmail, staffRole } from '../schema/person.ts'
import { giveAddress } from './give-address.ts'

type Known = Exclude<Actor, { kind: 'system' }>

/**
 * Whose address this is. `actor` is null when that person may not act: left, or the address is not verified. `left` for
 * one of us who left.
 */
export type Bearer = { personId: string; actor: Known | null; left: boolean; since: Temporal.Instant }

/** The people behind these addresses, by address. Addresses nobody has are left out. */
export const findBearers = gathered<string[], Map<string, Bearer>>(async (tx, asked) => {
  const addresses = [...new Set(asked.flat())]
  if (addresses.length === 0) return asked.map(() => new Map())
  const rows = await tx
    .select({
      address: personEmail.address,
      verified: personEmail.verified,
      id: person.id,
      kind: person.kind,
      name: person.name,
      active: person.active,
      since: person.createdAt,
      email: sql<string>`(select main.address from ${personEmail} main where main.person_id = ${person.id} and main.main limit 1)`,
      roles: sql<Role[]>`array(select ${staffRole.role} from ${staffRole} where ${staffRole.personId} = ${person.id})`,
      memberships: sql<Membership[]>`coalesce((select json_agg(json_build_object(
        'companyId', ${membership.companyId}, 'seesCompany', ${membership.seesCompany},
        'approvesEstimates', ${membership.approvesEstimates}, 'approvalLimit', ${membership.approvalLimit},
        'approvesReleases', ${membership.approvesReleases})) from ${membership} where ${membership.personId} = ${person.id}), '[]')`,
    })
    .from(personEmail)
    .innerJoin(person, eq(person.id, personEmail.personId))
    .where(sql`${personEmail.address} = any(${sql.param(addresses)}::text[])`)
  const bearers = new Map(
    rows.map(({ address, verified, active, since, id, kind, name, email, roles, memberships }) => {
      const about = { id, name, email: email ?? address }
      const actor: Known = kind === 'staff' ? { kind, ...about, roles } : { kind, ...about, memberships }
      const left = verified && !active && kind === 'staff'
      return [address, { personId: id, actor: verified && active ? actor : null, left, since }]
    }),
  )
  return asked.map((some) => new Map(some.flatMap((address) => entryOf(address, bearers.get(address)))))
})

function entryOf(address: string, bearer: Bearer | undefined): [string, Bearer][] {
  return bearer ? [[address, bearer]] : []
}

/** Whether anybody has this address, or a company its domain. */
export async function isOfSomebody(db: Db, address: string): Promise<boolean> {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const [people, companies] = await Promise.all([
    db.$count(personEmail, eq(personEmail.address, address)),
    db.$count(companyDomain, eq(companyDomain.domain, domain)),
  ])
  return people + companies > 0
}

/** The company whose own mail domain this is. */
export const findCompanyOfDomain = gathered<string, string | null>(async (tx, asked) => {
  const rows = await tx
    .select({ domain: companyDomain.domain, id: companyDomain.companyId })
    .from(companyDomain)
    .where(sql`${companyDomain.domain} = any(${sql.param([...new Set(asked)])}::text[])`)
  const companies = new Map(rows.map(({ domain, id }) => [domain, id]))
  return asked.map((domain) => companies.get(domain) ?? null)
})

/**
 * A contact who wrote for the first time, from the domain of their company: sees their own tickets, may approve nothing
 * until the PM grants it. Whoever has the address already is answered instead; null for one of our own.
 */
export async function welcomeContact(
  tx: Tx,
  house: Pick<House, 'ours'>,
  { address, name, companyId, now }: { address: string; name: string; companyId: string; now: Temporal.Instant },
): Promise<Known | null> {
  if (belongsToUs(address, house.ours)) return null
  await lockAddress(tx, address)
  const [bearers, language] = await Promise.all([findBearers(tx, [address]), readLanguage(tx, companyId)])
  const there = bearers.get(address)
  if (there) return there.actor
  const id = randomUUIDv7()
  await insertPerson(tx, { id, kind: 'contact', name, language, createdAt: now })
  const given = await giveAddress(tx, house, { address, personId: id, main: true })
  if (isRefusal(given)) throw new Error(`${address} was somebody's a moment after it was nobody's.`)
  await insertMembership(tx, { companyId, personId: id })
  const rights = { seesCompany: false, approvesEstimates: false, approvalLimit: null, approvesReleases: false }
  return { kind: 'contact', id, name, email: address, memberships: [{ companyId, ...rights }] }
}

/** Two first mails of one person at once must not make two people. */
const lockAddress = gathered<string, void>(async (tx, addresses) => {
  // In one order everywhere, so that nobody waits for who waits for them.
  const locks = addresses.map((address) => `contact ${address}`).sort()
  await tx.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(lock, 3)) from unnest(${sql.param(locks)}::text[]) as lock`,
  )
  return addresses.map(() => undefined)
})

const readLanguage = gathered<string, Language>(async (tx, companies) => {
  const rows = await tx
    .select({ id: company.id, language: company.language })
    .from(company)
    .where(sql`${company.id} = any(${sql.param([...new Set(companies)])}::uuid[])`)
  const languages = new Map(rows.map(({ id, language }) => [id, language]))
  return companies.map((id) => languages.get(id) ?? 'en')
})

const insertPerson = insertsRow(person, 'returning id')

const insertMembership = gathered<typeof membership.$inferInsert, void>(async (tx, rows) => {
  await insertRows(tx, membership, rows, '')
  return rows.map(() => undefined)
})
