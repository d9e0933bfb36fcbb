import { setRouteConfigAppDirectory } from '@remix-run/dev/dist/config/routes.js'
import { beforeAll, expect, test } from 'vitest'
import { addDocument } from '../../db/customers/write-document.ts'
import { inboundMail, raw } from '../../db/schema/mail.ts'
import { addMessage, addNote } from '../../db/thread.ts'
import { isRefusal } from '../../domain/refusal.ts'
import { aClient, aCookie, aWeb, type Web } from '../support/web.ts'
import { aHouse, aKey, aTicket, aWorld, type World } from '../support/world.ts'
import { type Asking, type Statuses, whoSeesWhat } from './who-sees-what.ts'

type Viewer = keyof Statuses
type Entry = { path?: string | undefined; index?: boolean | undefined; file: string; children?: Entry[] | undefined }

const viewers: Viewer[] = ['own', 'colleague', 'other', 'anonymous']
const canary = 'CANARY-41'
const house = await aHouse()
const addresses = addressesOf((await readRoutes()) ?? [])
let world: World
let web: Web
let ids: Record<string, string>
let shown: Record<Viewer, { page: Record<string, string>; api: Record<string, string> }>

beforeAll(async () => {
  world = await aWorld(house)
  web = await aWeb(house)
  const joana = await aClient(house, web, world.joana)
  const { number, ticketId } = await aTicket(house, world, { title: `Leaking keys ${canary}` })
  const form = new FormData()
  form.append('body', 'See the file.')
  form.append('files', new File(['the keys'], 'keys.txt'))
  const said = await (await joana.upload(`/tickets/${number}/messages`, form)).json()
  await house.sql`update ticket set issue_type = 'security' where id = ${ticketId}`
  await addNote(house, {
    ...{ number, actor: world.marta, body: 'Betweenus: NOTE-41', files: [], channel: 'web', proof: 'session' },
    ...{ sourceKey: aKey(), now: Temporal.Now.instant() },
  })
  ids = {
    number: String(number),
    action: 'take',
    token: 'nobody-made-this',
    file: said.files[0].id,
    letter: await aLetter(number),
    mail: await aMail(),
    page: await aPage(),
    person: world.pedro.id,
    company: world.vale,
    app: world.shop,
    workflow: 'new',
  }
  shown = {
    own: await aViewer(world.joana),
    colleague: await aViewer(world.pedro),
    other: await aViewer(world.ines),
    anonymous: { page: {}, api: {} },
  }
})

test('every address of the product has its row', () => {
  expect(addresses.filter((address) => !(address in whoSeesWhat))).toEqual([])
})

for (const address of addresses) {
  for (const asking of whoSeesWhat[address] ?? []) {
    test(`${asking.method} ${address} is for whom it is for, and tells nobody of a note (B11)`, async () => {
      const answers = await Promise.all(viewers.map((viewer) => ask(address, asking, viewer)))
      expect(Object.fromEntries(answers.map(({ viewer, status }) => [viewer, status]))).toEqual(asking.statuses)
      const loaded = await Promise.all(viewers.map((viewer) => ask(dataOf(address), asking, viewer)))
      for (const { viewer, text } of [...answers, ...loaded]) {
        expect(text, `a note, read by ${viewer}`).not.toContain('NOTE-41')
        if (viewer !== 'own') expect(text, `the ticket, read by ${viewer}`).not.toContain(canary)
      }
    })
  }
}

test.each(['/tickets?show=all&q=', '/tickets.data?show=all&q=', '/tickets/list.csv?show=all&q=', '/api/v1/tickets?q='])(
  'who searches with %s finds a ticket by its words, and not by those of a note on it (B11)',
  async (address) => {
    const headers = address.startsWith('/api/') ? shown.own.api : shown.own.page
    const found = async (words: string) => (await web.ask(address + words, { headers })).text()
    expect(await found('Leaking')).toContain(canary)
    expect(await found('Betweenus')).not.toContain(canary)
  },
)

