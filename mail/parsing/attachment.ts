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
