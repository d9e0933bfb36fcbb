import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { type Refusal, refuse } from '../../domain/refusal.ts'
import { isAdmin, stepsBetween } from '../../domain/setting.ts'
import type { Actor } from '../../domain/ticket.ts'
import { recordSettingChange } from '../agency/setting-changes.ts'
import type { Db, Tx } from '../client.ts'
import type { House } from '../house.ts'
import { gathered } from '../postgres/gather.ts'
import { app, company } from '../schema/company.ts'
import { mailbox } from '../schema/mail.ts'

/** Whose mail comes into a mailbox by default; null where it may be anybody's. */
export type MailboxOwner = { companyId: string | null; appId: string | null }

const nobody: MailboxOwner = { companyId: null, appId: null }

/** Whose each mailbox is, by its name. */
export async function readMailboxOwners(db: Db | Tx): Promise<Map<string, MailboxOwner>> {
  const rows = await db
    .select({ name: mailbox.name, companyId: mailbox.companyId, appId: mailbox.appId })
    .from(mailbox)
    .where(isNotNull(mailbox.companyId))
  return new Map(rows.map(({ name, ...owner }) => [name, owner]))
}

/** The app that a new ticket of this company is about when it comes by this mailbox; null where that is not known. */
export const readAppOfMailbox = gathered<{ mailbox: string | null; companyId: string }, string | null>(
  async (tx, asked) => {
    const names = [...new Set(asked.flatMap(({ mailbox }) => mailbox ?? []))]
    const owners = names.length === 0 ? [] : await readOwners(tx, names)
    return asked.map(
      ({ mailbox, companyId }) =>
        owners.find((owner) => owner.name === mailbox && owner.companyId === companyId)?.appId ?? null,
    )
  },
)

function readOwners(tx: Tx | Db, names: string[]) {
  return tx
    .select({ name: mailbox.name, companyId: mailbox.companyId, appId: mailbox.appId })
    .from(mailbox)
    .where(sql`${mailbox.name} = any(${sql.param(names)}::text[])`)
}

/**
 * The door of whose a mailbox is. It proves nothing of a sender: their tickets are about this app, and triage finds
 * this company chosen for who is not known. Refuses who is no admin, and a company or an app that there is not.
 */
export function changeMailboxOwner(
  house: House,
  { name, owner, by, now }: { name: string; owner: MailboxOwner; by: Actor; now: Temporal.Instant },
): Promise<'now' | Refusal> {
  return house.db.transaction(async (tx) => {
    if (!isAdmin(by)) return refuse('admins_only')
    const after = await namesOf(tx, owner)
    if (owner.companyId !== null && after.company === null) return refuse('no_such_company', ['owner'])
    if (owner.appId !== null && after.app === null) return refuse('no_such_app', ['owner'])
    // A mailbox that was never read has no row yet; one that nobody comes to read is forgotten by this moment.
    await tx.insert(mailbox).values({ name, fault: 'not_read_yet', faultAt: now }).onConflictDoNothing()
    const [before = nobody] = await tx.select().from(mailbox).where(eq(mailbox.name, name)).for('update')
    await tx.update(mailbox).set(owner).where(eq(mailbox.name, name))
    await recordSettingChange(tx, {
      ...{ area: 'mailbox', subject: name, by, now },
      steps: stepsBetween(await namesOf(tx, before), after),
    })
    return 'now'
  })
}

async function namesOf(tx: Tx, { companyId, appId }: MailboxOwner) {
  if (companyId === null) return { company: null, app: null }
  const [row] = await tx
    .select({ company: company.name, app: app.name })
    .from(company)
    .leftJoin(app, and(eq(app.companyId, company.id), eq(app.id, appId ?? companyId)))
    .where(eq(company.id, companyId))
  return row ?? { company: null, app: null }
}
