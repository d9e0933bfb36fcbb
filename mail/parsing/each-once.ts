import { createHash } from 'node:crypto'
import type { Attachment } from './attachment.ts'

/**
 * The files of a mail, each of them once: calendars send an invitation twice, to be read and to be kept. One is the same
 * as another by its name and all its bytes, and only where no picture is named by an id of its own.
 */
export function eachOnce(files: Attachment[]): Attachment[] {
  const named = Map.groupBy(files, nameOf)
  const seen = new Set<string>()
  return files.filter((file) => {
    if (named.get(nameOf(file))?.length === 1) return true
    const key = `${nameOf(file)} ${bytesOf(file)}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

const isCalendar = ({ name }: Attachment) => /\.ics$/i.test(name ?? '')

function nameOf(file: Attachment): string {
  const { name, size, contentId } = file
  return JSON.stringify([name, isCalendar(file) ? null : size, contentId])
}

/** A calendar is text: its line ends may have been changed on the way. */
function bytesOf(file: Attachment): string {
  const hash = createHash('sha256')
  const isText = isCalendar(file) && file.size < 256 * 1024
  return hash
    .update(isText ? Buffer.from(file.content).toString('latin1').replace(/\s+/g, '') : file.content)
    .digest('base64')
}
