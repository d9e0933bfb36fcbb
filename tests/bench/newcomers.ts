import { companyDomain } from '../../db/schema/company.ts'
import { aDovecot } from '../support/dovecot.ts'
import { openBenchHouse } from './house.ts'
import { aTown, measureBacklog } from './mail.ts'
import { mixedMails } from './mixed-mails.ts'

const count = 500

/** The backlog of `mail` once more, of people who write for the first time: all at one domain, and each at another. */
export async function measureNewcomers() {
  const oneDomain = await measureOf(() => 'vale.example')
  const ownDomains = await measureOf((at) => `branch${at}.example`)
  return { mails: count, oneDomain, ownDomains }
}

async function measureOf(domainOf: (at: number) => string) {
  const bench = await openBenchHouse()
  await aTown(bench.house)
  const people = Array.from({ length: count }, (_, at) => `newcomer${at}@${domainOf(at)}`)
  await addDomains(bench, people)
  const dovecot = await aDovecot()
  await dovecot.start()
  await dovecot.append(mixedMails(people, count))
  await dovecot.kill()
  const backlog = await measureBacklog(bench, dovecot)
  await dovecot.remove()
  await bench.close()
  return backlog
}

/** One company has them all. */
async function addDomains({ house: { db } }: Awaited<ReturnType<typeof openBenchHouse>>, people: string[]) {
  const [first] = await db.select().from(companyDomain).limit(1)
  if (!first) throw new Error('No company of the bench has a domain.')
  const domains = people.map((address) => ({ ...first, domain: address.slice(address.indexOf('@') + 1) }))
  await db.insert(companyDomain).values(domains).onConflictDoNothing()
}
