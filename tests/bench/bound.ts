// Reads one mail as the worker does, from its bytes to its fate, and prints what that cost.
import { readFileSync, writeFileSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { openHouse } from '../../db/house.ts'
import { inboundMail } from '../../db/schema/mail.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { parseMail } from '../../mail/parse.ts'
import { storeMail } from '../../mail/store.ts'
import { watchLoop } from '../support/loop-watch.ts'

const { DATABASE_URL: databaseUrl = '', FILES_URL: filesUrl = '' } = process.env
const house = openHouse({ databaseUrl, filesUrl, max: 10, ours: { mailDomain: 'desk.example', mailboxes: [] } })
const context = {
  ...{ secretKey: 'bench bench bench bench', mailDomain: 'desk.example', mailboxes: [], authservId: 'mx.desk.example' },
  ...{ trustLoopback: false, parse: parseMail },
  resolver: () => Promise.reject(Object.assign(new Error('nothing there'), { code: 'ENOTFOUND' })),
}

// Each mail in an hour of its own: so many in one would be held as a flood.
const [, , file = '', hoursAgo = '0'] = process.argv
const arrivedAt = Temporal.Now.instant().subtract({ hours: Number(hoursAgo) })
const words = `Message-ID: <${crypto.randomUUID()}@vale.example>\r\n`
await take(Buffer.from(`${words}From: joana@vale.example\r\n\r\nwarm\r\n`))
// Forgets the highest mark (proc(5), clear_refs).
writeFileSync('/proc/self/clear_refs', '5')
const idle = peakMb()
const watch = watchLoop()
const began = performance.now()
const id = await store(await readFile(file))
const stored = performance.now()
const before = process.cpuUsage()
await readMails(house, context, [id])
const read = performance.now()
const { user, system } = process.cpuUsage(before)
const { busyMs, lateMs } = await watch.stop()
const [row] = await house.db.select().from(inboundMail).where(eq(inboundMail.id, id))
console.log(
  JSON.stringify({
    ...{ mb: rounded((await stat(file)).size / 1e6), fate: row?.reason ?? row?.fate },
    ...{ wholeMb: peakMb(), memoryMb: peakMb() - idle },
    ...{ storeSeconds: rounded((stored - began) / 1000), seconds: rounded((read - stored) / 1000) },
    ...{ cpuSeconds: rounded((user + system) / 1e6), busyMs, lateMs },
  }),
)
process.exit(0)

async function take(bytes: Buffer) {
  await readMails(house, context, [await store(bytes)])
}

async function store(bytes: Buffer) {
  const [id] = await storeMail(house, [{ origin: 'imap', raw: bytes }], arrivedAt)
  if (!id) throw new Error('It was stored before.')
  return id
}

function peakMb() {
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024)
}

function rounded(value: number) {
  return Number(value.toFixed(2))
}
