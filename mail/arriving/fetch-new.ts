import type { ImapFlow } from 'imapflow'
import type { House } from '../../db/house.ts'
import type { Mailbox } from '../../db/mailbox/mail-settings.ts'
import { moveOlder, moveWatermark, notePolled, openWatermark, type Stretch } from '../../db/mailbox/mailboxes.ts'
import { type Arrived, sizeLimit, storeMail } from '../store.ts'
import { beginReading } from './begin-reading.ts'

/** What is fetched and committed at once: bounded, so that a backlog of any length needs the same memory. */
const page = { mails: 100, bytes: 16 * 1024 * 1024 }
/** More than this at once has waited, or comes from somebody who does not wait for each. */
const liveAtMost = 25
const headLimit = 64 * 1024
const olderAtOnce = 200

type Listed = { uid: number; size: number }
type Folder = { house: House; mailbox: Pick<Mailbox, 'name' | 'from'> }
type Opened = { house: House; name: string; uidValidity: number }

/**
 * One look at the open mailbox: everything above the watermark is stored, page by page, and then the mailbox counts as
 * read up to the moment the look began. Of older mails that were left and then asked for, some follow. Answers whether
 * more of those are waiting. Nothing is marked, moved or removed, whatever others do in the mailbox.
 */
export async function fetchNew(client: ImapFlow, { house, mailbox }: Folder): Promise<'done' | 'more'> {
  const began = Temporal.Now.instant()
  const opened = { house, name: mailbox.name, uidValidity: openedValidity(client) }
  const { lastUid, older } = await openWatermark(house.db, opened, (before) =>
    beginReading(client, { from: mailbox.from, before, now: began }),
  )
  await fetchAbove(client, opened, lastUid)
  await notePolled(house.db, mailbox.name, began)
  return older ? fetchSomeOlder(client, opened, older) : 'done'
}

/**
 * Everything above the watermark. What comes meanwhile is not behind a backlog: it is stored after the page in hand, and
 * the watermark passes over it once all before it is stored. Killed in between, we fetch it once more and keep it once.
 */
async function fetchAbove(client: ImapFlow, opened: Opened, lastUid: number): Promise<void> {
  const listed = await listIn(client, { after: lastUid, upTo: null })
  const haste = listed.length > liveAtMost ? 'backlog' : 'live'
  const listedUpTo = listed.at(-1)?.uid ?? lastUid
  const lacking: Listed[] = []
  let newest = listedUpTo
  for (const some of pagesOf(listed)) {
    // The watermark stays below what the server lists and does not give; what comes after it is read all the same.
    const hasteOfPage = lacking.length > 0 ? 'ahead' : haste
    lacking.push(...(await storePage(client, opened, { listed: some, haste: hasteOfPage })))
    if (haste === 'backlog') newest = await fetchAhead(client, opened, newest)
  }
  refuseLacking(lacking)
  if (newest > listedUpTo) await moveWatermark(opened.house.db, [{ ...opened, uid: newest }])
}

/** One page of what came above this UID. Answers the UID up to which everything that came is stored. */
async function fetchAhead(client: ImapFlow, opened: Opened, newest: number): Promise<number> {
  const [some] = pagesOf(await listIn(client, { after: newest, upTo: null }))
  if (!some) return newest
  const lacking = await storePage(client, opened, { listed: some, haste: 'ahead' })
  return lacking.length > 0 ? newest : (some.at(-1)?.uid ?? newest)
}

/** A few UIDs at a time, so that a new mail never waits for more than those. */
async function fetchSomeOlder(client: ImapFlow, opened: Opened, { after, upTo }: Stretch): Promise<'done' | 'more'> {
  const some = { after, upTo: Math.min(after + olderAtOnce, upTo) }
  const listed = await listIn(client, some)
  for (const page of pagesOf(listed)) {
    refuseLacking(await storePage(client, opened, { listed: page, haste: 'backlog' }))
  }
  await moveOlder(opened.house.db, opened, { uid: some.upTo, stored: listed.length })
  return some.upTo < upTo ? 'more' : 'done'
}

/** Answers with the mails that the server still lists and did not give; what stands above one of them is stored ahead. */
async function storePage(
  client: ImapFlow,
  { house, name, uidValidity }: Opened,
  { listed, haste }: { listed: Listed[]; haste: NonNullable<Arrived['haste']> },
): Promise<Listed[]> {
  const mails = await fetchPage(client, listed)
  const lacking = await findLacking(client, listed, mails)
  const whole = lacking[0]?.uid ?? Number.POSITIVE_INFINITY
  await storeMail(
    house,
    mails.map(({ uid, ...mail }) => ({
      ...{ ...mail, origin: 'imap', mailbox: { name, uidValidity, uid } },
      haste: uid < whole ? haste : 'ahead',
    })),
    Temporal.Now.instant(),
  )
  return lacking
}

