import { type Action, isRole, whoMay } from '../../../domain/lifecycle.ts'
import type { Stage } from '../../../domain/stage.ts'
import type { Staff } from '../../../domain/ticket.ts'

/** Whether one of us has an action at a stage, by the table alone; the door asks everything else. */
export function mayAsk({ roles }: Staff, action: Action, stage: Stage): boolean {
  return whoMay(action, stage).some((who) => isRole(who) && roles.includes(who))
}
