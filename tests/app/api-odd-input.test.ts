import { expect, test } from 'vitest'
import { anApi } from '../support/api.ts'
import { aTicket } from '../support/world.ts'

const { house, world, joana, marta } = await anApi()

const question = { category: 'question', title: 'Invoices', body: 'Where are they?' }

test('a NUL and half a character are kept as a mark, wherever words go', async () => {
  const opened = await joana.post('/tickets', { ...question, title: 'a\0b', body: 'lone \ud800 half' })
  expect(opened.status).toBe(201)
  const { number, title, messages } = await opened.json()
  expect(title).toBe('a\uFFFDb')
  expect(messages[0].text).toBe('lone \uFFFD half')
  expect((await joana.post(`/tickets/${number}/messages`, { body: '\0' })).status).toBe(201)
  expect((await marta.post(`/tickets/${number}/notes`, { body: '\udfff' })).status).toBe(201)
  expect((await joana.post(`/tickets/${number}/actions/cancel`, { reason: 'x\0\ud800' })).status).toBe(200)
})

test('a field that was not sent is named as missing, whatever kind it is of', async () => {
  expect(await (await joana.post('/tickets', {})).json()).toMatchObject({ missing: ['category', 'title', 'body'] })
  expect(await (await joana.post('/tickets', { ...question, category: 'bug' })).json()).toMatchObject({ missing: [] })
  const { number } = await aTicket(house, world)
  expect(await (await marta.post(`/tickets/${number}/actions/merge`)).json()).toMatchObject({ missing: ['into'] })
})

test('null says the same as leaving an optional field out, and not where a field is needed', async () => {
  const nulls = { impact: null, app: null, requester: null }
  const opened = await joana.post('/tickets', { ...question, ...nulls })
  expect(opened.status).toBe(201)
  const { number } = await opened.json()
  const named = await marta.post('/tickets', { ...question, ...nulls, requester: 'joana@vale.example' })
  expect(named.status).toBe(201)
  expect((await joana.post('/tickets', { ...question, category: null })).status).toBe(422)
  const sorted = { work_class: null, priority: 'low', reason: null }
  expect((await marta.post(`/tickets/${number}/actions/categorise`, sorted)).status).toBe(200)
  expect((await joana.post(`/tickets/${number}/messages`, { body: 'More.', files: null })).status).toBe(201)
  const cancelled = await joana.post(`/tickets/${number}/actions/cancel`, { reason: null })
  expect([cancelled.status, await cancelled.json()]).toMatchObject([422, { missing: ['reason'] }])
})

test('a number that no database can count is wrong, not a fault', async () => {
  const { number } = await aTicket(house, world)
  expect((await marta.post(`/tickets/${number}/actions/merge`, { into: 99_999_999_999 })).status).toBe(422)
})

test('a cursor that somebody wrote themselves leads to the first page', async () => {
  const first = await (await joana.get('/tickets')).json()
  for (const made of [
    ['2026-01-01T00:00:00Z', 'x'],
    ['9999-01-01T00:00:00Z', '9'.repeat(20)],
    ['0000-01-01T00:00:00Z', '1'],
    [null, '-'],
  ]) {
    const answer = await joana.get(`/tickets?cursor=${Buffer.from(JSON.stringify(made)).toString('base64url')}`)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(first)
  }
})

test('whoever sends too much JSON reads why it was refused', async () => {
  const long = await joana.post('/tickets', { ...question, body: 'x'.repeat(3_000_000) })
  expect(long.status).toBe(413)
  expect(await long.json()).toMatchObject({ code: 'too_large' })
})

test('whoever sends too large a file reads why it was refused', async () => {
  const { number } = await aTicket(house, world)
  const form = new FormData()
  form.append('files', new File([new Uint8Array(40 * 1024 * 1024)], 'film.bin'))
  const refused = await joana.upload(`/tickets/${number}/files`, form)
  expect(await refused.json()).toMatchObject({ status: 413, code: 'too_large' })
})

test('two long keys that differ only at their end are two keys', async () => {
  const { number } = await aTicket(house, world)
  const say = async (end: string) => {
    const key = { 'idempotency-key': `${'k'.repeat(250)}${end}` }
    return (await (await joana.post(`/tickets/${number}/messages`, { body: 'Hello' }, key)).json()).id
  }
  const first = await say('1')
  expect(await say('1')).toBe(first)
  expect(await say('2')).not.toBe(first)
})

test('of two people named at once the one we know is not taken for the other', async () => {
  const { number } = await aTicket(house, world)
  const assigned = await marta.post(`/tickets/${number}/actions/assign`, {
    pm: 'nobody@agency.example',
    developer: 'marta@agency.example',
  })
  expect(await assigned.json()).toMatchObject({ status: 422, code: 'no_such_person' })
})
