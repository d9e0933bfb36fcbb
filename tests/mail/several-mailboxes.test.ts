import { eq } from 'drizzle-orm'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { listSettingChanges } from '../../db/agency/setting-changes.ts'
import { claimMail } from '../../db/letters/outgoing.ts'
import { changeMailboxOwner } from '../../db/mailbox/mailbox-owner.ts'
import { app } from '../../db/schema/company.ts'
import { mailbox, outgoingMail } from '../../db/schema/mail.ts'
import type { Staff } from '../../domain/ticket.ts'
import { readMails } from '../../mail/arriving/read-stored.ts'
import { compose } from '../../mail/compose.ts'
import { aMail, lineOf, proven, reading, store, threadOf, ticketsIn } from '../support/post.ts'
import { aHouse, aWorld, monday } from '../support/world.ts'

const house = await aHouse()
const world = await aWorld(house)
const brand = { name: 'brand@mail.example/INBOX', address: 'help@brand.example', senderName: 'Brand Support' }
const rest = {
  host: 'mail.example',
  port: 993,
  security: 'tls' as const,
  user: 'brand',
  folder: 'INBOX',
  from: 'first' as const,
}
const mailboxes = [{ ...brand, ...rest, login: { by: 'password' as const, password: 'secret' } }]
const [shop] = await house.db.insert(app).values({ companyId: world.vale, name: 'Brand shop' }).returning()
await house.db.insert(mailbox).values({ name: brand.name, uidValidity: 1 })
const admin: Staff = { ...world.tess, roles: ['admin'] }
let uid = 0

async function readFromBrand(mail: Parameters<typeof aMail>[0]) {
  const [, domain = ''] = mail.from.replace('>', '').split('@')
  uid += 1
  const id = await store(house, aMail({ headers: [proven(domain)], ...mail }), {
    ...{ origin: 'imap', trusted: 'no', mailbox: { name: brand.name, uidValidity: 1, uid } },
  })
  await readMails(house, { ...reading, mailboxes }, [id])
  return lineOf(house, id)
}

const own = (owner: { companyId: string | null; appId: string | null }, by = admin) =>
  changeMailboxOwner(house, { name: brand.name, owner, by, now: monday })

test('whose a mailbox is, an admin says, and it is on record', async () => {
  expect(await own({ companyId: world.vale, appId: null }, world.tess)).toMatchObject({ refused: 'admins_only' })
  expect(await own({ companyId: crypto.randomUUID(), appId: null })).toMatchObject({ refused: 'no_such_company' })
  expect(await own({ companyId: world.atlas, appId: shop?.id ?? '' })).toMatchObject({ refused: 'no_such_app' })
  expect(await own({ companyId: world.vale, appId: shop?.id ?? '' })).toBe('now')
  const { changes } = await listSettingChanges(house, { area: 'mailbox' })
  expect(changes).toMatchObject([
    {
      subject: brand.name,
      steps: [
        { field: 'company', from: null, to: 'Vale Cycles' },
        { field: 'app', from: null, to: 'Brand shop' },
      ],
    },
  ])
})

test('what comes by a mailbox is about its app, where that is the app of who writes, and is answered in its name', async () => {
  const line = await readFromBrand({ from: 'Joana <joana@vale.example>', to: brand.address, body: 'It broke.\n' })
  expect(line).toMatchObject({ fate: 'ticket', companyId: world.vale })
  expect(await ticketsIn(house, [line.ticketId ?? ''])).toMatchObject([{ appId: shop?.id }])
  const [letter] = await house.db
    .update(outgoingMail)
    .set({ sendingUntil: null })
    .where(eq(outgoingMail.ticketId, line.ticketId ?? ''))
    .returning()
  const claimed = await claimMail(house.db, letter?.id ?? '')
  if (!claimed || typeof claimed === 'string') throw new Error('The letter cannot be taken for sending.')
  const sender = { baseUrl: 'https://desk.test', secretKey: reading.secretKey, mailDomain: reading.mailDomain }
  const bytes = await compose(house, { ...sender, mailboxes }, claimed)
  if ('unreadable' in bytes) throw new Error(bytes.unreadable)
  const { from, replyTo } = await simpleParser(Buffer.from(bytes))
  expect(from?.value).toEqual([{ name: 'Brand Support', address: brand.address }])
  expect(replyTo?.value).toMatchObject([
    { name: 'Brand Support', address: expect.stringMatching(/^reply\+\w+@desk\.example$/) },
  ])
  // Our own address is nobody to suggest to the manager.
  expect(await threadOf(house, line.ticketId ?? '')).toMatchObject([{ text: 'It broke.', visibility: 'public' }])

  const other = await readFromBrand({ from: 'Ines <ines@atlas.example>', to: brand.address })
  expect(other).toMatchObject({ fate: 'ticket', companyId: world.atlas })
  expect(await ticketsIn(house, [other.ticketId ?? ''])).toMatchObject([{ appId: null }])
})

test('a mailbox of a company lets in nobody who is not known', async () => {
  const line = await readFromBrand({ from: 'stranger@elsewhere.example', to: brand.address })
  expect(line).toMatchObject({ fate: 'held', reason: 'unknown_sender' })
})

test('a mail from the address of a mailbox is our own that came back (L07)', async () => {
  expect(await readFromBrand({ from: brand.address, to: 'support@desk.example' })).toMatchObject({ fate: 'loop' })
})
