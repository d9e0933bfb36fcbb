import { CheckList } from './check-list.tsx'
import type { FieldError } from './error-summary.tsx'
import { TextField } from './field.tsx'

type RightsFieldsProps = {
  /** Every right with its words, and whether it is given. */
  rights: { value: string; label: string; checked: boolean }[]
  limit: string
  currency: string
  words: { legend: string; limit: string; limitHint: string }
  errors: FieldError[]
}

/** What a contact may do, as fields: `rights`*, `limit`. */
export function RightsFields({ rights, limit, currency, words, errors }: RightsFieldsProps) {
  return (
    <>
      <CheckList name="rights" legend={words.legend} items={rights} />
      <TextField
        name="limit"
        label={`${words.limit} (${currency})`}
        hint={words.limitHint}
        inputMode="decimal"
        defaultValue={limit}
        errors={errors}
      />
    </>
  )
}
