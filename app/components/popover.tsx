import { type ReactNode, useId } from 'react'

type PopoverProps = { id?: string; label: ReactNode; className: string; children: ReactNode }

/** A button and the panel it opens. The browser's own: works without JavaScript, closes on Esc and outside. */
export function Popover({ id, label, className, children }: PopoverProps) {
  const own = useId()
  const panel = id ?? own
  return (
    <>
      <button type="button" className={className} popovertarget={panel}>
        {label}
      </button>
      <div popover="auto" id={panel} className="popover">
        {children}
      </div>
    </>
  )
}
