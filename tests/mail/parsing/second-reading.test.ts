import { expect, test } from 'vitest'
import { readMail } from '../../../mail/parsing/read-mail.ts'
import { isReadAsFrom } from '../../../mail/parsing/second-reading.ts'

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
])('mailparser says as well whom a mail is from: %s', async (_what, lines, isSo) => {
  expect(await isReadAsFrom(head(...lines), marta)).toBe(isSo)
})

test('a header block that only one reader gets to the end of proves no sender', async () => {
  const raw = (length: number) => head(`From: ${marta}`, `X-Filler: ${'a '.repeat(length / 2)}`)
  expect(await readMail(raw(60_000))).toMatchObject({ from: { address: marta } })
  expect(await readMail(raw(70_000))).toMatchObject({ from: null, fromShown: [{ address: marta }] })
})
