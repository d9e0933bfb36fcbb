import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Agency, anAgency, Case } from '../support/agency.ts'
import { type RunningHouse, startHouse } from '../support/running-house.ts'
import { anSmtpSink } from '../support/smtp-sink.ts'
import { until } from '../support/until.ts'

const sink = await anSmtpSink()
let house: RunningHouse
let agency: Agency
beforeAll(async () => {
  house = await startHouse({ SMTP_URL: sink.url })
  agency = await anAgency(house)
})
afterAll(() => house.stop())

/** The newest letter of a ticket to somebody whose text has these words, once it arrives. */
async function letterTo(address: string, number: number, words: string | RegExp) {
  return until(`a letter about #${number} to ${address} that says ${words}`, async () => {
    for (const { to, bytes } of sink.taken.toReversed()) {
      if (!to.includes(address)) continue
      const letter = await simpleParser(bytes)
      if (letter.subject?.includes(`#${number}`) && letter.text?.match(words)) return letter
    }
    return null
  })
}

test('a fix goes from the first word to production, with the customer’s word at every gate (R001–R045)', async () => {
  const it = await Case.filed(agency, { title: 'MB WAY is gone' })
  expect(await it.seenBy('joana')).toMatchObject({ status: 'new', stage: 'new' })
  await letterTo('joana@vale.example', it.number, 'MB WAY is gone')

  // Triage takes it for the dedicated manager; the customer hears that we are working on it (R011–R013).
  await it.does('tess', 'take')
  expect(await it.seenBy('joana')).toMatchObject({ status: 'progress', pm: { name: 'Marta Lopes' } })
  const working = await letterTo('joana@vale.example', it.number, /Marta/)
  expect(working.headers.get('auto-submitted')).toBe('auto-generated')

  // Something is unclear: asked in the tool, answered by mail, while other clocks stand still (R056).
  await it.does('marta', 'ask_customer', { body: 'Which browser do your customers use?' })
  const question = await letterTo('joana@vale.example', it.number, 'Which browser')
  const transport = createTransport({ host: '127.0.0.1', port: house.mailPort, ignoreTLS: true })
  await transport.sendMail({
    from: 'Joana Matos <joana@vale.example>',
    to: question.replyTo?.value[0]?.address,
    subject: `Re: ${question.subject}`,
    text: 'All of them.\n\nOn Monday Marta Lopes wrote:\n> Which browser do your customers use?\n',
    inReplyTo: question.messageId,
  })
  transport.close()
  await until('the answer to arrive', async () => (await it.seenBy('marta')).stage === 'investigating')

  // Scope, then hours by the lead, then the offer: in this order and no other (R015–R021).
  const app = agency.appId('Vale Shop')
  const scope = { work_class: 'bug_fix', scope: 'Read the channels.', app, funding: 'postpaid', needs_code: true }
  expect((await it.asks('marta', 'plan')).body).toMatchObject({ code: 'gate_not_met' })
  await it.does('marta', 'confirm_scope', scope)
  const early = await it.asks('marta', 'send_estimate', { solution: 'We read the channels.' })
  expect(early).toMatchObject({ status: 422, body: { missing: ['hours'] } })
  await it.does('lena', 'estimate', { hours: 3 })
  const { approval } = await it.does('marta', 'send_estimate', { solution: 'We read the channels of the provider.' })
  expect(await it.seenBy('joana')).toMatchObject({ status: 'feedback', approval: { kind: 'estimate', hours: 3 } })
  await letterTo('joana@vale.example', it.number, /We read the channels of the provider/)

  // Only a contact with the right decides, once (R016, R021).
  expect((await it.asks('pedro', 'approve', { approval: approval.id })).status).toBe(403)
  await it.does('joana', 'approve', { approval: approval.id })
  expect((await it.asks('joana', 'approve', { approval: approval.id })).status).toBe(409)

  // In the line of the app's first developer; the lead makes the scope clear before work starts (R022–R025).
  const planned = await it.seenBy('joana')
  expect(planned).toMatchObject({ stage: 'planned', status: 'progress', developer: { name: 'Rui Tavares' } })
  expect(planned.queue_position).toBeGreaterThan(0)
  expect((await it.asks('rui', 'start')).body.missing).toContain('clear_scope')
  await it.does('lena', 'clear_scope')
  await it.does('lena', 'reorder', { after: null, reason: 'Payments come first.' })
  expect((await it.seenBy('joana')).queue_position).toBe(1)
  expect((await it.asks('nadia', 'start')).status).toBe(403)
  await it.started()

  // Tested by the manager, then by the lead; a row that fails sends it back (R032, R033, R036).
  expect((await it.asks('rui', 'finish')).body).toMatchObject({ missing: ['pull_request'] })
  await it.finished()
  const { rows } = await it.seenBy('marta')
  const [compliance] = rows.filter(({ kind }: { kind: string }) => kind === 'compliance')
  const [workflow] = rows.filter(({ kind }: { kind: string }) => kind === 'workflow')
  expect((await it.asks('lena', 'tick', { row: workflow.id })).body).toMatchObject({ missing: ['compliance'] })
  expect((await it.seenBy('joana')).rows).toEqual([])
  await it.does('marta', 'tick', { row: compliance.id })
  await it.does('lena', 'fail_test', { row: workflow.id, note: 'The voucher is not taken any more.' })
  expect(await it.seenBy('marta')).toMatchObject({ stage: 'in_development' })
  await it.finished()
  expect((await it.seenBy('marta')).rows.every(({ result }: { result: unknown }) => result === null)).toBe(true)
  await it.tested()

  // Staging needs a place, pictures, steps and an address (R027, R035).
  await freeStaging(it)
  const bare = { summary: 'Works again.', steps: ['Pay.'], url: 'https://staging.vale-shop.example', screenshots: [] }
  expect((await it.asks('marta', 'offer_fix', bare)).body).toMatchObject({ missing: ['screenshots'] })
  expect(await it.offered()).toBe(1)
  expect(await it.seenBy('joana')).toMatchObject({ status: 'feedback', slot: { held: true } })
  await letterTo('joana@vale.example', it.number, 'MB WAY works again')

  // NOT OK needs words and goes back to the front of the line; an OK to the old round releases nothing (R039).
  expect((await it.asks('joana', 'request_changes', { round: 1 })).status).toBe(422)
  await it.does('joana', 'request_changes', { round: 1, reason: 'The amount is wrong.' })
  expect(await it.seenBy('joana')).toMatchObject({ stage: 'planned', queue_position: 1 })
  await it.started()
  await it.finished()
  await it.tested()
  expect(await it.offered({ summary: 'The amount is right now.' })).toBe(2)
  expect((await it.asks('joana', 'approve_release', { round: 1 })).status).toBe(409)

  // OK, production, and only then is the customer told; the manager closes with the documentation answered (R037–R044).
  await it.does('joana', 'approve_release', { round: 2 })
  expect(await it.seenBy('joana')).toMatchObject({ stage: 'approved', status: 'progress' })
  await it.does('marta', 'move_to_production')
  expect((await it.asks('lena', 'release')).body).toMatchObject({ missing: ['merged'] })
  await it.does('lena', 'release', { merged: true, upgrades: 'Database upgraded.' })
  await letterTo('joana@vale.example', it.number, /live/i)
  expect((await it.seenBy('marta')).slot.held).toBe(false)
  expect((await it.asks('marta', 'close', {})).status).toBe(422)
  await it.does('marta', 'close', { documentation: 'no_change' })
  expect(await it.seenBy('joana')).toMatchObject({ status: 'done', resolution: 'resolved' })

  // The history has every step, in order, and nothing of our notes reached the customer.
  const steps = (await it.history()).map(({ action }) => action)
  expect(steps.slice(0, 4)).toEqual(['open', 'take', 'ask_customer', 'answer'])
  expect(steps.slice(-4)).toEqual(['approve_release', 'move_to_production', 'release', 'close'])
  const shown = JSON.stringify((await it.seenBy('joana')).messages)
  expect(shown).not.toContain('voucher is not taken')
  expect(shown).not.toContain('Payments come first')
})

/** Whoever holds the place on staging before us gets the customer's OK and goes live. */
async function freeStaging(it: Case) {
  while (!(await it.seenBy('marta')).slot.held) {
    const { items } = (await agency.clientOf('marta')('GET', '/tickets?stage=staging_review&limit=100')).body
    const before = items.find((row: { app: { name: string } | null }) => row.app?.name === 'Vale Shop')
    await Case.of(agency, before.number).released(before.round)
  }
}
