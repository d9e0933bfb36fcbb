import { setImmediate as breathe } from 'node:timers/promises'
import { mailParts } from './mail-parts.ts'
import { longestSecret, withoutTokensUpTo } from './redact-tokens.ts'

/** Bytes that are looked at before others have their turn. */
const slice = 64 * 1024
/** What a line of base64 holds. */
const line = 57

/** What stands from one byte to another is shown as this. */
type Change = { from: number; to: number; shown: Buffer }
/** A change, or so many bytes that were looked at. */
type Step = Change | number

/**
 * A mail as it came or went without the tokens of reply addresses, of the pages of letters and of links that sign in,
 * base64 of its texts included; the same bytes where there are none. One letter is one byte, so whatever is not touched
 * comes out as it was. The largest takes a second: others are served after each slice.
 */
export async function mailWithoutTokens(mail: Uint8Array): Promise<Uint8Array> {
  const bytes = Buffer.from(mail.buffer, mail.byteOffset, mail.byteLength)
  const pieces: Buffer[] = []
  let kept = 0
  let looked = 0
  for (const step of redact(bytes)) {
    if (typeof step !== 'number') {
      pieces.push(bytes.subarray(kept, step.from), step.shown)
      kept = step.to
      continue
    }
    looked += step
    if (looked < slice) continue
    looked = 0
    await breathe()
  }
  return pieces.length === 0 ? mail : joined([...pieces, bytes.subarray(kept)])
}

/** With a buffer of its own, whatever its size, so that it can be handed to another thread. */
function joined(pieces: Buffer[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function* redact(bytes: Buffer): Generator<Step> {
  // What is no base64 is gone through together, so that a million tiny parts cost no more than one.
  let plain = 0
  for (const part of mailParts(bytes, slice)) {
    if (typeof part === 'number') {
      yield part
      continue
    }
    const { from, to, encoded } = part
    if (encoded || to - plain >= slice) {
      yield* redactPlain(bytes, plain, encoded ? from : to)
      plain = to
    }
    if (encoded) yield* redactEncoded(bytes, from, to)
  }
  yield* redactPlain(bytes, plain, bytes.length)
}

function* redactPlain(bytes: Buffer, from: number, to: number): Generator<Step> {
  for (let at = from; at < to; ) {
    const length = Math.min(slice, to - at)
    const text = bytes.toString('latin1', at, Math.min(at + length + longestSecret, to))
    const { shown, end } = withoutTokensUpTo(text, length)
    if (shown !== null) yield { from: at, to: at + end, shown: Buffer.from(shown, 'latin1') }
    at += end
    yield end
  }
}

/** A text in base64 stays as it is written unless there is something in it to hide. */
function* redactEncoded(bytes: Buffer, from: number, to: number): Generator<Step> {
  let hides = false
  for (const { looked, isChanged } of redactDecoded(bytes, from, to)) {
    hides ||= isChanged
    yield looked
  }
  if (!hides) return
  const lines: Buffer[] = []
  let rest = ''
  for (const { text, looked } of redactDecoded(bytes, from, to)) {
    const all = rest + text
    const whole = all.length - (all.length % line)
    lines.push(encoded(all.slice(0, whole)))
    rest = all.slice(whole)
    yield looked
  }
  yield { from, to, shown: Buffer.concat([...lines, encoded(rest)]) }
}

function encoded(text: string): Buffer {
  return Buffer.from(
    Buffer.from(text, 'latin1')
      .toString('base64')
      .replace(/.{1,76}/g, '$&\r\n'),
    'latin1',
  )
}

type Decoded = { text: string; isChanged: boolean; looked: number }

function* redactDecoded(bytes: Buffer, from: number, to: number): Generator<Decoded> {
  let rest = ''
  for (let at = from, carried = ''; at < to; at += slice) {
    const end = Math.min(at + slice, to)
    const { text, left } = decode(carried + bytes.toString('latin1', at, end), end === to)
    carried = left
    const all = rest + text
    const sure = end === to ? all.length : Math.max(0, all.length - longestSecret)
    const { shown, end: taken } = withoutTokensUpTo(all, sure)
    rest = all.slice(taken)
    yield { text: shown ?? all.slice(0, taken), isChanged: shown !== null, looked: end - at }
  }
}

/** What is not whole yet is left for what follows. Each line may be padded by itself. */
function decode(written: string, isLast: boolean): { text: string; left: string } {
  const runs = written.replace(/[^A-Za-z\d+/=_-]+/g, '').split(/=+/)
  const last = runs.pop() ?? ''
  const whole = isLast ? last.length : last.length - (last.length % 4)
  const text = [...runs, last.slice(0, whole)].map((run) => Buffer.from(run, 'base64').toString('latin1')).join('')
  return { text, left: last.slice(whole) }
}
