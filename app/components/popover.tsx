import { type ReactNode, useId } from 'react'

type PopoverProps = { id?: string; label: ReactNode; className: string; name?: string; children: ReactNode }

/** A button and the panel it opens. The browser's own: works without JavaScript, closes on Esc and outside. */
export function Popover({ id, label, className, name, children }: PopoverProps) {
  const own = useId()
  const panel = id ?? own
  return (
    <>
      <button type="button" className={className} popovertarget={panel} aria-label={name}>
        {label}
      </button>
      <div popover="auto" id={panel} className="popover">
        {children}
      </div>
    </>
  )
}
