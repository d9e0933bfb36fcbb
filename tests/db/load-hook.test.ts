import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import * as drizzle from 'drizzle-orm'
import { alias, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'

type Is = (value: unknown, type: object) => boolean
const kind = Symbol.for('drizzle:entityKind')
const thing = pgTable('thing', { id: uuid(), name: text() })

/** The question as drizzle asks it when nothing is remembered. */
async function itself(): Promise<Is> {
  const written = createRequire(import.meta.url)
    .resolve('drizzle-orm')
    .replace(/index\.cjs$/, 'entity.js')
  const { is } = await import(`data:text/javascript,${encodeURIComponent(await readFile(written, 'utf8'))}`)
  return is
}

test('what a part of a statement is, is answered as drizzle itself would', async () => {
  const is = await itself()
  const classes = Object.values(drizzle).filter((one) => typeof one === 'function' && kind in one)
  const { sql } = drizzle
  const parts = [
    ...[thing, thing.id, thing.name, alias(thing, 'other'), alias(thing, 'other').id],
    ...[sql`1`, sql`1`.as('one'), sql.raw('1'), sql.identifier('one'), sql.placeholder('one'), sql.param('one')],
    ...[{}, [], new Date(0), () => 1, null, undefined, 0, 'one'],
  ]
  expect(classes.length).toBeGreaterThan(20)
  const askAll = (ask: Is) => parts.map((part) => classes.map((one) => ask(part, one)))
  const expected = askAll(is)
  expect(askAll(drizzle.is as Is)).toEqual(expected)
  expect(askAll(drizzle.is as Is), 'once it is remembered').toEqual(expected)
  expect(expected.flat().filter(Boolean).length).toBeGreaterThan(parts.length / 2)
})

test('the classes of a part are climbed once', async () => {
  expect([timesClimbed(await itself()), timesClimbed(drizzle.is as Is)]).toEqual([3, 1])
})

/** How often a part is looked at closely when it is asked three times whether it is something else. */
function timesClimbed(is: Is): number {
  let times = 0
  class Part {
    name = 'one'
    static get [kind]() {
      times += 1
      return 'Part'
    }
  }
  for (const part of [new Part(), new Part(), new Part()]) is(part, drizzle.SQL)
  return times
}
