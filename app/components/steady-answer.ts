import { useActionData, useLocation } from '@remix-run/react'
import { useState } from 'react'

/**
 * What the action answered to a form, as long as the reader stays where they are: data asked for again would take it
 * away, and with it the errors, the words and the files that a refused form came back with.
 */
export function useSteadyAnswer<Action>() {
  const { key } = useLocation()
  const fresh = useActionData<Action>()
  const [steady, keep] = useState({ at: key, answer: fresh })
  const answer = fresh ?? (steady.at === key ? steady.answer : undefined)
  if (steady.at !== key || steady.answer !== answer) keep({ at: key, answer })
  return answer
}
