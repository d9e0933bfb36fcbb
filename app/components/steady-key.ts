import { useLocation } from '@remix-run/react'
import { useState } from 'react'

/**
 * The key of a form, as long as the reader stays where they are: data asked for again brings a new one, which must not
 * take the form away under somebody who writes. Whatever was sent leads to a new location, and so to a new key.
 */
export function useSteadyKey(fresh: string): string {
  const { key } = useLocation()
  const [steady, keep] = useState({ at: key, formKey: fresh })
  if (steady.at !== key) keep({ at: key, formKey: fresh })
  return steady.formKey
}
