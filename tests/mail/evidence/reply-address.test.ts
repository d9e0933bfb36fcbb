import { expect, test } from 'vitest'
import { decodeBase32, encodeBase32 } from '../../../db/base32.ts'
import { makeReplyToken, readReplyToken } from '../../../db/people/reply-token.ts'
import {
  makeAddress,
  makeBounceToken,
  makeMessageId,
  readAddress,
  readBounceToken,
  readMessageId,
} from '../../../mail/evidence/reply-address.ts'
import { fc } from '../../support/property.ts'

const secret = 'a secret of the test'
const grant = { personId: 'p1', ticketId: 't1', purpose: 'reply' as const, round: 0 }
const mailOutId = '01931f5e-7b00-7000-8000-0123456789ab'

test('a reply address fits into a local part and is read back to the hash it was stored under', () => {
  const { token, hash } = makeReplyToken(secret, grant)
  const address = makeAddress('reply', token, 'desk.test')
  expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
  expect(readAddress(address, 'desk.test')).toEqual({ kind: 'reply', token })
  expect(readReplyToken(secret, 'reply', token)).toBe(hash)
})

test('T08 a server that changes the case of the local part breaks nothing', () => {
  const { token, hash } = makeReplyToken(secret, grant)
  const read = readAddress(makeAddress('reply', token, 'desk.test').toUpperCase(), 'desk.test')
  expect(readReplyToken(secret, 'reply', read?.token ?? '')).toBe(hash)
})

test('the same grant gives the same token, any other grant another', () => {
  const tokens = [
    grant,
    { ...grant, personId: 'p2' },
    { ...grant, ticketId: 't2' },
    { ...grant, purpose: 'decide' as const },
    { ...grant, round: 1 },
  ]
  const made = tokens.map((each) => makeReplyToken(secret, each).token)
  expect(new Set(made).size).toBe(made.length)
  expect(makeReplyToken(secret, { ...grant }).token).toBe(made[0])
})

test('T05 no random token is ever taken for ours', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      expect(readReplyToken(secret, 'reply', encodeBase32(bytes))).toBeNull()
    }),
  )
})

test('one changed letter, another secret or another use makes a token worthless', () => {
  const { token } = makeReplyToken(secret, grant)
  for (let at = 0; at < token.length; at++) {
    const changed = token.slice(0, at) + (token.charAt(at) === 'a' ? 'b' : 'a') + token.slice(at + 1)
    expect(readReplyToken(secret, 'reply', changed)).toBeNull()
  }
  expect(readReplyToken('another secret', 'reply', token)).toBeNull()
  expect(readReplyToken(secret, 'note', token)).toBeNull()
  expect(readBounceToken(secret, token)).toBeNull()
})

test('a Message-ID of ours leads back to its mail, and is no reply address', () => {
  const id = makeMessageId(secret, 'desk.test', mailOutId)
  expect(readMessageId(secret, 'desk.test', id)).toBe(mailOutId)
  expect(readMessageId(secret, 'desk.test', id.slice(1, -1))).toBe(mailOutId)
  expect(readMessageId(secret, 'other.test', id)).toBeNull()
  expect(readReplyToken(secret, 'reply', id.slice(1, 53))).toBeNull()
})

test('L11 a bounce address names its mail, a forged one names none', () => {
  const token = makeBounceToken(secret, mailOutId)
  expect(readBounceToken(secret, token)).toBe(mailOutId)
  expect(readBounceToken('another secret', token)).toBeNull()
})

test('base32 gives back what went in', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(decodeBase32(encodeBase32(bytes))).toEqual(Uint8Array.from(bytes))
    }),
  )
})
