import { expect, test } from 'vitest'
import { anApi, payment, png } from '../support/api.ts'
import { aCookie } from '../support/web.ts'
import { aKey, aTicket } from '../support/world.ts'

const { house, world, web, joana, pedro, ines, marta } = await anApi()

test('a contact opens a ticket and reads it back', async () => {
  const opened = await joana.post('/tickets', payment)
  expect(opened.status).toBe(201)
  const ticket = await opened.json()
  expect(ticket).toMatchObject({
    title: 'Payments fail',
    category: 'urgent_issue',
    priority: 'urgent',
    impact: ['payments'],
    status: 'new',
    stage: 'new',
    company: { id: world.vale, name: 'Vale Cycles' },
    requester: { email: 'joana@vale.example', name: 'Joana Matos' },
    pm: null,
    round: 0,
    clocks: [{ kind: 'assign', met_at: null, breached: false, paused: false }],
    messages: [{ author: { email: 'joana@vale.example', kind: 'contact' }, visibility: 'public', channel: 'api' }],
  })
  expect(ticket.messages[0].html).toBe('<p>Since <strong>this morning</strong>.</p>\n')
  expect(opened.headers.get('location')).toBe(`/api/v1/tickets/${ticket.number}`)
  expect(await (await joana.get(`/tickets/${ticket.number}`)).json()).toEqual(ticket)
})

test('without a token there is no answer but 401, as a problem', async () => {
  for (const headers of [{}, { authorization: 'Bearer nobody' }, { authorization: 'Basic am9hbmE6eA==' }]) {
    const answer = await web.ask('/api/v1/tickets', { headers })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(await answer.json()).toMatchObject({ status: 401, code: 'not_signed_in' })
  }
})

test('the same Idempotency-Key opens one ticket, and with other content is refused', async () => {
  const key = { 'idempotency-key': aKey() }
  const [first, second] = await Promise.all([
    joana.post('/tickets', payment, key),
    joana.post('/tickets', payment, key),
  ])
  const [one, other] = [await first.json(), await second.json()]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(one.number).toBe(other.number)
  const reused = await joana.post('/tickets', { ...payment, title: 'Something else' }, key)
  expect(reused.status).toBe(422)
  expect(await reused.json()).toMatchObject({ code: 'key_reused' })
  const hers = await ines.post('/tickets', payment, key)
  expect((await hers.json()).number).not.toBe(one.number)
})

test('the same Idempotency-Key says a message once and acts once', async () => {
  const { number } = await aTicket(house, world)
  const key = { 'idempotency-key': aKey() }
  const said = [
    await joana.post(`/tickets/${number}/messages`, { body: 'Hello?' }, key),
    await joana.post(`/tickets/${number}/messages`, { body: 'Hello?' }, key),
  ]
  const [one, other] = await Promise.all(said.map((answer) => answer.json()))
  expect(one).toMatchObject({ text: 'Hello?', visibility: 'public' })
  expect(other).toEqual(one)
  const taken = { 'idempotency-key': aKey() }
  expect((await marta.post(`/tickets/${number}/actions/take`, {}, taken)).status).toBe(200)
  const again = await marta.post(`/tickets/${number}/actions/take`, {}, taken)
  expect(again.status).toBe(200)
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect((await marta.post(`/tickets/${number}/actions/take`)).status).toBe(409)
})

test('a ticket needs one of the five categories, and the form offers no other (R002)', async () => {
  const headers = await aCookie(house, world.joana)
  const form = await (await web.ask('/tickets/new', { headers })).text()
  const offered = [...form.matchAll(/<input[^>]*name="category"[^>]*>/g)].map(
    ([input]) => /value="(\w+)"/.exec(input)?.[1],
  )
  expect(offered).toEqual(['question', 'urgent_issue', 'server_issue', 'issue_with_error', 'issue_no_error'])
  expect(form).not.toMatch(/<input[^>]*name="category"[^>]*checked/)
  const { category: _, ...uncategorised } = payment
  const answer = await joana.post('/tickets', uncategorised)
  expect(answer.status).toBe(422)
  expect((await answer.json()).missing).toContain('category')
})

test('what is missing or wrong in a body is named', async () => {
  const nothing = await joana.post('/tickets', { title: 'x' })
  expect(nothing.status).toBe(422)
  expect(await nothing.json()).toMatchObject({ code: 'invalid_body', missing: expect.arrayContaining(['body']) })
  expect((await joana.post('/tickets', { ...payment, category: 'bug' })).status).toBe(422)
  const unnamed = await marta.post('/tickets', payment)
  expect(await unnamed.json()).toMatchObject({ status: 422, code: 'gate_not_met', missing: ['requester'] })
  const torn = await web.ask('/api/v1/tickets', {
    method: 'POST',
    body: '{',
    headers: { authorization: `Bearer ${joana.token}`, 'content-type': 'application/json' },
  })
  expect(await torn.json()).toMatchObject({ status: 400, code: 'malformed_json' })
  const text = await web.ask('/api/v1/tickets', {
    method: 'POST',
    body: JSON.stringify(payment),
    headers: { authorization: `Bearer ${joana.token}`, 'content-type': 'text/plain' },
  })
  expect(text.status).toBe(415)
})

