import { type ParsedMail, type SimpleParserOptions, simpleParser } from 'mailparser'
import type { Attachment } from './attachment.ts'
import type { Scan } from './scan.ts'

export type Body = { text: string | null; html: string | null; attachments: Attachment[] }

const options: SimpleParserOptions = {
  skipHtmlToText: true,
  skipTextToHtml: true,
  skipTextLinks: true,
  skipImageLinks: true,
  keepCidLinks: true,
  keepDeliveryStatus: true,
  ignoreEmbedded: true,
  checksumAlgo: false,
}

/**
 * Decodes the parts of a mail with mailparser. Only the MIME fields of the header block are handed to it:
 * who wrote and what for is read from the scan alone, so no second reading of those fields can differ.
 * Embedded messages stay attachments and are never opened.
 */
export async function readBody(raw: Uint8Array, scan: Scan): Promise<Body> {
  const head = Buffer.from(`${mimeFields(scan)}\r\n\r\n`)
  const bytes = Buffer.concat([head, raw.subarray(scan.bodyStart)])
  keepLineBreaks(bytes, head.length)
  mendFolds(bytes, head.length)
  const mail: ParsedMail = await simpleParser(bytes, options)
  return {
    text: mail.text === undefined ? null : cleanText(mail.text),
    html: typeof mail.html === 'string' ? cleanText(mail.html) : null,
    attachments: mail.attachments.map(readAttachment),
  }
}

/**
 * Hides `format=flowed` of the parts from the parser: it would join a quoted line with the answer below it
 * (RFC 3676 §4.5 forbids that), and then nobody could tell them apart.
 */
function keepLineBreaks(bytes: Buffer, from: number) {
  for (let at = bytes.indexOf('flowed', from); at >= 0; at = bytes.indexOf('flowed', at + 6)) {
    const before = bytes.toString('latin1', Math.max(0, at - 1000), at)
    const head = before.slice(before.lastIndexOf('\n--') + 1)
    if (head.startsWith('--') && /format\s*=\s*"?$/i.test(head) && !/\n\r?\n/.test(head))
      bytes.write('fixed ', at, 'latin1')
  }
}

/** Some servers begin the line of a folded boundary without the blank that makes it part of the field. */
function mendFolds(bytes: Buffer, from: number) {
  for (let at = bytes.indexOf('\nboundary=', from); at >= 0; at = bytes.indexOf('\nboundary=', at + 10)) {
    const before = bytes[at - 1] === 0x0d ? at - 2 : at - 1
    if (bytes[before] === 0x3b) bytes.fill(' ', before + 1, at + 1)
  }
}

/** Text as a Postgres column can hold it: no NUL, no half of a surrogate pair. */
export function cleanText(text: string) {
  return text.toWellFormed().replaceAll('\0', '\uFFFD')
}

function mimeFields({ headers, parts }: Scan) {
  const fields = headers.filter(({ name }) => name.startsWith('content-') || name === 'mime-version')
  const lines = fields.map(
    ({ name, value }) =>
      `${name}: ${value.slice(0, 4096).replace(/format\s*=\s*"?flowed/i, (found) => found.replace(/flowed/i, 'fixed '))}`,
  )
  // A multipart without a single delimiter is a text whose label is wrong.
  const isMislabelled = parts === 1 && lines.some((line) => /^content-type:\s*multipart\//i.test(line))
  return (
    (isMislabelled ? lines.filter((line) => !line.startsWith('content-type:')) : lines).join('\r\n') ||
    'mime-version: 1.0'
  )
}

function readAttachment(part: ParsedMail['attachments'][number]): Attachment {
  const contentId = part.cid ?? null
  return {
    name: part.filename === undefined ? null : cleanText(part.filename).slice(0, 255),
    type: cleanText(part.contentType).slice(0, 255),
    size: part.content.length,
    // A copy with a buffer of its own: small Buffers share one, which cannot be handed to another thread.
    content: new Uint8Array(part.content),
    contentId: contentId === null ? null : cleanText(contentId).slice(0, 998),
    inline: part.contentDisposition === 'inline' || part.related === true,
  }
}
