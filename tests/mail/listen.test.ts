import { once } from 'node:events'
import { connect } from 'node:net'
import { eq } from 'drizzle-orm'
import { createTransport } from 'nodemailer'
import { afterAll, expect, test } from 'vitest'
import { openHouse } from '../../db/house.ts'
import { inboundMail, raw } from '../../db/schema/mail.ts'
import { type Listening, startListener } from '../../mail/listen.ts'
import { aMail } from '../support/post.ts'
import { aHouse } from '../support/world.ts'

const house = await aHouse()
const stops: (() => Promise<void>)[] = []
afterAll(() => Promise.all(stops.map((stop) => stop())))

async function listener(said: Partial<Listening> & { protocol?: 'smtp' | 'lmtp' } = {}) {
  const { protocol = 'smtp', ...rest } = said
  const listen = { protocol, host: '127.0.0.1', port: 0 }
  const started = await startListener({
    house,
    listen,
    mailDomain: 'desk.example',
    mailboxes: [],
    trustLoopback: true,
    ...rest,
  })
  stops.push(started.stop)
  return started.port
}

function send(port: number, to: string[], bytes: Uint8Array, from = 'joana@vale.example') {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true })
  return transport.sendMail({ envelope: { from, to }, raw: Buffer.from(bytes) }).finally(() => transport.close())
}

test('a mail is committed, byte for byte and with its envelope, before 250 is said (B2)', async () => {
  const port = await listener()
  const bytes = aMail({ from: 'joana@vale.example' })
  await send(port, ['support@desk.example', 'support@desk.example'], bytes)
  const [line] = await house.db.select().from(inboundMail).innerJoin(raw, eq(raw.sha256, inboundMail.sha256))
  expect(line?.inbound_mail).toMatchObject({
    ...{ origin: 'smtp', trusted: 'loopback', envelopeFrom: 'joana@vale.example', fate: null },
    envelopeTo: ['support@desk.example'],
  })
  expect(
    Buffer.from(line?.raw.bytes ?? [])
      .toString()
      .trimEnd(),
  ).toBe(bytes.toString().trimEnd())
})

test('loopback proves nothing unless the demo says so', async () => {
  const port = await listener({ trustLoopback: false })
  await send(port, ['support@desk.example'], aMail({ from: 'joana@vale.example', id: 'untrusted@x' }))
  const lines = await house.db.select().from(inboundMail)
  expect(lines.filter(({ trusted }) => trusted === 'no')).toHaveLength(1)
})

test('only our own addresses are taken: we relay for nobody', async () => {
  const port = await listener({ mailboxes: [{ address: 'help@agency.example' }] })
  const mail = aMail({ from: 'joana@vale.example' })
  for (const to of [
    `reply+${'a'.repeat(52)}@desk.example`,
    'SUPPORT@desk.example',
    'postmaster@desk.example',
    'help@agency.example',
  ]) {
    expect((await send(port, [to], mail)).accepted).toEqual([to])
  }
  for (const to of [
    'support@elsewhere.example',
    'reply+short@desk.example',
    'joana@desk.example',
    'support@desk.example.evil.example',
  ]) {
    await expect(send(port, [to], mail)).rejects.toMatchObject({ responseCode: 550 })
  }
})

test('a mail larger than 25 MB is refused for good, announced or not', async () => {
  const port = await listener()
  const large = Buffer.concat([aMail({ from: 'joana@vale.example' }), Buffer.alloc(26 * 1024 * 1024, 'x\r\n')])
  await expect(send(port, ['support@desk.example'], large)).rejects.toMatchObject({ responseCode: 552 })
  expect(await answersTo(port, ['EHLO x', 'MAIL FROM:<a@b.example> SIZE=99999999'])).toMatch(/^552/m)
})

test('while the database is away the sender is asked to try again', async () => {
  const away = openHouse({
    databaseUrl: 'postgres://nobody@127.0.0.1:1/nothing',
    filesUrl: 'file:///tmp/',
    max: 1,
    ours: { mailDomain: 'desk.example', mailboxes: [] },
  })
  const port = await listener({ house: away })
  await expect(send(port, ['support@desk.example'], aMail({ from: 'a@b.example' }))).rejects.toMatchObject({
    responseCode: 451,
  })
})

test('LMTP answers for every recipient', async () => {
  const port = await listener({ protocol: 'lmtp' })
  const lines = [
    'LHLO x',
    'MAIL FROM:<>',
    'RCPT TO:<support@desk.example>',
    'RCPT TO:<postmaster@desk.example>',
    'DATA',
  ]
  const said = await answersTo(port, [...lines, `${aMail({ from: 'a@b.example' })}\r\n.`])
  expect(said.match(/^250 .*Stored/gm)).toHaveLength(2)
})

test('a hundred mails at once are all stored, each once', async () => {
  const port = await listener()
  const before = await house.db.$count(inboundMail)
  await Promise.all(
    Array.from({ length: 100 }, () => send(port, ['support@desk.example'], aMail({ from: 'joana@vale.example' }))),
  )
  expect(await house.db.$count(inboundMail)).toBe(before + 100)
})

/** Speaks line by line, each after the answer to the one before; gives all answers. */
async function answersTo(port: number, lines: string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let said = ''
  socket.on('data', (data) => {
    said += data
  })
  const answered = async () => {
    const before = said.length
    while (!/^\d{3} .*\r\n/m.test(said.slice(before))) await once(socket, 'data')
  }
  await answered()
  for (const line of lines) {
    socket.write(`${line}\r\n`)
    await answered()
  }
  socket.write('QUIT\r\n')
  await once(socket, 'close')
  return said
}
