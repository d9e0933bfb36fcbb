import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { isFilesUrl, openFileStore } from '../../db/file-store.ts'
import { openHouse } from '../../db/house.ts'
import { keepFile, openFile } from '../../db/tickets/files.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { anS3 } from '../support/s3.ts'
import { aHouse, aTicket, aWorld, monday } from '../support/world.ts'

const s3 = await anS3()
const house = await aHouse()
const store = openFileStore(s3.url)

/** More than one chunk, each place different. */
const large = new Uint8Array(3 * 1024 * 1024).map((_, place) => (place * 31 + (place >> 8)) % 251)

for (const [where, one] of [
  ['a folder', openFileStore(house.filesUrl)],
  ['a bucket', store],
] as const) {
  test(`${where} gives back what was put there, whole or in part, until it is removed`, async () => {
    const key = randomUUID()
    expect([await one.has(key), await one.get(key)]).toEqual([false, null])
    await one.set(key, new File([large], 'large'))
    const found = await one.get(key)
    if (!found) throw new Error('What was put there is not there.')
    expect([await one.has(key), found.size]).toEqual([true, large.length])
    expect(Buffer.from(await found.arrayBuffer()).equals(large)).toBe(true)
    expect(new Uint8Array(await found.slice(1_000_000, 1_000_003).arrayBuffer())).toEqual(
      large.slice(1_000_000, 1_000_003),
    )
    await one.remove(key)
    await one.remove(key)
    expect(await one.get(key)).toBeNull()
  })

  test(`${where} keeps an empty file, and a later one in place of an earlier`, async () => {
    const key = randomUUID()
    await one.set(key, new File([], 'empty'))
    expect(await (await one.get(key))?.text()).toBe('')
    await one.set(key, new File(['drawn'], 'later'))
    expect(await (await one.get(key))?.text()).toBe('drawn')
  })
}

test('whoever reads while a file is put anew gets it whole, as it was or as it is', async () => {
  const folder = openFileStore(house.filesUrl)
  const key = randomUUID()
  const some = large.slice(0, 500_000)
  const [one, other] = [some.map((byte) => byte & 0xf0), some.map((byte) => byte | 0x0f)]
  const ends = { read: 0, written: false }
  await folder.set(key, new File([one], 'one'))
  const writing = (async () => {
    for (let round = 0; round < 10; round++) {
      await folder.set(key, new File([other], 'other'))
      await folder.set(key, new File([one], 'one'))
    }
    ends.written = true
  })()
  while (!ends.written || ends.read === 0) {
    const found = new Uint8Array((await (await folder.get(key))?.arrayBuffer()) ?? [])
    expect([one, other].some((whole) => Buffer.from(found).equals(whole))).toBe(true)
    ends.read += 1
  }
  await writing
  expect(ends.read).toBeGreaterThan(0)
})

test('of what lies in a bucket only so much is fetched as somebody reads', async () => {
  const key = randomUUID()
  await store.set(key, new File([large], 'large'))
  const reader = (await store.get(key))?.stream().getReader()
  const first = await reader?.read()
  expect(first?.value?.byteLength).toBeLessThan(large.length)
  await reader?.cancel()
})

test('a wrong key is a fault that says what the bucket said, and nothing of the key', async () => {
  const wrong = openFileStore(s3.urlFor('somebody:else'))
  const kept = async () => wrong.set(randomUUID(), new File(['x'], 'x'))
  await expect(kept()).rejects.toThrow(/^The bucket of files answered PUT with 403: InvalidAccessKeyId$/)
})

test('what lies in a bucket is of no type that a browser runs, whatever it was sent as', async () => {
  const key = randomUUID()
  await store.set(key, new File(['<script>'], 'page.html', { type: 'text/html' }))
  // This server shows everybody what it has; ours need not.
  const shown = await fetch(`${s3.base}/desk/${key}`)
  expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'application/octet-stream'])
})

test('what goes to a bucket that is not there is a fault, and never taken for kept', async () => {
  const nowhere = openFileStore(s3.urlFor('S3RVER:S3RVER', 'nowhere'))
  const kept = async () => nowhere.set(randomUUID(), new File(['x'], 'x'))
  await expect(kept()).rejects.toThrow('There is no such bucket.')
})

test('a house on a bucket keeps the files of its tickets there', async () => {
  const onBucket = openHouse({
    databaseUrl: house.url,
    filesUrl: s3.url,
    max: 4,
    ours: { mailDomain: 'desk.example', mailboxes: [] },
  })
  try {
    const world = await aWorld(onBucket)
    const { ticketId } = await aTicket(onBucket, world)
    const facts = {
      companyId: world.vale,
      ticketId,
      uploadedBy: world.joana.id,
      visibility: 'public',
      now: monday,
    } as const
    const id = await keepFile(onBucket.db, onBucket, { ...facts, name: 'log.txt', bytes: large })
    const found = await openFile(onBucket, world.joana, id)
    if (isRefusal(found)) throw new Error(found.refused)
    expect([found.name, found.size, found.content.size]).toEqual(['log.txt', large.length, large.length])
    expect(isRefusal(await openFile(onBucket, world.ines, id))).toBe(true)
    expect(await house.store.has(found.storageKey)).toBe(false)
  } finally {
    await onBucket.close()
  }
})

test('FILES_URL names a folder, or a bucket with its key', () => {
  const good = [
    'file:///srv/files',
    's3://key:secret@s3.eu-west-1.amazonaws.com/bucket?region=eu-west-1',
    's3://key:a%2Fb%2Bc@minio:9000/bucket/desk/files?tls=0',
  ]
  const bad = [
    ...[
      '',
      'files',
      'http://host/files',
      'file://host/files',
      's3://bucket',
      's3://host/bucket',
      's3://key@host/bucket',
    ],
    ...['s3://key:secret@host', 's3://key:secret@host/', 's3://key:%zz@host/bucket', 's3://key:secret@host/b?public=1'],
    's3://key:secret@host/bucket?tls=maybe',
  ]
  expect(good.filter((one) => !isFilesUrl(one))).toEqual([])
  expect(bad.filter(isFilesUrl)).toEqual([])
})
