import { useLocation } from '@remix-run/react'
import { useState } from 'react'
import type { FlashMessage } from './flash.tsx'

/** What just happened stays until the next page, also when this one asks for its data again meanwhile. */
export function useKeptFlash(flash: FlashMessage | null): FlashMessage | null {
  const { key } = useLocation()
  const [kept, keep] = useState({ key, flash })
  if (flash && flash !== kept.flash) keep({ key, flash })
  else if (!flash && key !== kept.key) keep({ key, flash: null })
  return kept.flash
}
