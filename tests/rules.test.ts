import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const whole = 'a fix goes from the first word to production, with the customer’s word at every gate (R001–R045)'
const question = 'a question is answered and closed, and no work can exist without the customer’s word (R003, R008)'
const silence = 'silence closes, frees staging for the next in line, and a reopening takes its turn (R030, R031)'
const urgent =
  'urgent work starts at once, sets aside what the developer was at, and two urgents wait for each other (R017, R026)'
const failing = 'a known workflow that fails sends the fix back, and the next try starts with empty rows (R033–R036)'
const windows = 'depends on the category, from one business hour to three business days'
const live =
  'the customer hears that it is live after the release, and the lead’s word to close it goes to the manager (R037–R043)'
const skips = 'what urgent work went on without is in its history: the estimate, then the clear scope (R017, R024)'
const deepDive = 'an app goes live with a deep dive page or a reason to go without, and not before (R046)'

/** Each rule of the process from question to production, and the tests that show that it holds. */
const shownBy: Record<string, string[]> = {
  R001: ['a ticket filed on the portal is taken, asked about, answered and closed'],
  R002: ['a ticket needs one of the five categories, and the form offers no other (R002)'],
  R003: [question],
  R004: ['lowering urgency needs a reason, which the customer reads (R004)'],
  R005: [windows, 'a ticket is acknowledged once and promised by its category'],
  R006: [windows],
  R007: [
    windows,
    'a new window holds for tickets open and to come, time used kept; other plans stay as they are (R007)',
  ],
  R008: [question, 'no work can exist before the customer says proceed (R008)'],
  R009: ['alarms whoever is on duty, triage and the admins, once, after thirty open minutes (R009)'],
  R010: ['the weekend takes somebody only with its watch, and a holiday never (R010)'],
  R011: [
    'what nobody takes is assigned in time, to the manager of the company',
    'a company without a manager gets the least loaded one, with a warning',
  ],
  R012: ['that we work on it is told once, to who asked and who takes part, however often the manager changes (R012)'],
  R013: [whole, 'the customer sees four statuses, and each stage has exactly one'],
  R014: [whole],
  R015: [whole, 'an answer ends nothing that needs code (R015)', 'are answered and closed when there is nothing to do'],
  R016: [
    'a declined estimate goes back to the manager, and a new one is a new decision (R016, R021)',
    'a decision on the phone is written down for a contact with the right, who may see it (R016)',
  ],
  R017: [urgent, skips, 'are skipped for urgent work (R017), and for nothing else that needs code'],
  R018: [whole],
  R019: [
    'are not sent before the support lead gave the hours (R019)',
    'hours are the customer’s to read once offered, and a date once planned (R019, R020, R148)',
  ],
  R020: ['the estimate says whose turn it is, until when, how much, and leads to the page of its reader (R016, R020)'],
  R021: [whole, 'a declined estimate goes back to the manager, and a new one is a new decision (R016, R021)'],
  R022: ['an app names people who can do it, its developers in their order (R022)', whole],
  R023: [whole],
  R024: [whole, skips, 'the lead hears once of urgent work whose scope is not confirmed within the first hour (R024)'],
  R025: [
    'of many starts at once by one developer one begins, and the others are refused in words (R025)',
    'two hundred moves keep the order that was asked for (R025)',
  ],
  R026: [urgent, 'urgent work begins at once, what it interrupts waits at the front, and history says for whom (R026)'],
  R027: [
    'staging needs passed rows, a slot, and pictures or a reason (R027, R035)',
    'a fix comes with pictures of before and after, its steps, and until when (R027, R030)',
  ],
  R028: [whole],
  R029: ['an answer to an older round is kept in its box and decides nothing (R029)', whole],
  R030: [
    silence,
    'closes after three business days from delivery (R030)',
    'mail that is unread, held for the ticket or from its people, or not fetched yet keeps it open (R030)',
  ],
  R031: [
    silence,
    'silence closes, frees the place in the same transaction, and tells the manager of the next (R030, R031)',
  ],
  R032: [whole],
  R033: [failing, whole],
  R034: [
    'a known workflow changes by versions, in an order, and can be retired (R034)',
    'of an app without known workflows the lead acknowledges that none is on file, before anything is offered (R034)',
  ],
  R035: ['staging needs passed rows, a slot, and pictures or a reason (R027, R035)', silence],
  R036: [failing, 'a failed test interrupts nobody: it waits at the front while its developer is busy (R036)'],
  R037: [whole],
  R038: [live, 'the customer hears that it is live once it is, and when it had to come back (R038)'],
  R039: [
    'NOT OK twice: each round is offered, refused and mended anew, and stays first in line (R039)',
    'NOT OK returns to the front of its line, and a developer busy elsewhere finishes first (R025, R039)',
  ],
  R040: [whole],
  R041: [whole, live],
  R042: [live],
  R043: [live],
  R044: [whole, live],
  R045: ['the customer sees four statuses, and each stage has exactly one'],
  R046: [deepDive],
  R047: [deepDive],
  R048: [
    'closing asks for the documentation, unless the ticket is from before we kept any (R048)',
    'a closing names a page and its revision, and the ticket shows it (R048)',
  ],
  R049: [
    'of two people who change a page at once the second is told, and nothing of the first is lost (R049)',
    'each save of a page is a version of its own, and nothing is written over (R048, R049)',
    'a correction becomes a question with the page and its words (scripts %s)',
  ],
  R050: [whole],
}

const rules = Array.from({ length: 50 }, (_, index) => `R${String(index + 1).padStart(3, '0')}`)
const tests = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.test.ts') && path !== 'rules.test.ts')
  .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'))
  .join('\n')

test.each(rules)('%s is shown by tests that exist', (rule) => {
  const names = shownBy[rule] ?? []
  expect(names, `tests for ${rule}`).not.toEqual([])
  for (const name of names) expect(tests.includes(name), `a test called “${name}”`).toBe(true)
})
