import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sayMailboxFault } from '../../../domain/words/mailbox-faults.ts'
import { aDatabase } from '../../support/database.ts'

const { sql } = await aDatabase()
const migration = new URL('../../../db/migrations/0035_fault-said.sql', import.meta.url)

test('what servers had said before the faults of a mailbox were a closed list is kept as what they said', async () => {
  await sql`alter table mailbox drop column fault_said`
  const said = 'Application-specific password required'
  await sql`insert into mailbox (name, fault) values ('away@mail.example/INBOX', ${said}), ('well@mail.example/INBOX', null)`
  for (const statement of readFileSync(migration, 'utf8').split('--> statement-breakpoint')) await sql.unsafe(statement)
  const rows = await sql`select fault, fault_said from mailbox order by name`
  expect([...rows]).toEqual([
    { fault: 'failed', fault_said: said },
    { fault: null, fault_said: null },
  ])
  expect(sayMailboxFault({ fault: 'failed', said }, 'en')).toEqual({
    sentence: expect.stringContaining('could not be read'),
    said,
  })
})
