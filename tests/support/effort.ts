/** How much of a processor this process used while something ran, in milliseconds: the same on a busy machine as on an idle one. */
export function effortOf(run: () => unknown): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
