import { expect, test } from 'vitest'
import { addNote } from '../../db/thread.ts'
import { anApi, type Client, payment, png } from '../support/api.ts'
import { expectDescribed, readable } from '../support/described.ts'
import { aMail, handIn, proven } from '../support/post.ts'
import { aKey, aTicket } from '../support/world.ts'

const { house, world, web, joana, ines, marta } = await anApi()

test('lists are filtered, searched and paged without a gap or a repetition', async () => {
  await aTicket(house, world, { title: 'Zebra stripes on the invoice', body: 'Nothing else.' })
  await aTicket(house, world, { title: 'Something', body: 'A zebra walked in.' })
  await aTicket(house, world, {
    title: 'Zebra of Atlas',
    companyId: world.atlas,
    requesterId: world.ines.id,
    actor: world.ines,
  })
  const titles = async (client: Client, query: string) =>
    (await (await client.get(`/tickets?${query}`)).json()).items.map(({ title }: { title: string }) => title)
  expect(await titles(joana, 'q=zebra')).toEqual(['Something', 'Zebra stripes on the invoice'])
  expect(await titles(marta, 'q=zebra')).toHaveLength(3)
  expect(await titles(ines, 'q=zebra')).toEqual(['Zebra of Atlas'])
  expect(await titles(marta, `q=zebra&company=${world.atlas}`)).toEqual(['Zebra of Atlas'])
  for (const q of ['%', '_', "'", '(', '!&|', ':*', '"', 'a'.repeat(200), '-', 'zebra OR'])
    expect((await marta.get(`/tickets?q=${encodeURIComponent(q)}`)).status).toBe(200)
  expect((await marta.get(`/tickets?q=%00`)).status).toBe(422)
  expect((await marta.get(`/tickets?status=open`)).status).toBe(422)
  for (const sort of ['-created_at', 'created_at', 'updated_at', '-number', 'number']) {
    const all = (await (await marta.get(`/tickets?limit=100&sort=${sort}`)).json()).items
    const seen: number[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { items: { number: number }[]; next: string | null } = await (
        await marta.get(`/tickets?limit=2&sort=${sort}${cursor && `&cursor=${cursor}`}`)
      ).json()
      seen.push(...page.items.map(({ number }) => number))
      cursor = page.next
    }
    expect(seen).toEqual(all.map(({ number }: { number: number }) => number))
  }
  expect((await marta.get('/tickets?cursor=nonsense')).status).toBe(200)
})

test('no answer to a contact holds a word of a note', async () => {
  const canary = 'CANARY-7365'
  const { number } = await aTicket(house, world)
  await addNote(house, {
    number,
    actor: world.marta,
    body: canary,
    files: [],
    channel: 'web',
    proof: 'session',
    sourceKey: aKey(),
    now: Temporal.Now.instant(),
  })
  const noted = await marta.post(`/tickets/${number}/notes`, { body: `${canary} again` })
  expect(noted.status).toBe(201)
  expect(await (await marta.get(`/tickets/${number}`)).text()).toContain(canary)
  for (const path of [`/tickets/${number}`, `/tickets/${number}/events`, '/tickets', `/tickets?q=${canary}`]) {
    const answer = await joana.get(path)
    expect(answer.status).toBe(200)
    expect(await answer.text()).not.toContain(canary)
  }
  expect((await (await joana.get(`/tickets?q=${canary}`)).json()).items).toEqual([])
  expect((await joana.post(`/tickets/${number}/notes`, { body: 'x' })).status).toBe(404)
})

test('the API describes itself in OpenAPI 3.1, every call of it', async () => {
  const answer = await web.ask('/api/v1/openapi.json')
  const described = await answer.json()
  expect(described.openapi).toBe('3.1.0')
  const opening = described.paths['/api/v1/tickets'].post.requestBody.content['application/json'].schema
  expect(opening.required).toEqual(['category', 'title', 'body'])
  expect(Object.keys(described.paths)).toHaveLength(17)
})

test('a stranger hears that there is no ticket, whatever they send there', async () => {
  const { number } = await aTicket(house, world)
  for (const place of [number, 999_999, 'abc']) {
    for (const path of ['messages', 'notes', 'files', 'actions/cancel']) {
      const answer = await ines.post(`/tickets/${place}/${path}`, {})
      expect([place, path, answer.status]).toEqual([place, path, 404])
    }
  }
})

test('what stands empty in an address is not asked for', async () => {
  const asked = '/tickets?status=&stage=&category=&assignee=&company=&q=&sort=&limit=&cursor='
  expect(await (await joana.get(asked)).json()).toEqual(await (await joana.get('/tickets')).json())
  const mail = '/mail?direction=&fate=&ticket=&limit=&cursor='
  expect(await (await marta.get(mail)).json()).toEqual(await (await marta.get('/mail')).json())
})

