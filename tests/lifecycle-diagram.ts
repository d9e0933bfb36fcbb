import { actions, destinationsOf } from '../domain/lifecycle.ts'
import { type Stage, stages } from '../domain/stage.ts'

/** Actions that lead from nearly everywhere to the same place; drawn, they would hide the rest. */
const everywhere = new Set(['ask_customer', 'cancel', 'merge', 'mark_duplicate', 'unmerge', 'undo', 'answer', 'reopen'])

/** The lifecycle as a Mermaid state diagram: one arrow for each way between two stages, named by its actions. */
export function lifecycleDiagram(): string {
  const arrows = stages.flatMap((from) =>
    waysFrom(from).map(([to, names]) => `  ${from} --> ${to}: ${names.join(', ')}`),
  )
  return ['stateDiagram-v2', '  [*] --> new: open', ...arrows, '  closed --> [*]'].join('\n')
}

function waysFrom(from: Stage): [Stage, string[]][] {
  const ways = new Map<Stage, string[]>()
  for (const action of actions.filter((name) => !everywhere.has(name))) {
    for (const to of destinationsOf(action, from)) {
      if (to !== from) ways.set(to, [...(ways.get(to) ?? []), action])
    }
  }
  return [...ways]
}
