/**
 * Runs `stop` once when this process is told to end (SIGTERM, Ctrl-C) or when the one that started it has died, then
 * leaves with 0. What has not stopped after `withinSeconds` is left behind, and it leaves with 1.
 */
export function stopGently(stop: () => Promise<void>, { withinSeconds }: { withinSeconds: number }): void {
  let stopping = false
  const begin = async () => {
    if (stopping) return
    stopping = true
    setTimeout(() => process.exit(1), withinSeconds * 1000).unref()
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, begin)
  process.on('disconnect', begin)
}
