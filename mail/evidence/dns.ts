import { Resolver as NodeResolver } from 'node:dns/promises'

/** Asks the DNS as `resolve` of node:dns does: the records, or a fault whose code says why there are none. */
export type Resolver = (name: string, type: string) => Promise<unknown>

export type DnsQuestion = { name: string; type: string }

/** The records as JSON, because they cross into a thread; or why there are none. */
export type DnsAnswer = DnsQuestion & ({ records: string } | { code: string })

const noSuchThing = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'EBADRESP'])
const limits = { milliseconds: 1000, names: 2000, kept: { records: 300_000, nothing: 60_000 } }

/** Asks everything at once and waits so long at most; what has not come by then counts as asked in vain. */
export function askDns(resolver: Resolver, questions: DnsQuestion[], milliseconds: number): Promise<DnsAnswer[]> {
  return Promise.all(questions.map((question) => askOne(resolver, question, milliseconds)))
}

/** Whether asking again may bring another answer: the server was away, and not the record. */
export function isTemporary(answer: DnsAnswer): boolean {
  return 'code' in answer && !noSuchThing.has(answer.code)
}

async function askOne(resolver: Resolver, question: DnsQuestion, milliseconds: number): Promise<DnsAnswer> {
  const late = Promise.withResolvers<DnsAnswer>()
  const timer = setTimeout(() => late.resolve({ ...question, code: 'ETIMEOUT' }), milliseconds)
  const asked = ask(resolver, question)
  const answer = await Promise.race([asked, late.promise])
  clearTimeout(timer)
  return answer
}

async function ask(resolver: Resolver, { name, type }: DnsQuestion): Promise<DnsAnswer> {
  try {
    return { name, type, records: JSON.stringify(await resolver(name, type)) }
  } catch (fault) {
    return { name, type, code: codeOf(fault) }
  }
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : 'EUNKNOWN'
}

/** The DNS of this machine, each name asked once in five minutes: many mails come from few domains. */
export function openResolver(): Resolver {
  const dns = new NodeResolver({ timeout: limits.milliseconds, tries: 2 })
  const known = new Map<string, { until: number; answer: Promise<unknown> }>()

  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`
    const kept = known.get(key)
    if (kept && kept.until > performance.now()) return kept.answer
    known.delete(key)
    const answer = dns.resolve(name, type)
    known.set(key, { until: performance.now() + limits.kept.records, answer })
    const [oldest] = known.keys()
    if (known.size > limits.names && oldest !== undefined) known.delete(oldest)
    answer.catch((fault) => {
      if (noSuchThing.has(codeOf(fault))) known.set(key, { until: performance.now() + limits.kept.nothing, answer })
      else known.delete(key)
    })
    return answer
  }
}
