import type { LetterApproval } from '../../db/letters/letter-approval.ts'
import type { LetterFacts, LetterFile, LetterTicket } from '../../db/letters/letter-facts.ts'
import type { Action, Occurrence } from '../../domain/lifecycle.ts'
import type { Letter } from '../../domain/notify.ts'
import type { Stage } from '../../domain/stage.ts'
import type { Language } from '../../domain/ticket.ts'

/** What may have come of the commands in a mail: each has an example of its own. */
export const commandOutcomes = ['refused', 'waits', 'status'] as const
export type CommandOutcome = (typeof commandOutcomes)[number]

/** What an example stands on: who reads it, in which house; and what came of the commands, where it answers some. */
export type Example = { language: Language; agency: string; accent: string | null; outcome?: CommandOutcome }

type Cause = { action: Action | Occurrence; to: Stage; body?: Record<string, unknown> }

/** The story of every example, and the moment at which it is told. */
const now = Temporal.Instant.from('2026-11-24T10:12:00Z')

const causes: Partial<Record<Letter, Cause>> = {
  proceed: { action: 'ask_proceed', to: 'approval' },
  estimate: { action: 'send_estimate', to: 'approval' },
  staging: { action: 'offer_fix', to: 'staging_review' },
  receipt: { action: 'approve_release', to: 'approved' },
  lapsed: { action: 'lapse', to: 'estimating' },
  withdrawn: { action: 'withdraw', to: 'estimating' },
  planned: { action: 'plan', to: 'planned' },
  new_date: { action: 'set_due_date', to: 'in_development', body: { date: '2026-12-03' } },
  live: { action: 'release', to: 'released' },
  back_in_work: { action: 'return_to_development', to: 'planned' },
  invoice: { action: 'raise_invoice', to: 'awaiting_payment' },
  paid: { action: 'record_payment', to: 'planned', body: { amount: 48_000, reference: '2026-014' } },
  your_turn: { action: 'approve_release', to: 'approved' },
  reminder: { action: 'remind', to: 'staging_review', body: { until: '2026-11-26T10:12:00Z' } },
  alarm: { action: 'alarm', to: 'new', body: { because: 'no_manager' } },
  reopened: { action: 'reopen', to: 'investigating' },
  closed: { action: 'close', to: 'closed' },
  closed_silent: { action: 'close_silent', to: 'closed' },
}

const forStaff: readonly Letter[] = [
  'assigned_to_you',
  'your_turn',
  'slot_free',
  'alarm',
  'notice',
  'mail_commands',
  'test',
]
const withoutTicket: readonly Letter[] = ['digest', 'invitation', 'mail_held', 'sign_in', 'test']
const withWords: readonly Letter[] = [
  ...(['question', 'reply', 'resolution', 'proceed', 'estimate', 'staging'] as const),
  ...(['withdrawn', 'back_in_work', 'notice', 'reminder', 'closed'] as const),
]

const told = {
  en: {
    title: 'MB WAY payments fail at checkout',
    words: 'The payment callback was answered too late on phones. It is answered at once now.',
    steps: ['Put something in the cart and go to the checkout.', 'Pay with MB WAY on a phone.'],
    line: 'Mend the payment callback',
    reason: 'A holiday lies between.',
  },
  pt: {
    title: 'Os pagamentos MB WAY falham na finalização da compra',
    words: 'A resposta do pagamento chegava tarde demais nos telemóveis. Agora chega de imediato.',
    steps: ['Ponha algo no carrinho e avance para o pagamento.', 'Pague com MB WAY num telemóvel.'],
    line: 'Corrigir a resposta do pagamento',
    reason: 'Há um feriado pelo meio.',
  },
} as const

/** What the ticket of every example is called. */
export function exampleTitle(language: Language): string {
  return told[language].title
}

