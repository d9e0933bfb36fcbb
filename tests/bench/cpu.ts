import { readFile } from 'node:fs/promises'

/**
 * Milliseconds of CPU that these processes and all below them have used so far, threads and ended children too
 * (proc(5), stat, fields 14 to 17; 100 ticks a second).
 */
export async function cpuOf(...pids: number[]): Promise<number> {
  const costs = await Promise.all(pids.map(async (pid) => (await ownCpu(pid)) + (await cpuOf(...(await below(pid))))))
  return costs.reduce((sum, cost) => sum + cost, 0)
}

async function ownCpu(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks || 0) * 10, 0)
}

async function below(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')
  return children.trim().split(/\s+/).filter(Boolean).map(Number)
}

/** Megabytes of this process that lie in memory. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024)
}
