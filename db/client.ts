import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { beginAtOnce, prepareAlways } from './postgres/prepare-always.ts'
import * as company from './schema/company.ts'
import * as document from './schema/document.ts'
import * as duty from './schema/duty.ts'
import * as mail from './schema/mail.ts'
import * as membership from './schema/membership.ts'
import * as offer from './schema/offer.ts'
import * as person from './schema/person.ts'
import * as savedReply from './schema/saved-reply.ts'
import * as settingChange from './schema/setting-change.ts'
import * as signIn from './schema/sign-in.ts'
import * as staging from './schema/staging.ts'
import * as testing from './schema/testing.ts'
import * as thread from './schema/thread.ts'
import * as ticket from './schema/ticket.ts'
import * as ticketWords from './schema/ticket-words.ts'
import * as timeEntry from './schema/time-entry.ts'
import * as verdict from './schema/verdict.ts'
import * as worker from './schema/worker.ts'

const schema = {
  ...company,
  ...document,
  ...duty,
  ...mail,
  ...membership,
  ...offer,
  ...person,
  ...savedReply,
  ...settingChange,
  ...signIn,
  ...staging,
  ...testing,
  ...thread,
  ...ticket,
  ...ticketWords,
  ...timeEntry,
  ...verdict,
  ...worker,
}

/** May open a transaction. */
export type Db = PostgresJsDatabase<typeof schema>
/** Joins the transaction that somebody else opened. */
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

export type Connection = {
  db: Db
  /** For SQL that drizzle does not speak: LISTEN, locks that last, health. */
  sql: postgres.Sql
  close: () => Promise<void>
}

/** A pool of at most `max` connections for drizzle, and a small one beside it. Nothing is opened until first used. */
export function connect(url: string, { max }: { max: number }): Connection {
  // Two clients, because drizzle changes the parsers of the one it wraps: raw queries would get moments as text.
  const pool = postgres(url, { max, ...manners })
  const sql = postgres(url, { max: 8, ...manners })
  const over = (client: postgres.Sql): Db => drizzle(prepareAlways(client), { casing: 'snake_case' })
  return {
    db: spareSetting(over(pool), (manner) => over(beginAtOnce(pool, manner))),
    sql,
    close: async () => {
      await Promise.all([pool.end({ timeout: 5 }), sql.end({ timeout: 5 })])
    },
  }
}

/** A transaction of some manner, as most that read, begins in it: one statement instead of two. */
function spareSetting(db: Db, beginning: (manner: string) => Db): Db {
  const ofManner = new Map<string, Db>()
  const plain = db.transaction.bind(db)
  db.transaction = (work, config) => {
    if (!config) return plain(work)
    const { isolationLevel, accessMode, deferrable } = config
    const level = isolationLevel && `isolation level ${isolationLevel}`
    const manner = [level, accessMode, deferrable && 'deferrable'].filter(Boolean).join(' ')
    const known = ofManner.get(manner) ?? beginning(manner)
    ofManner.set(manner, known)
    return known.transaction(work)
  }
  return db
}

const manners = {
  connect_timeout: 10,
  idle_timeout: 300,
  onnotice: () => {},
  connection: { application_name: 'signoff', timezone: 'UTC' },
} satisfies postgres.Options<Record<string, never>>
