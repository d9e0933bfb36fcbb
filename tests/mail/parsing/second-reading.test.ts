import { readdirSync } from 'node:fs'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { readMail } from '../../../mail/parsing/read-mail.ts'
import { scanMail } from '../../../mail/parsing/scan.ts'
import { isReadAsFrom } from '../../../mail/parsing/second-reading.ts'
import { sampleMail } from '../../support/emails.ts'

const marta = 'marta@agency.example'
const head = (...lines: string[]) => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`)

test.each([
  ['one plain address', [`From: Marta Lopes <${marta}>`], true],
  ['in other letters', ['From: MARTA@Agency.Example'], true],
  ['another one', ['From: evil@attack.example'], false],
  ['two in one field', [`From: ${marta}, evil@attack.example`], false],
  ['two fields', ['From: evil@attack.example', `From: ${marta}`], false],
  ['a group', [`From: us: ${marta};`], false],
  ['only in the name', [`From: "${marta}" <evil@attack.example>`], false],
  ['none', ['To: support@desk.example'], false],
])('mailparser says as well whom a mail is from: %s', (_what, lines, isSo) => {
  expect(isReadAsFrom(head(...lines), marta)).toBe(isSo)
})

const samples = readdirSync(new URL('../../emails', import.meta.url)).map((file) => file.replace('.eml', ''))

test.each(samples)('a header block is read as in the whole mail: %s', async (name) => {
  const raw = sampleMail(name)
  const from = (await simpleParser(Buffer.from(raw))).from?.value ?? []
  for (const { address } of [...from, { address: marta }]) {
    expect(isReadAsFrom(raw.subarray(0, scanMail(raw).bodyStart), address ?? '')).toBe(
      from.length === 1 && address !== undefined && address === from[0]?.address,
    )
  }
})

test('M5 a header block of line ends, over which mailparser sits for seconds, proves no sender', () => {
  for (const line of ['\r', '\r\r\n', '\r\n']) {
    const long = head(`X-Filler: x${line.repeat(20)}${line.repeat(10_000)}y`, `From: ${marta}`)
    expect(isReadAsFrom(long, marta)).toBe(false)
  }
})

test('a header block that only one reader gets to the end of proves no sender', async () => {
  const raw = (length: number) => head(`From: ${marta}`, `X-Filler: ${'a '.repeat(length / 2)}`)
  expect(readMail(raw(60_000))).toMatchObject({ from: { address: marta } })
  expect(readMail(raw(70_000))).toMatchObject({ from: null, fromShown: [{ address: marta }] })
})
