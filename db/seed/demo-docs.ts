import { isRefusal, type Refusal } from '../../domain/refusal.ts'
import type { Staff } from '../../domain/ticket.ts'
import { addDocument, reviseDocument } from '../customers/write-document.ts'
import { addWorkflow } from '../customers/write-workflow.ts'
import type { House } from '../house.ts'
import { demoPages, demoWorkflows } from './demo-pages.ts'
import type { DemoPeople } from './demo-people.ts'
import type { DaysAgo } from './play.ts'

/** The page that a ticket of the play changed. */
export type WrittenPage = { pageId: string; body: string }

/** What the customers said they rely on, and the deep dives that were written before their apps went live (R034, R046). */
export async function fillDemoDocs(
  house: House,
  { staff, apps }: DemoPeople,
  daysAgo: DaysAgo,
): Promise<{ checkout: WrittenPage }> {
  const pms: Record<keyof DemoPeople['apps'], Staff> = {
    ...{ shop: staff.marta, workshop: staff.marta, parts: staff.marta },
    ...{ freight: staff.diogo, clinic: staff.diogo, booking: staff.marta },
  }
  let checkout: WrittenPage | null = null
  for (const [app, workflows] of Object.entries(demoWorkflows)) {
    const appId = apps[nameOf(app, apps)]
    for (const [place, [title, steps, expected]] of workflows.entries()) {
      const words = { title, steps: steps.map((step, at) => `${at + 1}. ${step}`).join('\n'), expected }
      const key = `demo/workflow/${app}/${place}`
      must(await addWorkflow(house, { ...words, appId, by: staff.lena, key, now: daysAgo(150 - place) }))
    }
  }
  for (const [app, pages] of Object.entries(demoPages)) {
    const name = nameOf(app, apps)
    for (const [place, { kind = 'flow', title, body, later }] of pages.entries()) {
      const about = { appId: apps[name], kind, title, ticketNumber: null, by: pms[name] }
      const key = `demo/page/${app}/${place}`
      const { pageId } = must(await addDocument(house, { ...about, body, key, now: daysAgo(140 - place) }))
      if (later) {
        const revision = { pageId, base: 1, title, body: later, ticketNumber: null, by: staff.lena }
        must(await reviseDocument(house, { ...revision, key: `${key}/2`, now: daysAgo(60 - place) }))
      }
      if (app === 'shop' && place === 0) checkout = { pageId, body }
    }
  }
  if (!checkout) throw new Error('The demo world has no page about the checkout.')
  return { checkout }
}

/** What a closed ticket changed about the checkout, written down on the day it was closed (R048). */
export async function noteTicket(
  house: House,
  { checkout, by, number, at }: { checkout: WrittenPage; by: Staff; number: number; at: Temporal.Instant },
): Promise<void> {
  const body = `${checkout.body}\n## When a payment is late\n\nMB WAY may take up to four minutes. The basket is kept for thirty, and the order is made when the bank says yes.\n`
  const revision = { pageId: checkout.pageId, base: 1, title: 'Checkout and payment', body, ticketNumber: number }
  must(await reviseDocument(house, { ...revision, by, key: 'demo/page/shop/0/2', now: at }))
}

function nameOf(app: string, apps: DemoPeople['apps']): keyof DemoPeople['apps'] {
  if (isNamed(app, apps)) return app
  throw new Error(`The demo world has no app ${app}.`)
}

function isNamed(app: string, apps: DemoPeople['apps']): app is keyof DemoPeople['apps'] {
  return Object.hasOwn(apps, app)
}

function must<Outcome extends object>(outcome: Outcome | Refusal): Outcome {
  if (isRefusal(outcome)) throw new Error(`The demo documentation was refused: ${outcome.refused}.`)
  return outcome
}
