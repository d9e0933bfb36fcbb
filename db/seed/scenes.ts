import type { PictureShows } from '../../domain/offer.ts'
import type { Contact, Staff } from '../../domain/ticket.ts'
import type { Step } from './play.ts'

/** Somebody takes the ticket: triage for the PM, or the PM. */
export const taken = (by: Staff, after = 0.4): Step[] => [{ after, by, does: 'take' }]

export const asked = (by: Staff, body: string, after = 0.8): Step[] => [
  { after, by, does: 'ask_customer', with: { body } },
]

export const says = (by: Staff | Contact, words: string, after = 1.5): Step[] => [{ after, by, says: words }]

export const notes = (by: Staff, words: string, after = 0.2): Step[] => [{ after, by, notes: words }]

export const answered = (by: Staff, body: string, after = 1): Step[] => [{ after, by, does: 'resolve', with: { body } }]

/** The scope is understood and written down. */
export const scoped = (by: Staff, app: string, scope: string, funding: string, work_class = 'bug_fix'): Step[] => [
  { after: 1, by, does: 'confirm_scope', with: { work_class, scope, app, funding, needs_code: true } },
]

/** The support lead names the hours, and the customer is asked. */
export const estimated = (
  lead: Staff,
  sender: Staff,
  hours: number,
  solution: string,
  plan_period?: string,
): Step[] => [
  { after: 1.5, by: lead, does: 'estimate', with: { hours } },
  { after: 0.5, by: sender, does: 'send_estimate', with: { solution, ...(plan_period && { plan_period }) } },
]

export const approved = (by: Contact, after = 2): Step[] => [{ after, by, does: 'approve' }]

/** In a developer's line, with a scope that is clear to him. */
export const lined = (pm: Staff, lead: Staff, developer: Staff): Step[] => [
  { after: 0.2, by: pm, does: 'assign', with: { developer: developer.email } },
  { after: 0.5, by: lead, does: 'clear_scope' },
]

export const started = (by: Staff, after = 1): Step[] => [{ after, by, does: 'start' }]

export const finished = (by: Staff, pull: number, after = 4): Step[] => [
  { after, by, does: 'finish', with: { pull_request: `https://git.example/pull/${pull}` } },
]

/** The PM looks whether it does what was communicated; the lead runs the known workflows. */
export const tested = (pm: Staff, lead: Staff, after = 1): Step[] => [
  { after, by: pm, does: 'tick', rows: 'compliance' },
  { after: 0.5, by: lead, does: 'tick', rows: 'workflow' },
]

/** All of it: in a developer's line, begun, finished with that pull request, and every test passed. */
export const built = (pm: Staff, lead: Staff, developer: Staff, pull: number, after?: number): Step[] => [
  ...lined(pm, lead, developer),
  ...started(developer),
  ...finished(developer, pull, after),
  ...tested(pm, lead),
]

/** What follows the tests: offered on staging, approved, moved, released, closed. */
export function released(
  pm: Staff,
  lead: Staff,
  contact: Contact,
  fix: { summary: string; steps?: string[]; url: string; pictures?: { name: string; shows: PictureShows }[] },
): Record<'offered' | 'agreed' | 'moved' | 'live' | 'done', Step> {
  const { summary, url, steps = ['Open the page on staging.', 'Do what you did when it went wrong.'], pictures } = fix
  const offer = {
    summary,
    url,
    steps,
    ...(!pictures && { no_screenshots_reason: 'Nothing of it can be seen in a picture.' }),
  }
  return {
    offered: { after: 2, by: pm, does: 'offer_fix', with: offer, ...(pictures && { pictures }) },
    agreed: { after: 3, by: contact, does: 'approve_release' },
    moved: { after: 0.5, by: pm, does: 'move_to_production' },
    live: { after: 1, by: lead, does: 'release', with: { merged: true, upgrades: 'Merged and deployed.' } },
    done: { after: 2, by: pm, does: 'close', with: { documentation: 'no_change' } },
  }
}
