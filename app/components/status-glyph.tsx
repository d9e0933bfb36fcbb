import type { Status } from '../../domain/stage.ts'
import sprite from './icons.svg?no-inline'

export type { Status }

/** Dashed ring, half disc, speech bubble, check: the status as a shape. */
export function StatusGlyph({ status }: { status: Status }) {
  return (
    <svg className={`glyph ${status}`} aria-hidden="true">
      <use href={`${sprite}#${status}`} />
    </svg>
  )
}

/** The shape and its word. */
export function StatusLabel({ status, text }: { status: Status; text: string }) {
  return (
    <span className="status">
      <StatusGlyph status={status} />
      {text}
    </span>
  )
}
