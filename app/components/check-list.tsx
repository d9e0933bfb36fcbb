import { errorOf, type FieldError } from './error-summary.tsx'

type CheckListProps = {
  name: string
  legend: string
  hint?: string
  items: { value: string; label: string; checked?: boolean }[]
  layout?: 'columns'
  errors?: FieldError[]
}

/** Any number of things to tick, under one name. */
export function CheckList({ name, legend, hint, items, layout, errors }: CheckListProps) {
  const error = errorOf(errors, name)
  return (
    <fieldset className={error ? 'field wrong' : 'field'} id={name}>
      <legend>{legend}</legend>
      {hint && <p className="hint">{hint}</p>}
      {error && <p className="field-error">{error}</p>}
      <div className={layout === 'columns' ? 'check-list columns' : 'check-list'}>
        {items.map(({ value, label, checked }) => (
          <label key={value}>
            <input type="checkbox" name={name} value={value} defaultChecked={checked} />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
