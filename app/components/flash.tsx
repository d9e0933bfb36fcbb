import { Form } from '@remix-run/react'
import { useEffect } from 'react'
import { forgetSent } from './draft.ts'
import { FormKey } from './form-key.tsx'

/** What just happened, told once; `undo` is a form to take it back while that is possible. */
export type FlashMessage = {
  tone: 'good' | 'problem' | 'plain'
  text: string
  undo?: { url: string; action: string; key: string; label: string }
}

/** A strip on top of the page. It stays until the next page: nothing here is on a timer. */
export function Flash({ tone, text, undo }: FlashMessage) {
  useEffect(() => {
    if (text && tone !== 'problem') forgetSent()
  }, [text, tone])
  return (
    <div className={`flash ${tone}`} role="status">
      {text}
      {undo && (
        <Form method="post" action={undo.url}>
          <FormKey action={undo.action} formKey={undo.key} />
          <button className="link-button" type="submit">
            {undo.label}
          </button>
        </Form>
      )}
    </div>
  )
}
