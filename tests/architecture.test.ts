import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folders = ['app', 'db', 'domain', 'jobs', 'mail', 'tests']

test('folders import only what lies below them, and nothing goes in circles', () => {
  const cruise = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.mjs', ...folders],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  expect(cruise.stdout + cruise.stderr).toContain('no dependency violations found')
}, 60_000)

test('no folder or file is a bucket for whatever has no place', () => {
  const buckets = /^(utils?|helpers?|lib|common|shared|services?|misc|types|index)(\.|$)/
  const strays = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((path) =>
      buckets.test(basename(path)),
    ),
  )
  expect(strays).toEqual([])
})

test('only domain is added to the folders the house was asked for', () => {
  const there = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
  expect(there.filter((name) => !['node_modules', 'build', 'data', 'public', ...folders].includes(name))).toEqual([])
})
