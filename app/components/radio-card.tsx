import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'

export type RadioCardProps = {
  name: string
  value: string
  title: string
  line: string
  icon?: IconName
  promise?: ReactNode
  checked?: boolean
  needsReason?: boolean
}

/** One choice of few: a radio with a title, a line, and what choosing it promises. */
export function RadioCard({ name, value, title, line, icon, promise, checked, needsReason }: RadioCardProps) {
  return (
    <label className="radio-card" data-needs-reason={needsReason || undefined}>
      <input type="radio" name={name} value={value} id={`${name}-${value}`} defaultChecked={checked} required />
      {icon && <Icon name={icon} />}
      <span>
        <b>{title}</b>
        <small>{line}</small>
      </span>
      {promise && <span className="promise">{promise}</span>}
    </label>
  )
}
