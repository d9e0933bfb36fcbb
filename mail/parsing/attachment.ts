/** A part of a mail that is a file. */
export type Attachment = {
  name: string | null
  type: string
  size: number
  content: Uint8Array
  /** Without angle brackets, as `cid:` links name it. */
  contentId: string | null
  inline: boolean
}

/** Whether a file is a mail, or the report of a server about one. */
export function isMail({ type }: Pick<Attachment, 'type'>): boolean {
  return type.startsWith('message/')
}
