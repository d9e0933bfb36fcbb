/**
 * The hidden part of every form that changes something: which action, and a key that lets the server
 * take a second sending (double click, back button, retry) for the same act.
 */
export function FormKey({ action, formKey }: { action?: string; formKey: string }) {
  return (
    <>
      {action && <input type="hidden" name="action" value={action} />}
      <input type="hidden" name="key" value={action ? `${formKey}.${action}` : formKey} />
    </>
  )
}
