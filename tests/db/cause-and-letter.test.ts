import { afterEach, expect, test } from 'vitest'
import { changeTicket } from '../../db/change-ticket.ts'
import { type Opening, openTicket } from '../../db/open-ticket.ts'
import { addMessage } from '../../db/thread.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { aMail, reading, store } from '../support/post.ts'
import { aHouse, aKey, aTicket, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const { number } = await aTicket(house, world)

/** Every table whose rows a change may add to or alter; raw mail is kept before any of it. */
const watched = [
  'ticket',
  'message',
  'event',
  'clock',
  'participant',
  'outgoing_mail',
  'thread_id',
  'approval',
  'inbound_mail',
]

/** From now on the statement with this number, of those that write to a watched table or promise a job, fails. */
async function failAt(statement: number) {
  await house.sql`select setval('statements_seen', 1, false)`
  await house.sql`update fails_at set statement = ${statement}`
}

/** The engine writes its jobs into the parts of its table, each of which has triggers of its own. */
const parts =
  await house.sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'pgboss.job'::regclass`

await house.sql.unsafe(`
  create sequence statements_seen;
  create table fails_at (statement int not null);
  grant all on fails_at, statements_seen to public;
  insert into fails_at values (0);
  create function fail_sometimes() returns trigger language plpgsql as $$
  begin
    -- A sequence counts on when its transaction is taken back: so each statement has its turn.
    if nextval('statements_seen') = (select statement from fails_at) then raise exception 'the test fails this statement'; end if;
    return null;
  end $$;
  ${[...watched, 'pgboss.job', ...parts.map(({ name }) => name)]
    .map(
      (table) =>
        `create trigger fails before insert or update on ${table} for each statement execute function fail_sometimes();`,
    )
    .join('\n')}
`)
afterEach(() => failAt(0))

/** All that stands in the house, to be compared. */
async function everything() {
  const counts = await Promise.all(
    [...watched, 'pgboss.job'].map(async (table) => {
      // Whether and how often a mail was tried is counted before anything can go wrong.
      const rows = await house.sql.unsafe(`select (to_jsonb(row) - 'tries')::text as row from ${table} row order by 1`)
      return [table, rows.map(({ row }) => row)]
    }),
  )
  return JSON.stringify(counts)
}

/** Letters that nobody will send, and jobs that have no letter. */
async function strays() {
  return house.sql`select coalesce(mail.id::text, job.data->>'mailId') as stray from outgoing_mail mail
    full join (select * from pgboss.job where name = 'send_mail') job on job.data->>'mailId' = mail.id::text
    where job.id is null or mail.id is null`
}

const by = { actor: world.marta, channel: 'web', proof: 'session', now: monday } as const
const opening = {
  ...{ companyId: world.vale, requesterId: world.joana.id, category: 'question', impact: [], appId: null, files: [] },
  ...{ title: 'May we have an invoice?', body: 'Of October.', participantIds: [], source: 'portal' },
  ...{ ...by, actor: world.joana },
} satisfies Omit<Opening, 'sourceKey'>

/** What is done, as often as it takes; made ready before anything can fail. */
type Act = () => Promise<unknown>

test.each<[string, () => Act | Promise<Act>]>([
  [
    'a ticket that is opened',
    () => {
      const sourceKey = aKey()
      return () => openTicket(house, { ...opening, sourceKey })
    },
  ],
  [
    'an action',
    () => {
      const sourceKey = aKey()
      return () => changeTicket(house, { ...by, number, command: { action: 'take', body: {} }, sourceKey })
    },
  ],
  [
    'public words',
    () => {
      const sourceKey = aKey()
      return () => addMessage(house, { ...by, number, body: 'It is being looked at.', files: [], sourceKey })
    },
  ],
  [
    'a mail that is read',
    async () => {
      const id = await store(house, aMail({ from: 'joana@vale.example' }))
      return async () => {
        await house.sql`update inbound_mail set tries = 0 where id = ${id}`
        await readMails(house, reading, [id])
      }
    },
  ],
])('%s and its letters are there together or not at all, whichever statement fails (B6)', async (_, ready) => {
  const act = await ready()
  const before = await everything()
  let failed = 0
  for (let isDone = false; !isDone; ) {
    await failAt(failed + 1)
    isDone = await act().then(
      () => true,
      () => false,
    )
    await failAt(0)
    expect(await strays()).toEqual([])
    if (!isDone) {
      failed += 1
      expect(await everything()).toBe(before)
    }
  }
  expect(failed).toBeGreaterThan(2)
  expect(await everything()).not.toBe(before)
})
