/** What the driver, the system and the server say when there is no server, or it is just going or coming. */
const codes = new Set([
  ...['CONNECTION_CLOSED', 'CONNECTION_ENDED', 'CONNECTION_DESTROYED', 'CONNECT_TIMEOUT'],
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'],
  ...['57P01', '57P02', '57P03', '08000', '08003', '08006'],
])

/** Whether a query failed because the database is away, and not because of what was asked. */
export function isAway(fault: unknown): boolean {
  // drizzle wraps what the driver threw.
  const cause = fault instanceof Error ? (fault.cause ?? fault) : null
  if (typeof cause !== 'object' || cause === null || !('code' in cause)) return false
  return typeof cause.code === 'string' && codes.has(cause.code)
}