/** A letter of each kind as it could be, without a database: what the settings show, and what tests look at. */
export function exampleFacts(letter: Letter, { language, agency, accent, outcome = 'refused' }: Example): LetterFacts {
  const staff = forStaff.includes(letter)
  const cause = causes[letter]
  const { words, line, reason } = told[language]
  const body = { ...cause?.body, ...(letter === 'new_date' && { reason }) }
  return {
    ...{ id: `example-${letter}`, letter, address: 'joana@vale.example', promisedAt: now },
    ...{ agency, accent, company: 'Vale Cycles', mailbox: null, threadIds: [] },
    handed: letter === 'mail_commands' ? commands[outcome] : handedTo(letter),
    reader: {
      ...{ id: 'reader', name: staff ? 'Marta Lopes' : 'Joana Matos', kind: staff ? 'staff' : 'contact' },
      ...{ language, zone: 'Europe/Lisbon' },
    },
    ticket: withoutTicket.includes(letter) ? null : ticketOf(letter, { language, stage: cause?.to ?? 'investigating' }),
    words: withWords.includes(letter)
      ? {
          ...{ by: letter === 'notice' ? 'Joana Matos' : 'Marta Lopes', text: words, channel: 'web' },
          byKind: letter === 'notice' ? 'contact' : 'staff',
          files: letter === 'staging' ? pictures : [],
        }
      : null,
    approval: approvalOf(letter),
    offer: letter === 'staging' ? offerOf(language) : null,
    linePlace: 2,
    slot: { environment: 'staging', url: 'https://staging.vale.example', waiting: null },
    ...{ roles: ['pm'], nextRow: null },
    cause: cause
      ? {
          ...{ action: cause.action, to: cause.to, at: now, by: 'Joana Matos' },
          body: letter === 'invoice' ? { lines: [{ text: line, hours: 6, amount: 48_000 }] } : body,
        }
      : null,
  }
}

function ticketOf(letter: Letter, { language, stage }: { language: Language; stage: Stage }): LetterTicket {
  const closed = letter === 'closed' || letter === 'closed_silent' || letter === 'resolution'
  return {
    ...{ id: 'ticket', number: 2041, title: told[language].title, stage, category: 'issue_with_error' },
    resolution: closed ? (letter === 'closed_silent' ? 'no_feedback' : 'resolved') : null,
    ...{ round: 1, level2: false, dueDate: '2026-12-03', releasedAt: letter === 'live' ? now : null },
    ...{
      company: 'Vale Cycles',
      currency: 'EUR',
      requester: 'Joana Matos',
      pm: 'Marta Lopes',
      developer: 'Rui Tavares',
    },
    app: { name: 'Vale Shop', productionUrl: 'https://shop.vale.example' },
    readerIs: { pm: forStaff.includes(letter), developer: false },
    circle: [{ id: 'reader', name: 'Joana Matos' }],
    assignDueAt: now.add({ hours: 5 }),
    silenceClosesAt: now.add({ hours: 72 }),
    reopenUntil: closed ? now.add({ hours: 14 * 24 }) : null,
  }
}

function approvalOf(letter: Letter): LetterApproval {
  const decided = letter === 'receipt'
  return {
    ...{ id: 'approval', version: 1, hours: 6, price: 48_000, validUntil: now.add({ hours: 28 * 24 }) },
    kind: letter === 'proceed' ? 'proceed' : letter === 'staging' || decided ? 'release' : 'estimate',
    decision: decided ? 'approved' : null,
    decidedBy: decided ? { id: 'reader', name: 'Joana Matos' } : null,
    ...{ recordedBy: null, comment: null, mine: true, deciders: ['Joana Matos'] },
  }
}

function offerOf(language: Language): LetterFacts['offer'] {
  return {
    ...{ round: 1, steps: [...told[language].steps], url: 'https://staging.vale.example', noPicturesReason: null },
    pictures: pictures.map(({ id, shows }) => ({ fileId: id, shows })),
  }
}

const picture = { type: 'image/png', size: 1, storageKey: '' }
const pictures: LetterFile[] = [
  { ...picture, id: 'before', name: 'checkout-before.png', shows: 'before' },
  { ...picture, id: 'after', name: 'checkout-after.png', shows: 'after' },
]

const commands: Record<CommandOutcome, Record<string, string>> = {
  refused: { understood: '#estimate 3h', wrong: '#plam', draft: 'We mend it.' },
  waits: { understood: '#production', confirm: 'example' },
  status: { understood: '#status', status: 'yes' },
}

function handedTo(letter: Letter): Record<string, string> {
  if (letter === 'sign_in') return { link_token: 'example', code: '042042' }
  if (letter === 'new_date') return { before: '2026-12-01' }
  if (letter === 'mail_held') return { received_at: now.toString() }
  if (letter === 'invitation') return { by: 'Marta Lopes' }
  return {}
}
