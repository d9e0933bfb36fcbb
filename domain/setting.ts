import type { Actor, Staff } from './ticket.ts'

/** What of the product people in office may change; each has a page of its own under the settings. */
export const settingAreas = [
  'hours',
  'plan',
  'person',
  'absence',
  'duty',
  'reply',
  'agency',
  'company',
  'app',
  'mailbox',
] as const
export type SettingArea = (typeof settingAreas)[number]

/** One thing that was changed: the name of a field, and its words before and after; null is nothing. */
export type SettingStep = { field: string; from: string | null; to: string | null }

/** The fields whose words differ, in the order of `after`. Texts, numbers and lists are compared as they are written. */
export function stepsBetween(before: Record<string, unknown>, after: Record<string, unknown>): SettingStep[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].flatMap((field) => {
    const [from, to] = [said(before[field]), said(after[field])]
    return from === to ? [] : [{ field, from, to }]
  })
}

function said(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => said(one) ?? '').join(', ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Whether somebody may change what holds for the whole agency. Everybody of us may read it. */
export function isAdmin(actor: Actor): actor is Staff {
  return actor.kind === 'staff' && actor.roles.includes('admin')
}
