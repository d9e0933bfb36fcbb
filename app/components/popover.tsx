import { useLocation } from '@remix-run/react'
import { type ReactNode, useEffect, useId, useRef } from 'react'

type PopoverProps = { id?: string; label: ReactNode; className: string; children: ReactNode }

/** A button and the panel it opens. The browser's own: works without JavaScript, closes on Esc and outside. */
export function Popover({ id, label, className, children }: PopoverProps) {
  const own = useId()
  const box = useRef<HTMLDivElement>(null)
  const place = useLocation().key
  const panel = id ?? own
  // Whoever followed a link of the panel is done with it.
  useEffect(() => {
    if (place) box.current?.hidePopover()
  }, [place])
  return (
    <>
      <button type="button" className={className} popovertarget={panel}>
        {label}
      </button>
      <div popover="auto" id={panel} className="popover" ref={box}>
        {children}
      </div>
    </>
  )
}
