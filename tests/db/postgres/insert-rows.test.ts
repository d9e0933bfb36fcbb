import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { insertsRow } from '../../../db/postgres/insert-rows.ts'
import { message } from '../../../db/schema/thread.ts'
import { aHouse, aTicket, aWorld } from '../../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const insertMessage = insertsRow(message, 'on conflict do nothing returning id')

test('rows inserted in one breath are kept as they were given, and one that is there already is told apart', async () => {
  const { ticketId } = await aTicket(house, world)
  const at = Temporal.Instant.from('2026-11-16T10:00:00.123456Z')
  const about = { ticketId, companyId: world.vale, authorKind: 'system', authorName: '', at } as const
  const shown = { visibility: 'public', purpose: 'reply', channel: 'mail' } as const
  const texts = ['“Já” \\ \n{"a":null}', `cut \ud83d`, 'again']
  const keys = ['one', 'two', 'one']
  const kept = await house.db.transaction((tx) =>
    Promise.all(
      texts.map((text, place) => insertMessage(tx, { ...about, ...shown, text, sourceKey: keys[place] ?? '' })),
    ),
  )
  expect(kept.map((row) => row !== null)).toEqual([true, true, false])
  const [first] = await house.db
    .select()
    .from(message)
    .where(eq(message.id, kept[0]?.id ?? ''))
  expect(first).toMatchObject({ text: texts[0], html: null })
  expect(first?.at.equals(at)).toBe(true)
  const [second] = await house.db
    .select()
    .from(message)
    .where(eq(message.id, kept[1]?.id ?? ''))
  expect(second?.text).toBe('cut \ufffd')
})
