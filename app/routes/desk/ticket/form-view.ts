import type { Option } from '../../../components/field.tsx'
import type { FieldKind } from './action-fields.server.ts'

/** One field as it is drawn: all its words are said by the server. */
export type FieldView = {
  name: string
  label: string
  kind: FieldKind
  hint: string | null
  optional: boolean
  /** What it begins with; of several ticks their names, with spaces between. */
  value: string
  options: Option[]
  /** The line of a select that stands for no choice; null where one has to be chosen. */
  blank: string | null
  /** Where to write what the list does not hold yet. */
  write: { text: string; href: string } | null
}

/** The open form of one action. `hidden` are fields the person does not see, as `round` or `approval`. */
export type FormView = {
  action: string
  title: string
  /** What the button leads to. */
  line: string | null
  danger: boolean
  hidden: { name: string; value: string }[]
  fields: FieldView[]
}
