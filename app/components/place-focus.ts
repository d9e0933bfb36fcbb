import { useLocation } from '@remix-run/react'
import { useEffect } from 'react'

/** Puts the cursor where the address points: into the field, or into the first field of the form that it names. */
export function usePlaceFocus() {
  const { hash, key } = useLocation()
  useEffect(() => {
    const place = key && hash ? document.getElementById(hash.slice(1)) : null
    const field = place?.matches('input, textarea, select')
      ? place
      : place?.querySelector<HTMLElement>('input:not([type=hidden], [type=file]), textarea, select')
    field?.focus()
  }, [hash, key])
}
