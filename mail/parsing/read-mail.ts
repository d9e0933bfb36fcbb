import { type Bounce, readBounce } from '../machines/bounce.ts'
import { screenMail } from '../machines/screen.ts'
import { htmlText } from '../new-words/html-lines.ts'
import { readNewWords } from '../new-words/new-words.ts'
import { withoutPictureMarks } from '../new-words/picture-marks.ts'
import type { Address } from './address.ts'
import type { PlainMail } from './inbound-mail.ts'
import { readInvitation } from './invitation.ts'
import { cleanText, readBody } from './read-body.ts'
import { readHeaders } from './read-headers.ts'
import { scanMail, type TooBig } from './scan.ts'
import { isReadAsFrom } from './second-reading.ts'

// One more than any reader of the kept headers takes, so that a cut value is refused and never half believed.
const headerLimit = 16 * 1024 + 1

/**
 * Reads one raw mail to the end, inside whatever thread calls it. A mail past the limits of the scan is not
 * parsed at all: half of it shown as the whole would be worse.
 */
export function readMail(raw: Uint8Array): PlainMail | { unreadable: TooBig } {
  const bytes = withoutBlankTop(withLineEnds(raw))
  const scan = scanMail(bytes)
  const reason = scan.tooBig[0]
  if (reason) return { unreadable: reason }

  const found = cleanFields(readHeaders(scan))
  const isSure = found.from !== null && isReadAsFrom(bytes.subarray(0, scan.bodyStart), found.from.address)
  const fields = { ...found, from: isSure ? found.from : null }
  const body = readBody(bytes, scan)
  const written = body.text === null ? null : withoutPictureMarks(body.text, body.html)
  const isBlank = (written ?? '').trim() === ''
  const text = isBlank && body.html !== null ? htmlText(body.html) : (written ?? '')
  const subject = cleanText(fields.subject)
  const newWords = readNewWords(isBlank && body.html !== null ? null : written, body.html, subject)
  const report = readBounce({ headers: scan.headers, subject, text, attachments: body.attachments })
  const bounce = report && cleanBounce(report)
  const screening = screenMail({
    headers: scan.headers,
    subject,
    words: newWords.text,
    attachments: body.attachments,
    isBounce: bounce !== null,
  })
  const headers = scan.headers.map(({ name, value }) => ({ name, value: cleanText(value.slice(0, headerLimit)) }))
  return {
    ...fields,
    ...{ headers, fromFields: scan.fromFields, subject, text, html: body.html, newWords },
    ...{
      attachments: body.attachments,
      invitation: readInvitation(body.attachments),
      screening,
      bounce,
      truncated: fields.truncated || body.truncated,
    },
  }
}

/** Some gateways end lines with CR alone, or write it twice: no reader would find the end of such a header block. */
function withLineEnds(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  if (!bytes.includes('\n')) return bytes.includes('\r') ? withLineFeeds(bytes) : bytes
  return bytes.includes('\n\r\r\n') && !bytes.includes('\n\r\n') ? withoutDoubled(bytes) : bytes
}

/** A blank line or two above the first field were put there by a gateway: they end no header block. */
function withoutBlankTop(raw: Uint8Array): Uint8Array {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength)
  const top = bytes.toString('latin1', 0, 200)
  const blank =
    /^(?:\r?\n){1,20}(?=(?:from|to|cc|subject|date|received|return-path|delivered-to|message-id|mime-version|content-[\w-]{1,30}|reply-to|dkim-signature|arc-[\w-]{1,30}|list-[\w-]{1,30}|x-[\w-]{1,60}):|>?from )/i.exec(
      top,
    )?.[0] ?? ''
  return bytes.subarray(blank.length)
}

function withLineFeeds(bytes: Buffer) {
  const out = Buffer.from(bytes)
  for (let at = out.indexOf(0x0d); at < out.length; at++) if (out[at] === 0x0d) out[at] = 0x0a
  return out
}

/** CR CR LF as CR LF. */
function withoutDoubled(bytes: Buffer) {
  const out = Buffer.allocUnsafe(bytes.length)
  let to = 0
  for (let at = 0; at < bytes.length; at++) {
    const isDoubled = bytes[at] === 0x0d && bytes[at + 1] === 0x0d && bytes[at + 2] === 0x0a
    if (!isDoubled) out[to++] = bytes[at] ?? 0
  }
  return out.subarray(0, to)
}

/** Ids, names and addresses go into text columns like all else: broken senders and hostile ones put NUL into them. */
function cleanFields(fields: ReturnType<typeof readHeaders>) {
  const { messageIds, inReplyTo, references, deliveredTo, from, fromShown, to, cc, replyTo } = fields
  return {
    ...fields,
    ...{
      messageIds: messageIds.map(cleanText),
      inReplyTo: inReplyTo.map(cleanText),
      references: references.map(cleanText),
    },
    ...{ deliveredTo: deliveredTo.map(cleanText), from: from && cleanAddress(from) },
    ...{ fromShown: fromShown.map(cleanAddress), to: to.map(cleanAddress), cc: cc.map(cleanAddress) },
    replyTo: replyTo.map(cleanAddress),
  }
}

/** The fields of a report stand in a part of their own, whose bytes are the server's. */
function cleanBounce({ failedRecipients, originalIds, diagnostic, ...kind }: Bounce): Bounce {
  return {
    ...kind,
    failedRecipients: failedRecipients.map(cleanText),
    originalIds: originalIds.map(cleanText),
    diagnostic: cleanText(diagnostic),
  }
}

function cleanAddress({ address, name }: Address): Address {
  return { address: cleanText(address), name: cleanText(name) }
}