test('a way of asking that an address does not have is refused with all that it has', async () => {
  const headers = { authorization: `Bearer ${marta.token}` }
  const allowed = async (method: string, path: string) => {
    const { status, headers: told } = await web.ask(`/api/v1${path}`, { method, headers })
    return [status, told.get('allow')]
  }
  for (const method of ['PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    expect(await allowed(method, '/tickets')).toEqual([405, 'GET, HEAD, POST'])
    expect(await allowed(method, '/me')).toEqual([405, 'GET, HEAD'])
    expect(await allowed(method, '/tickets/1/messages')).toEqual([405, 'POST'])
  }
  expect(await allowed('GET', '/tickets/1/actions/take')).toEqual([405, 'POST'])
})

test('whoever releases a mail to a ticket or a person names it', async () => {
  const { id } = await handIn(house, aMail({ from: 'A stranger <who@nowhere.example>' }))
  const release = async (body: object) => (await marta.post(`/mail/${id}/release`, body)).json()
  expect(await release({ as: 'attach' })).toMatchObject({ status: 422, missing: ['ticket'] })
  expect(await release({ as: 'alias' })).toMatchObject({ status: 422, missing: ['person'] })
  expect(await release({ as: 'attach', ticket: 999_999 })).toMatchObject({ status: 404, code: 'no_such_ticket' })
  expect(await release({ as: 'spam' })).toMatchObject({ id, fate: 'held', reason: 'spam', release: { as: 'spam' } })
})

test('a cookie is no token, and a token is asked for no origin', async () => {
  const foreign = await web.ask('/api/v1/tickets', {
    method: 'POST',
    body: JSON.stringify(payment),
    headers: {
      authorization: `Bearer ${joana.token}`,
      'content-type': 'application/json',
      origin: 'https://evil.example',
    },
  })
  expect(foreign.status).toBe(201)
})

test('what is not there is a problem too', async () => {
  for (const path of ['/api/v1/nothing', '/api/v2/tickets']) {
    const answer = await web.ask(path)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'not_found' })
  }
  expect((await joana.get('/tickets/abc')).status).toBe(404)
  expect((await joana.get('/tickets/99999999999999')).status).toBe(404)
  expect((await joana.get('/mail')).status).toBe(404)
  expect(
    (await web.ask('/api/v1/tickets', { method: 'DELETE', headers: { authorization: `Bearer ${joana.token}` } }))
      .status,
  ).toBe(405)
})

test('everybody reads who they are, and only what is theirs', async () => {
  expect(await (await joana.get('/me')).json()).toMatchObject({
    kind: 'contact',
    email: 'joana@vale.example',
    companies: [{ id: world.vale, approves_releases: true }],
  })
  expect((await (await joana.get('/companies')).json()).items.map(({ name }: { name: string }) => name)).toEqual([
    'Vale Cycles',
  ])
  expect((await (await joana.get('/people')).json()).items.map(({ email }: { email: string }) => email)).toEqual([
    'joana@vale.example',
    'pedro@vale.example',
  ])
  expect((await (await ines.get('/apps')).json()).items).toEqual([])
  expect((await (await marta.get('/apps')).json()).items).toHaveLength(1)
  expect(await (await joana.get('/calendar')).json()).toMatchObject({
    zone: 'Europe/Lisbon',
    windows: { urgent_issue: { hours: 1 } },
  })
})

test('all that can be read is answered as it is described, to us and to a customer', async () => {
  const { number } = await aTicket(house, world)
  const form = new FormData()
  form.append('body', 'See here.')
  form.append('files', new File([png], 'here.png'))
  const said = await (await joana.upload(`/tickets/${number}/messages`, form)).json()
  const came = await handIn(house, aMail({ from: 'Pedro <pedro@vale.example>', headers: [proven('vale.example')] }))
  const [went] = (await (await marta.get(`/mail?ticket=${number}&direction=out`)).json()).items
  for (const path of readable) {
    // A letter of ours has no bytes yet: no worker runs here that would make them.
    const mails = path.endsWith('/raw') ? [came.id] : [came.id, went.id]
    const ids = path.includes('/mail/') ? mails : [said.files[0].id]
    for (const id of ids) {
      const asked = path.replace('/api/v1', '').replace('{number}', String(number)).replace('{id}', id)
      // What comes as bytes has no fields; everything else the client compares with its description.
      for (const reader of [marta, joana]) {
        const answer = await reader.get(asked)
        const isHidden = reader === joana && asked.startsWith('/mail')
        expect([asked, answer.status]).toEqual([asked, isHidden ? 404 : 200])
      }
    }
  }
})

test('a field that is not described, or described otherwise, is not taken for an answer', async () => {
  const me = await (await joana.get('/me')).json()
  const given = { method: 'GET', path: '/me', status: 200 } as const
  expect(() => expectDescribed({ ...given, body: me })).not.toThrow()
  expect(() => expectDescribed({ ...given, body: { ...me, secret: 1 } })).toThrow('secret')
  const { name: _, ...nameless } = me
  expect(() => expectDescribed({ ...given, body: nameless })).toThrow('name')
  expect(() => expectDescribed({ ...given, status: 201, body: me })).toThrow('201')
})

test('the mail log is filtered, and paged without a repetition', async () => {
  const log = await (await marta.get('/mail?direction=out&limit=3')).json()
  expect(log.items.map(({ direction }: { direction: string }) => direction)).toEqual(['out', 'out', 'out'])
  const rest = await (await marta.get(`/mail?direction=out&limit=3&cursor=${log.next}`)).json()
  expect(rest.items.map(({ id }: { id: string }) => id)).not.toContain(log.items[0].id)
  const ofTicket = await (await marta.get(`/mail?ticket=${log.items[0].ticket}&direction=out`)).json()
  expect(new Set(ofTicket.items.map(({ ticket }: { ticket: number }) => ticket))).toEqual(
    new Set([log.items[0].ticket]),
  )
  expect((await marta.get('/mail?fate=nonsense')).status).toBe(422)
})
