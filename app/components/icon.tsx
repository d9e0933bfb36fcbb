import type { IconName } from './icon-names.ts'
import sprite from './icons.svg?no-inline'

/** One drawing of the sprite; says nothing to a screen reader, so the words stand beside it. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" aria-hidden="true">
      <use href={`${sprite}#i-${name}`} />
    </svg>
  )
}