/** What somebody removed meanwhile is listed no more; of what is, a server that is out of order gave nothing, or too little. */
async function findLacking(client: ImapFlow, listed: Listed[], mails: Fetched[]): Promise<Listed[]> {
  const come = new Set(mails.map(({ uid }) => uid))
  const absent = listed.filter(({ uid, size }) => size > 0 && !come.has(uid))
  const [first, last] = [absent.at(0), absent.at(-1)]
  if (!first || !last) return []
  // Only now does it have to say what was removed.
  await client.noop()
  const there = new Set((await listIn(client, { after: first.uid - 1, upTo: last.uid })).map(({ uid }) => uid))
  return absent.filter(({ uid }) => there.has(uid))
}

function refuseLacking([first]: Listed[]): void {
  if (first) throw new Error(`Message ${first.uid} measures ${first.size} bytes and did not come whole.`)
}

function openedValidity({ mailbox }: ImapFlow): number {
  if (!mailbox) throw new Error('The mailbox is not open.')
  return Number(mailbox.uidValidity)
}

async function listIn(client: ImapFlow, { after, upTo }: { after: number; upTo: number | null }): Promise<Listed[]> {
  const listed: Listed[] = []
  for await (const { uid, size } of client.fetch(
    `${after + 1}:${upTo ?? '*'}`,
    { uid: true, size: true },
    { uid: true },
  )) {
    // "n:*" always names the last message, also when its UID is below n (RFC 9051, 9: seq-range).
    if (uid > after) listed.push({ uid, size: size ?? 0 })
  }
  return listed.sort((a, b) => a.uid - b.uid)
}

function pagesOf(listed: Listed[]): Listed[][] {
  const pages: { mails: Listed[]; bytes: number }[] = []
  for (const mail of listed) {
    const bytes = Math.min(mail.size, sizeLimit)
    const last = pages.at(-1)
    if (last && last.mails.length < page.mails && last.bytes + bytes <= page.bytes) {
      last.mails.push(mail)
      last.bytes += bytes
    } else {
      pages.push({ mails: [mail], bytes })
    }
  }
  return pages.map(({ mails }) => mails)
}

type Fetched = Pick<Arrived, 'size' | 'arrivedAt'> & { uid: number; raw: Buffer }

async function fetchPage(client: ImapFlow, listed: Listed[]): Promise<Fetched[]> {
  const oversize = listed.filter(({ size }) => size > sizeLimit)
  const mails = [
    ...(await fetchWhole(
      client,
      listed.filter(({ size }) => size <= sizeLimit),
    )),
    ...(await fetchSources(
      client,
      oversize.map(({ uid }) => uid),
      { start: 0, maxLength: headLimit },
    )),
  ]
  // In the order of their UIDs, because the watermark passes over all that came before.
  return mails.sort((a, b) => a.uid - b.uid)
}

/**
 * Nothing is kept short of what its server says it measures (I09), unless the same comes twice: Exchange measures mails
 * by what it keeps of them, and then says too much each time.
 */
async function fetchWhole(client: ImapFlow, listed: Listed[]): Promise<Fetched[]> {
  const fetched = await fetchSources(
    client,
    listed.map(({ uid }) => uid),
    true,
  )
  const short = fetched.flatMap(({ uid, raw, size }) => (size !== undefined && raw.byteLength < size ? uid : []))
  const again = new Map((await fetchSources(client, short, true)).map(({ uid, raw }) => [uid, raw]))
  const isWhole = ({ uid, raw }: Fetched) => !short.includes(uid) || again.get(uid)?.equals(raw)
  return fetched.flatMap(({ size, ...mail }) => (isWhole(mail) ? mail : []))
}

async function fetchSources(
  client: ImapFlow,
  uids: number[],
  source: true | { start: number; maxLength: number },
): Promise<Fetched[]> {
  const fetched: Fetched[] = []
  if (uids.length === 0) return fetched
  for await (const { uid, size, internalDate, source: raw } of client.fetch(
    uids.join(','),
    { uid: true, size: true, internalDate: true, source },
    { uid: true },
  )) {
    // What vanished meanwhile is not answered, or answered with nothing.
    if (!raw || raw.byteLength === 0) continue
    fetched.push({ uid, raw, ...arrivalOf(internalDate), ...(size !== undefined && { size }) })
  }
  return fetched
}

/** By the server's clock; what it cannot say is taken for now. */
function arrivalOf(internalDate: Date | string | undefined): Pick<Arrived, 'arrivedAt'> {
  const at = internalDate === undefined ? Number.NaN : new Date(internalDate).getTime()
  return Number.isNaN(at) ? {} : { arrivedAt: Temporal.Instant.fromEpochMilliseconds(at) }
}
