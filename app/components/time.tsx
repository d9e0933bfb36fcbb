/** A moment as the loader wrote it for this viewer: `at` is ISO in UTC, `text` in their zone and language. */
export type When = { at: string; text: string; zone?: string }

/** Shared render never formats a moment: Node and the browser may disagree about it. */
export function Time({ at, text, zone }: When) {
  return (
    <time dateTime={at} title={zone}>
      {text}
    </time>
  )
}