test('staff open for a contact by address, a contact only for themselves', async () => {
  const opened = await marta.post('/tickets', { ...payment, requester: 'ines@atlas.example' })
  expect(await opened.json()).toMatchObject({
    company: { id: world.atlas },
    requester: { email: 'ines@atlas.example' },
  })
  expect(await (await marta.post('/tickets', { ...payment, requester: 'nobody@atlas.example' })).json()).toMatchObject({
    code: 'no_such_person',
  })
  expect(await (await marta.post('/tickets', { ...payment, requester: 'rui@agency.example' })).json()).toMatchObject({
    code: 'no_such_person',
  })
  expect((await joana.post('/tickets', { ...payment, requester: 'ines@atlas.example' })).status).toBe(403)
  expect((await joana.post('/tickets', { ...payment, requester: 'joana@vale.example' })).status).toBe(201)
})

test('an action is refused in a sentence, with what its gate lacks', async () => {
  const { number } = await aTicket(house, world)
  expect(await (await joana.post(`/tickets/${number}/actions/take`)).json()).toMatchObject({
    status: 403,
    code: 'not_yours_to_do',
  })
  await marta.post(`/tickets/${number}/actions/take`)
  const planned = await marta.post(`/tickets/${number}/actions/plan`)
  expect(planned.status).toBe(422)
  expect(await planned.json()).toMatchObject({
    code: 'gate_not_met',
    missing: expect.arrayContaining(['app', 'work_class']),
  })
  expect((await marta.post(`/tickets/${number}/actions/explode`)).status).toBe(404)
  const ticket = await (await marta.get(`/tickets/${number}`)).json()
  expect(ticket).toMatchObject({ stage: 'investigating', pm: { email: 'marta@agency.example' } })
  expect(ticket.actions).toContain('plan')
  expect(ticket.missing.plan).toContain('app')
})

test('a whole answer goes through the API: question, answer with a file, resolution', async () => {
  const { number } = await aTicket(house, world, { category: 'question' })
  await marta.post(`/tickets/${number}/actions/take`)
  expect(
    await (await marta.post(`/tickets/${number}/actions/ask_customer`, { body: 'Which browser?' })).json(),
  ).toMatchObject({ stage: 'needs_info', status: 'feedback' })
  const form = new FormData()
  form.append('body', 'Firefox, see here.')
  form.append('files', new File([png], 'a"b\\c\u202e.png', { type: 'image/png' }))
  form.append('files', new File(['<script>alert(1)</script>'], 'fake.png', { type: 'image/png' }))
  const said = await joana.upload(`/tickets/${number}/messages`, form)
  expect(said.status).toBe(201)
  const answered = await (await joana.get(`/tickets/${number}`)).json()
  expect(answered.stage).toBe('investigating')
  const [picture, fake] = answered.messages.at(-1).files
  expect(picture).toMatchObject({ type: 'image/png' })
  expect(fake).toMatchObject({ name: 'fake.png', type: expect.not.stringContaining('image') })
  const shown = await joana.get(`/tickets/${number}/files/${picture.id}`)
  expect(Object.fromEntries(shown.headers)).toMatchObject({
    'content-type': 'image/png',
    'content-disposition': expect.stringMatching(/^inline; filename="[\x20-\x7e]+"; filename\*=UTF-8''a%22b/),
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  })
  const download = await joana.get(`/tickets/${number}/files/${fake.id}`)
  expect(download.headers.get('content-disposition')).toMatch(/^attachment;/)
  expect(download.headers.get('content-type')).toBe('application/octet-stream')
  expect((await ines.get(`/tickets/${number}/files/${picture.id}`)).status).toBe(404)
  const { number: other } = await aTicket(house, world)
  expect((await joana.get(`/tickets/${other}/files/${picture.id}`)).status).toBe(404)
  const closed = await marta.post(`/tickets/${number}/actions/resolve`, {
    body: 'Update it.',
    documentation: 'no_change',
  })
  expect(await closed.json()).toMatchObject({
    stage: 'closed',
    status: 'done',
    resolution: 'answered',
    documentation: 'no_change',
  })
})

test('files are stored first and then named, by who stored them and on their own ticket only', async () => {
  const { number } = await aTicket(house, world)
  const { number: other } = await aTicket(house, world)
  const form = new FormData()
  form.append('files', new File(['one'], 'one.txt'))
  const stored = await joana.upload(`/tickets/${number}/files`, form)
  expect(stored.status).toBe(201)
  const { ids } = await stored.json()
  expect(await (await pedro.post(`/tickets/${number}/messages`, { body: 'Mine', files: ids })).json()).toMatchObject({
    code: expect.stringMatching(/no_such/),
  })
  expect(await (await joana.post(`/tickets/${other}/messages`, { body: 'There', files: ids })).json()).toMatchObject({
    code: 'no_such_file',
  })
  expect(await (await joana.post(`/tickets/${number}/messages`, { body: 'Here', files: ids })).json()).toMatchObject({
    files: [{ id: ids[0], name: 'one.txt' }],
  })
})

test('too many files are refused before they are kept', async () => {
  const { number } = await aTicket(house, world)
  const form = new FormData()
  for (let place = 0; place < 21; place += 1) form.append('files', new File(['x'], `${place}.txt`))
  expect(await (await joana.upload(`/tickets/${number}/files`, form)).json()).toMatchObject({
    status: 413,
    code: 'too_large',
  })
})
