import { useState } from 'react'
import { type About, TextField } from './field.tsx'

/**
 * A time zone by its name. The browser offers the names as they are typed: four hundred of them would weigh more than
 * the rest of a page. Without JavaScript a name is typed as the one that stands there is written.
 */
export function ZoneField({ value, ...about }: About & { value: string }) {
  const [zones, offer] = useState<string[]>([])
  const list = `${about.name}-zones`
  return (
    <div>
      <TextField
        {...about}
        {...{ list, defaultValue: value, autoComplete: 'off', spellCheck: false }}
        onFocus={({ currentTarget }) => {
          // A list offers only what contains the words that stand in the field.
          currentTarget.select()
          offer(['UTC', ...Intl.supportedValuesOf('timeZone')])
        }}
      />
      <datalist id={list}>
        {zones.map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </div>
  )
}
