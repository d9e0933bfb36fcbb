import { useLocation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import type { QueueRow } from './row.tsx'

export type QueueGroup = { group: 'overdue' | 'today' | 'later' | 'waiting'; rows: QueueRow[] }

/**
 * Keeps the rows where the reader found them: what is there tells its news in place, what came since waits until
 * `show` is called. A row that left the queue stays until then. A new page, or one's own change, begins anew.
 */
export function useSteadyRows(groups: QueueGroup[]) {
  const { key } = useLocation()
  const [kept, keep] = useState({ key, groups })
  if (kept.key !== key) keep({ key, groups })
  const now = new Map(groups.flatMap(({ rows }) => rows.map((row) => [row.number, row])))
  const there = new Set(kept.groups.flatMap(({ rows }) => rows.map(({ number }) => number)))
  const came = [...now.values()].filter(({ number }) => !there.has(number))
  const urgent = came.filter((row) => row.urgent).length
  useEffect(() => {
    if (urgent === 0) return
    const { title } = document
    document.title = `(${urgent}) ${title}`
    return () => {
      document.title = title
    }
  }, [urgent])
  return {
    groups: kept.groups.map(({ group, rows }) => ({ group, rows: rows.map((row) => now.get(row.number) ?? row) })),
    came: came.length,
    show: () => keep({ key, groups }),
  }
}
