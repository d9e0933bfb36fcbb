/** Why a place on staging, or in the line for one, was given up (R031). */
export const freedBecause = [
  'released',
  'silence',
  'test_failed',
  'changed_scope',
  'closed',
  'returned',
  'freed_by_us',
] as const
export type FreedBecause = (typeof freedBecause)[number]
