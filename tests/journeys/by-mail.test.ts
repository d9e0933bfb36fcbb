import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningHouse, startHouse } from '../support/running-house.ts'
import { anSmtpSink } from '../support/smtp-sink.ts'
import { until } from '../support/until.ts'

const sink = await anSmtpSink()
let house: RunningHouse
beforeAll(async () => {
  house = await startHouse({ SMTP_URL: sink.url })
})
afterAll(() => house.stop())

/** Sends a mail the way mail programs do; answers its Message-ID. */
async function write({
  from,
  to,
  subject,
  text,
  answers,
}: Record<'from' | 'to' | 'subject' | 'text', string> & { answers?: string }) {
  const transport = createTransport({ host: '127.0.0.1', port: house.mailPort, ignoreTLS: true })
  const sent = await transport.sendMail({
    from,
    to,
    subject,
    text,
    ...(answers && { inReplyTo: answers, references: answers }),
  })
  transport.close()
  return sent.messageId
}

/** The newest letter to somebody whose text has these words, once it arrives. */
async function letterTo(address: string, words: string) {
  return until(`a letter to ${address} that says “${words}”`, async () => {
    for (const { to, bytes } of sink.taken.toReversed()) {
      if (!to.includes(address)) continue
      const letter = await simpleParser(bytes)
      if (letter.text?.includes(words)) return letter
    }
    return null
  })
}

const replyTo = (letter: Awaited<ReturnType<typeof letterTo>>) => letter.replyTo?.value[0]?.address ?? ''

test('a customer who only writes mail is heard, answered, asked, and closed when silent', async () => {
  const marta = await house.as('marta@agency.example')
  const subject = 'The basket is empty'
  await write({
    from: 'Joana Matos <joana@vale.example>',
    to: 'support@desk.localhost',
    subject,
    text: 'Since noon every basket is empty.',
  })

  // It is a ticket, acknowledged with a deadline.
  const acknowledgement = await letterTo('joana@vale.example', subject)
  const number = Number(/\[#(\d+)\]/.exec(acknowledgement.subject ?? '')?.[1])
  expect((await marta('GET', `/tickets/${number}`)).body).toMatchObject({
    title: subject,
    stage: 'new',
    category: null,
  })
  expect(acknowledgement.headers.get('auto-submitted')).toBe('auto-generated')

  // A person of ours takes it, and asks; the customer reads both in their mail.
  await marta('POST', `/tickets/${number}/actions/take`, {})
  await marta('POST', `/tickets/${number}/actions/ask_customer`, { body: 'In which browser do you see it?' })
  const question = await letterTo('joana@vale.example', 'In which browser')

  // The answer comes by mail, above a quote, and goes to the manager.
  await write({
    from: 'Joana Matos <joana@vale.example>',
    to: replyTo(question),
    subject: `Re: ${question.subject}`,
    text: `In Firefox only.\n\nOn Monday Marta Lopes wrote:\n> In which browser do you see it?\n`,
    answers: question.messageId ?? '',
  })
  const notice = await letterTo('marta@agency.example', 'In Firefox only')
  const answered = (await marta('GET', `/tickets/${number}`)).body
  expect(answered.stage).toBe('investigating')
  expect(answered.messages.at(-1)).toMatchObject({ text: 'In Firefox only.', channel: 'mail' })

  // The manager answers from their mail program, and the customer reads it under the manager's name.
  await write({
    from: 'Marta Lopes <marta@agency.example>',
    to: replyTo(notice),
    subject: `Re: ${notice.subject}`,
    text: 'Thank you, we found it in Firefox too.',
    answers: notice.messageId ?? '',
  })
  const reply = await letterTo('joana@vale.example', 'we found it in Firefox too')
  expect(reply.from?.value[0]?.name).toContain('Marta')
  expect(reply.headers.get('auto-submitted')).toBeUndefined()

  // Asked once more, the customer stays silent: one reminder, then it is closed; their next mail reopens it.
  await marta('POST', `/tickets/${number}/actions/ask_customer`, { body: 'Is it better since ten o’clock?' })
  await letterTo('joana@vale.example', 'Is it better')
  await until('the question to be delivered', async () => {
    const { items } = (await marta('GET', `/mail?direction=out&ticket=${number}`)).body
    return items.every(({ fate }: { fate: string }) => fate === 'sent')
  })
  const nextWeek = Temporal.Now.instant().add({ hours: 24 * 9 })
  const done = await house.command('timers', '--as-of', nextWeek.toString())
  expect(done).toContain(`${number}`)
  expect((await marta('GET', `/tickets/${number}`)).body).toMatchObject({
    stage: 'closed',
    resolution: 'no_feedback',
    status: 'done',
  })
  const closing = await letterTo('joana@vale.example', subject)
  await write({
    from: 'Joana Matos <joana@vale.example>',
    to: replyTo(closing),
    subject: `Re: ${closing.subject}`,
    text: 'Sorry for the silence: it is not better.',
    answers: closing.messageId ?? '',
  })
  await until(
    'the ticket to be open again',
    async () => (await marta('GET', `/tickets/${number}`)).body.stage === 'investigating',
  )
})

test('a stranger’s mail is held, and opens a ticket once somebody says so', async () => {
  const tess = await house.as('tess@agency.example')
  await write({
    from: 'Nobody Known <nobody@elsewhere.example>',
    to: 'support@desk.localhost',
    subject: 'Let me in',
    text: 'I would like to see ticket 2041.',
  })
  const held = await until('the held mail', async () => {
    const { items } = (await tess('GET', '/mail?fate=held')).body
    return items.find(({ subject }: { subject: string }) => subject === 'Let me in')
  })
  expect(held.reason).toBeTruthy()
  expect(sink.taken.some(({ to }) => to.includes('nobody@elsewhere.example'))).toBe(false)
})
