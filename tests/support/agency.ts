import sharp from 'sharp'
import { expect } from 'vitest'
import type { RunningHouse } from './running-house.ts'
import { until } from './until.ts'

type Body = Record<string, unknown>
type Client = Awaited<ReturnType<RunningHouse['as']>>

/** Everybody of the demo world who takes part in a fix, each a client of the API of a running house. */
export async function anAgency(house: RunningHouse) {
  const as = async (name: string, at = 'agency') => [name, await house.as(`${name}@${at}.example`)] as const
  const clients = new Map<string, Client>(
    await Promise.all([
      ...['marta', 'lena', 'rui', 'nadia', 'tess'].map((name) => as(name)),
      ...['joana', 'pedro'].map((name) => as(name, 'vale')),
    ]),
  )
  const clientOf = (name: Name): Client => {
    const client = clients.get(name)
    if (!client) throw new Error(`Nobody is called ${name} here.`)
    return client
  }
  const apps = (await clientOf('marta')('GET', '/apps')).body.items as { id: string; name: string }[]
  return { house, clientOf, appId: (name: string) => apps.find((app) => app.name === name)?.id ?? '' }
}

export type Name = 'marta' | 'lena' | 'rui' | 'nadia' | 'tess' | 'joana' | 'pedro'
export type Agency = Awaited<ReturnType<typeof anAgency>>

/** One ticket on its way through the process, as those who work on it see it over the API. */
export class Case {
  readonly agency: Agency
  readonly number: number

  private constructor(agency: Agency, number: number) {
    this.agency = agency
    this.number = number
  }

  /** Joana files a ticket. */
  static async filed(agency: Agency, said: Body = {}): Promise<Case> {
    const { status, body } = await agency.clientOf('joana')('POST', '/tickets', {
      ...{ category: 'issue_with_error', title: 'The checkout fails', body: 'Nobody can pay since this morning.' },
      ...said,
    })
    expect(status, JSON.stringify(body)).toBe(201)
    return new Case(agency, body.number)
  }

  static of(agency: Agency, number: number): Case {
    return new Case(agency, number)
  }

  /** Does something that must succeed; answers the ticket as the one who did it sees it. */
  async does(name: Name, action: string, body: Body = {}) {
    const answer = await this.asks(name, action, body)
    expect(answer.status, `${name}: ${action} ${JSON.stringify(answer.body)}`).toBe(200)
    return answer.body
  }

  /** Asks for something, whatever comes of it. */
  asks(name: Name, action: string, body: Body = {}) {
    return this.agency.clientOf(name)('POST', `/tickets/${this.number}/actions/${action}`, body)
  }

  async seenBy(name: Name) {
    return (await this.agency.clientOf(name)('GET', `/tickets/${this.number}`)).body
  }

  async history(): Promise<{ action: string; from: string | null; to: string; actor: { name: string | null } }[]> {
    return (await this.agency.clientOf('marta')('GET', `/tickets/${this.number}/events`)).body.items
  }

  /** Taken, understood and estimated; the customer is asked. */
  async estimated({ app = 'Vale Shop', hours = 3 } = {}): Promise<string> {
    await this.does('marta', 'take')
    await this.does('marta', 'confirm_scope', {
      ...{ work_class: 'bug_fix', scope: 'Read the channels of the provider.', needs_code: true },
      ...{ app: this.agency.appId(app), funding: 'postpaid' },
    })
    await this.does('lena', 'estimate', { hours })
    const { approval } = await this.does('marta', 'send_estimate', {
      solution: 'We read the channels of the provider.',
    })
    return approval.id
  }

  /** Approved by Joana and in the line of a developer, before everybody else, with a clear scope. */
  async planned(given: { app?: string; hours?: number; developer?: Name } = {}): Promise<void> {
    const { developer = 'rui' } = given
    await this.does('joana', 'approve', { approval: await this.estimated(given) })
    await this.does('marta', 'assign', { developer: `${developer}@agency.example` })
    await this.does('lena', 'clear_scope')
    await this.does('lena', 'reorder', { after: null, reason: 'This one is tested first.' })
  }

  /** The developer finishes what they are at, and begins this one. */
  async started(developer: Name = 'rui'): Promise<void> {
    const mine = await this.agency.clientOf(developer)('GET', `/tickets?stage=in_development&limit=100`)
    for (const other of mine.body.items) {
      if (other.developer?.email !== `${developer}@agency.example`) continue
      const at = Case.of(this.agency, other.number)
      if ((await at.seenBy(developer)).actions.includes('finish')) {
        await at.asks(developer, 'finish', { pull_request: 'https://git.example/pull/1' })
      }
    }
    await this.does(developer, 'start')
  }

  async finished(developer: Name = 'rui'): Promise<void> {
    await this.does(developer, 'finish', { pull_request: `https://git.example/pull/${this.number}` })
  }

  /** Every row of the checklist passes, each ticked by whoever it is for. */
  async tested(): Promise<void> {
    const { rows } = await this.seenBy('marta')
    for (const row of rows) await this.does(row.by === 'pm' ? 'marta' : 'lena', 'tick', { row: row.id })
  }

  /** Uploads a picture of the fix; answers its id. */
  async picture(): Promise<string> {
    const png = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0b5a66' } })
      .png()
      .toBuffer()
    const form = new FormData()
    form.append('files', new File([new Uint8Array(png)], 'after.png', { type: 'image/png' }))
    const token = await this.agency.house.tokenOf('marta@agency.example')
    const answer = await fetch(`${this.agency.house.baseUrl}/api/v1/tickets/${this.number}/files`, {
      ...{ method: 'POST', body: form, headers: { authorization: `Bearer ${token}` } },
    })
    const { ids } = await answer.json()
    return ids[0]
  }

  /** Offered to the customer; answers the round. */
  async offered(said: Body = {}): Promise<number> {
    const { round } = await this.does('marta', 'offer_fix', {
      ...{ summary: 'MB WAY works again.', steps: ['Pay with MB WAY.'], url: 'https://staging.vale-shop.example' },
      ...{ screenshots: [await this.picture()] },
      ...said,
    })
    return round
  }

  /** Waits until every letter of this ticket has left. */
  async delivered(): Promise<void> {
    await until(`the letters of #${this.number} to leave`, async () => {
      const { items } = (
        await this.agency.clientOf('marta')('GET', `/mail?direction=out&ticket=${this.number}&limit=100`)
      ).body
      return items.every(({ fate }: { fate: string }) => fate === 'sent' || fate === 'kept')
    })
  }

  /** The customer is content and the fix goes live. */
  async released(round: number): Promise<void> {
    await this.does('joana', 'approve_release', { round })
    await this.does('marta', 'move_to_production')
    await this.does('lena', 'release', { merged: true, upgrades: 'Deployed at once.' })
  }
}
