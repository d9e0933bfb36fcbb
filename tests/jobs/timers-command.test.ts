import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { aHouse, aTicket, aWorld } from '../support/world.ts'

const run = promisify(execFile)
const house = await aHouse()
const world = await aWorld(house)

function timers(...args: string[]) {
  return run(process.execPath, ['jobs/commands/timers.ts', ...args], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: {
      NODE_ENV: 'production',
      PATH: process.env.PATH ?? '',
      DATABASE_URL: house.url,
      SECRET_KEY: 'a secret of sixteen letters',
      DEMO: '0',
    },
  })
}

test('the command prints a line of JSON for each thing done, and nothing the second time', async () => {
  const { number } = await aTicket(house, world)
  await house.sql`insert into duty (day, person_id) values ('2026-11-16', ${world.tess.id})`
  const at = '2026-11-16T15:00:00Z'
  const { stdout } = await timers('--as-of', at)
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ done: 'assigned', ticket: number, at }])
  expect(await timers(`--as-of=${at}`)).toEqual({ stdout: '', stderr: '' })
})

test('without a moment it says what it wants, and does nothing', async () => {
  await expect(timers('--as-of', 'tomorrow')).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--as-of'),
  })
})
