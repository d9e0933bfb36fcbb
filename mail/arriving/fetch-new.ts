import type { ImapFlow } from 'imapflow'
import type { House } from '../../db/house.ts'
import { notePolled, openWatermark } from '../../db/mailbox/mailboxes.ts'
import { type Arrived, sizeLimit, storeMail } from '../store.ts'

/** What is fetched and committed at once: bounded, so that a backlog of any length needs the same memory. */
const page = { mails: 100, bytes: 16 * 1024 * 1024 }
const headLimit = 64 * 1024

type Listed = { uid: number; size: number }
type Folder = { house: House; name: string }

/**
 * One look at the open mailbox: everything above the watermark is stored, page by page, and then the mailbox counts as
 * read up to the moment the look began. Nothing is marked, moved or removed, whatever others do in the mailbox.
 */
export async function fetchNew(client: ImapFlow, { house, name }: Folder): Promise<void> {
  const began = Temporal.Now.instant()
  const uidValidity = openedValidity(client)
  const lastUid = await openWatermark(house.db, name, uidValidity)
  const listed = await listAbove(client, lastUid)
  for (const some of pagesOf(listed)) {
    const mails = await fetchPage(client, some)
    await storeMail(
      house,
      mails.map(({ uid, ...mail }) => ({ ...mail, origin: 'imap', mailbox: { name, uidValidity, uid } })),
      Temporal.Now.instant(),
    )
  }
  await notePolled(house.db, name, began)
}

function openedValidity({ mailbox }: ImapFlow): number {
  if (!mailbox) throw new Error('The mailbox is not open.')
  return Number(mailbox.uidValidity)
}

async function listAbove(client: ImapFlow, lastUid: number): Promise<Listed[]> {
  const listed: Listed[] = []
  for await (const { uid, size } of client.fetch(`${lastUid + 1}:*`, { uid: true, size: true }, { uid: true })) {
    // "n:*" always names the last message, also when its UID is below n (RFC 9051, 9: seq-range).
    if (uid > lastUid) listed.push({ uid, size: size ?? 0 })
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

type Fetched = Pick<Arrived, 'raw' | 'size'> & { uid: number }

async function fetchPage(client: ImapFlow, listed: Listed[]): Promise<Fetched[]> {
  const whole = listed.filter(({ size }) => size <= sizeLimit)
  const oversize = listed.filter(({ size }) => size > sizeLimit)
  const mails = [
    ...(await fetchSources(
      client,
      whole.map(({ uid }) => uid),
      true,
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

async function fetchSources(
  client: ImapFlow,
  uids: number[],
  source: true | { start: number; maxLength: number },
): Promise<Fetched[]> {
  const fetched: Fetched[] = []
  if (uids.length === 0) return fetched
  for await (const { uid, size, source: raw } of client.fetch(
    uids.join(','),
    { uid: true, size: true, source },
    { uid: true },
  )) {
    // What vanished meanwhile is not answered, or answered with nothing.
    if (!raw || raw.byteLength === 0) continue
    if (source === true && size !== undefined && raw.byteLength < size) {
      throw new Error(`Message ${uid} measures ${size} bytes, but only ${raw.byteLength} came.`)
    }
    fetched.push({ uid, raw, ...(source !== true && size !== undefined && { size }) })
  }
  return fetched
}
