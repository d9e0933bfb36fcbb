import type { Attachment } from './attachment.ts'
import { decodeUu } from './transfer.ts'

const limits = { files: 50, length: 16 * 1024 * 1024 }

/**
 * Takes the files out of a text that were written into it as uuencode, the way from before MIME. Lines that only look
 * so stay: a file is whole from its `begin` to its `end`, and every line between has the length it says. One pass.
 */
export function takeUuencoded(text: string): { text: string; files: Attachment[] } {
  if (text.length > limits.length || !/^begin [0-7]{3,4} \S/m.test(text)) return { text, files: [] }
  const lines = text.split('\n')
  const files: Attachment[] = []
  const kept: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const name = /^begin [0-7]{3,4} (\S.{0,254})$/.exec((lines[at] ?? '').trimEnd())?.[1]
    const end = name && files.length < limits.files ? endOfFile(lines, at + 1) : at
    if (name === undefined || end <= at + 1) kept.push(lines[at] ?? '')
    else {
      const content = decodeUu(Buffer.from(lines.slice(at + 1, end).join('\n'), 'latin1'))
      const type = 'application/octet-stream'
      files.push({ name: name.trim(), type, size: content.length, content, contentId: null, inline: false })
      at = end
    }
  }
  return { text: kept.join('\n'), files }
}

/** The line of the `end` that closes a file, or the one it was asked for where none does. */
function endOfFile(lines: string[], from: number) {
  for (let at = from; at < lines.length; at++) {
    const line = (lines[at] ?? '').replace(/\r$/, '')
    if (/^end\s*$/.test(line)) return at
    if (!isUuLine(line)) return from
  }
  return from
}

function isUuLine(line: string) {
  if (/^`?\s*$/.test(line)) return true
  const bytes = (line.charCodeAt(0) - 32) & 0x3f
  const digits = Math.ceil(bytes / 3) * 4
  // Blanks at the end of a line, which are digits here, may have been lost on the way; some add one to guard them.
  return /^[ -`]+$/.test(line) && line.length <= digits + 3 && line.length + 4 > digits
}
