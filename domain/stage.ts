/**
 * Stage and status. A stage is where a ticket stands for us (17), a status what the customer sees (4, R045).
 * The status is a pure function of the stage: nobody stores it and nobody sets it.
 */
export const stages = [
  'new',
  'investigating',
  'needs_info',
  'validating',
  'replicating',
  'estimating',
  'approval',
  'invoicing',
  'awaiting_payment',
  'planned',
  'in_development',
  'testing',
  'staging_review',
  'approved',
  'mtp',
  'released',
  'closed',
] as const
export type Stage = (typeof stages)[number]

export const statuses = ['new', 'progress', 'feedback', 'done'] as const
export type Status = (typeof statuses)[number]

export const resolutions = [
  'resolved',
  'answered',
  'no_feedback',
  'unresolved',
  'declined',
  'duplicate',
  'cancelled',
  'merged',
] as const
export type Resolution = (typeof resolutions)[number]

const status: Record<Stage, Status> = {
  new: 'new',
  investigating: 'progress',
  needs_info: 'feedback',
  validating: 'progress',
  replicating: 'progress',
  estimating: 'progress',
  approval: 'feedback',
  invoicing: 'progress',
  awaiting_payment: 'feedback',
  planned: 'progress',
  in_development: 'progress',
  testing: 'progress',
  staging_review: 'feedback',
  approved: 'progress',
  mtp: 'progress',
  released: 'progress',
  closed: 'done',
}

/** The customer's word for a stage: NEW, PROGRESS, FEEDBACK or DONE (R013, R028, R044, R045). */
export function statusOf(stage: Stage): Status {
  return status[stage]
}

/** Every stage but `closed`. */
export const openStages = stages.filter((stage): stage is Exclude<Stage, 'closed'> => stage !== 'closed')

/** The stages a customer sees under one of the four statuses, for lists and filters. */
export function stagesOf(wanted: Status): Stage[] {
  return stages.filter((stage) => status[stage] === wanted)
}