test('a file of a note is for us alone (B11)', async () => {
  const marta = await aClient(house, web, world.marta)
  const form = new FormData()
  form.append('files', new File(['NOTE-41'], 'salaries-41.txt'))
  const { number } = await aTicket(house, world)
  const [file] = (await (await marta.upload(`/tickets/${number}/files`, form)).json()).ids
  await marta.post(`/tickets/${number}/notes`, { body: 'Look.', files: [file] })
  expect((await marta.get(`/tickets/${number}/files/${file}`)).status).toBe(200)
  for (const viewer of viewers) {
    expect((await web.ask(`/files/${file}`, { headers: shown[viewer].page })).status).not.toBe(200)
    const answer = await web.ask(`/api/v1/tickets/${number}/files/${file}`, { headers: shown[viewer].api })
    expect(answer.status).toBe(viewer === 'anonymous' ? 401 : 404)
    const page = await (await web.ask(`/tickets/${number}`, { headers: shown[viewer].page })).text()
    expect(page).not.toContain('salaries-41')
  }
})

test('what nobody may see is refused as what is not there', async () => {
  const ines = await aClient(house, web, world.ines)
  const [foreign, missing] = await Promise.all([ines.get(`/tickets/${ids.number}`), ines.get('/tickets/999999')])
  expect(await foreign.json()).toEqual(await missing.json())
})

async function ask(address: string, { method, body }: Asking, viewer: Viewer) {
  const isCall = address.startsWith('/api/')
  const answer = await web.ask(filledIn(address), {
    method,
    headers: {
      ...(isCall ? shown[viewer].api : shown[viewer].page),
      ...(body && Object.keys(body).length > 0 && { 'content-type': 'application/json' }),
    },
    ...(body && { body: Object.keys(body).length > 0 ? JSON.stringify(body) : '' }),
  })
  return { viewer, status: answer.status, text: await answer.text() }
}

/** What Remix asks of a page that its script goes to: the answers of its loaders alone. */
function dataOf(address: string) {
  return address === '/' ? '/_root.data' : `${address}.data`
}

function filledIn(address: string) {
  const named = address
    .replace('*', 'nowhere')
    .replace('mail/:id', `mail/${ids.mail}`)
    .replace('messages/:id', `messages/${ids.letter}`)
    .replace(':id', ids.file ?? '')
  return named.replaceAll(/:(\w+)/g, (_, name) => ids[name] ?? '')
}

async function aViewer(person: { id: string }) {
  const { token } = await aClient(house, web, person)
  return { page: await aCookie(house, person), api: { authorization: `Bearer ${token}` } }
}

async function aPage() {
  const page = {
    appId: world.shop,
    kind: 'flow' as const,
    title: 'Checkout',
    body: 'How they pay.',
    ticketNumber: null,
  }
  const outcome = await addDocument(house, { ...page, by: world.marta, key: aKey(), now: Temporal.Now.instant() })
  if (isRefusal(outcome)) throw new Error(outcome.refused)
  return outcome.pageId
}

/** A mail of hers on that ticket, which says more by its shape. */
async function aLetter(number: number) {
  const mail = { html: `<table><tr><td>${canary}</table>`, ownShape: true, folded: null }
  const spoken = { actor: world.joana, body: canary, files: [], channel: 'mail', proof: 'P2', mail } as const
  const said = await addMessage(house, { number, ...spoken, sourceKey: aKey(), now: Temporal.Now.instant() })
  if (isRefusal(said) || said.messageId === null) throw new Error('The letter of the test was refused.')
  return said.messageId
}

async function aMail() {
  await house.db.insert(raw).values({ sha256: 'one', bytes: Buffer.from(`Subject: ${canary}\r\n\r\n`) })
  const [row] = await house.db
    .insert(inboundMail)
    .values({ origin: 'file', sha256: 'one', size: 1, receivedAt: Temporal.Now.instant(), subject: canary })
    .returning({ id: inboundMail.id })
  return row?.id ?? ''
}

/** The site map, as the build reads it. */
async function readRoutes(): Promise<Entry[]> {
  setRouteConfigAppDirectory('app')
  return (await import('../../app/routes.ts')).default
}

function addressesOf(entries: Entry[], above = ''): string[] {
  return entries.flatMap(({ path, children }) => {
    const address = path ? `${above}/${path}` : above
    return children ? addressesOf(children, address) : [address || '/']
  })
}
