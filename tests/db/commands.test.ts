import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { readPersonByApiToken } from '../../db/people/api-token.ts'
import { readSignInLink } from '../../db/people/sign-in.ts'
import { ourNode, root } from '../../jobs/set-up.mjs'
import { aHouse, aWorld } from '../support/world.ts'

const folder = mkdtempSync(join(tmpdir(), 'signoff-command-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Runs a command as an operator does beside a running start. */
async function run(command: string, url: string, email: string) {
  const env = {
    DATABASE_URL: url,
    DATA_DIR: folder,
    SECRET_KEY: 'nobody can guess this one',
    BASE_URL: 'https://desk.example',
  }
  const program = join(root, 'db', 'commands', `${command}.ts`)
  return promisify(execFile)(ourNode, [program, email], {
    cwd: root,
    env: { NODE_ENV: 'production', PATH: process.env.PATH, ...env },
  })
}

test('token prints a token that speaks for the person, and nothing else', async () => {
  const house = await aHouse()
  const { joana } = await aWorld(house)
  const { stdout, stderr } = await run('token', house.url, 'Joana@vale.example')
  expect(stdout).toMatch(/^\S+\n$/)
  expect(stderr).toBe('')
  const person = await readPersonByApiToken(house.db, stdout.trim(), Temporal.Now.instant())
  expect(person?.actor).toMatchObject({ id: joana.id })
  await expect(run('token', house.url, 'nobody@vale.example')).rejects.toMatchObject({ code: 1, stdout: '' })
})

test('admin makes the first admin of an empty installation and prints a link to sign in', async () => {
  const house = await aHouse()
  const { stdout } = await run('admin', house.url, 'boss@agency.example')
  const link = /^https:\/\/desk\.example\/signin\/go\/(\S+)\n$/.exec(stdout)
  expect(await readSignInLink(house, link?.[1] ?? '', Temporal.Now.instant())).toBe('boss')
  await expect(run('admin', house.url, 'other@agency.example')).rejects.toMatchObject({ code: 1 })
})

test('where no database answers a command ends with one sentence and no stack trace', async () => {
  const program = join(root, 'db', 'commands', 'token.ts')
  const env = { NODE_ENV: 'production' as const, PATH: process.env.PATH, DATA_DIR: join(folder, 'none') }
  const ended = promisify(execFile)(ourNode, [program, 'joana@vale.example'], { cwd: root, env })
  await expect(ended).rejects.toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^No database .+\n$/),
  })
})
