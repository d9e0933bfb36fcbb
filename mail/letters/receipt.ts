import type { LetterApproval } from '../../db/letters/letter-approval.ts'
import { destinationsOf } from '../../domain/lifecycle.ts'
import { undoUntil } from '../../domain/sla.ts'
import type { Stage } from '../../domain/stage.ts'
import { sayPlace } from '../writing/amount-words.ts'
import { sayOffer, sentences } from '../writing/decide-words.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forContact, ticketOf } from '../writing/letter-words.ts'
import { sayMoment, sayTime } from '../writing/moment-words.ts'

const words = {
  en: {
    what: {
      proceed: 'yes, we proceed',
      approve: (what: string) => `${what} approved`,
      work: 'the work is',
      decline: 'not approved',
      approve_release: 'OK, release it',
      request_changes: 'NOT OK, it needs changes',
      undo: 'the decision was taken back',
    },
    heading: (what: string, number: number) => `Recorded: ${what}. Ticket #${number}.`,
    by: (who: string, moment: string) => `${who} decided this on ${moment}.`,
    phone: (who: string, recorder: string, moment: string) =>
      `${who} decided this on the phone; ${recorder} wrote it down on ${moment}.`,
    undone: (who: string, moment: string) => `${who} took it back on ${moment}. The question is open again.`,
    undo: (time: string) => `Was that wrong? You can take it back until ${time}.`,
    place: (place: string) => `It is planned, ${place} in line.`,
    next: {
      investigating: 'We look into it and come back to you.',
      planned: 'It is planned.',
      invoicing: 'The invoice is on its way; the work starts when it is paid.',
      approved: 'We release it, and tell you as soon as it is live.',
      estimating: 'We come back to you with what we suggest instead.',
      closed: 'The ticket is closed.',
    },
    button: { undo: 'See or take it back', see: 'See the ticket' },
    facts: { ticket: 'Ticket', comment: 'Said with it' },
  },
  pt: {
    what: {
      proceed: 'sim, avançamos',
      approve: (what: string) => `${what}: aprovado`,
      work: 'o trabalho',
      decline: 'não aprovado',
      approve_release: 'OK, pode passar para produção',
      request_changes: 'NÃO APROVADO, precisa de alterações',
      undo: 'a decisão foi anulada',
    },
    heading: (what: string, number: number) => `Registado: ${what}. Pedido #${number}.`,
    by: (who: string, moment: string) => `Decidido por ${who} em ${moment}.`,
    phone: (who: string, recorder: string, moment: string) =>
      `Decidido por ${who} ao telefone; registado por ${recorder} em ${moment}.`,
    undone: (who: string, moment: string) => `Anulado por ${who} em ${moment}. A pergunta está de novo em aberto.`,
    undo: (time: string) => `Foi engano? Pode anular a decisão até às ${time}.`,
    place: (place: string) => `Está planeado: é o ${place} da fila.`,
    next: {
      investigating: 'Vamos analisar e voltamos a falar consigo.',
      planned: 'Está planeado.',
      invoicing: 'A fatura vai a caminho; o trabalho começa quando estiver paga.',
      approved: 'Passamos para produção e avisamos assim que estiver disponível.',
      estimating: 'Voltamos com outra proposta.',
      closed: 'O pedido está fechado.',
    },
    button: { undo: 'Ver ou anular', see: 'Ver o pedido' },
    facts: { ticket: 'Pedido', comment: 'Dito com a decisão' },
  },
} as const

/** What was decided, by whom, and until when whoever decided may take it back (mail §3). */
export const receipt: Letter = {
  voice: 'house',
  write(writing) {
    const ticket = ticketOf(writing)
    const { cause, reader, approval } = writing
    const said = words[reader.language]
    const until = undoTime(writing)
    const comment = cause?.action === 'undo' ? null : saidWith(approval)
    return content({
      heading: said.heading(decidedWhat(writing), ticket.number),
      paragraphs: sentences(decidedBy(writing), whatNext(writing, cause?.to), until && said.undo(until)),
      facts: [
        { name: said.facts.ticket, value: ticket.title },
        ...(comment ? [{ name: said.facts.comment, value: comment }] : []),
      ],
      ...endingOf(writing, until ? said.button.undo : null),
    })
  },
}

function endingOf(writing: Writing, undo: string | null) {
  const ending = forContact(writing, undo ?? words[writing.reader.language].button.see)
  const { decideUrl } = writing
  return undo && decideUrl ? { ...ending, button: { ...ending.button, url: decideUrl } } : ending
}

function decidedWhat(writing: Writing): string {
  const { what } = words[writing.reader.language]
  const action = writing.cause?.action
  if (action === 'decline' || action === 'approve_release' || action === 'request_changes' || action === 'undo')
    return what[action]
  if (!writing.approval || writing.approval.kind === 'proceed') return what.proceed
  return what.approve(sayOffer(writing) || what.work)
}

/** What is written down for somebody is theirs: the event names the one who wrote, the approval the one who decided. */
function decidedBy({ cause, approval, reader, promisedAt, agency }: Writing): string {
  const said = words[reader.language]
  const [who, moment] = [cause?.by ?? agency, sayMoment(cause?.at ?? promisedAt, reader)]
  if (cause?.action === 'undo') return said.undone(who, moment)
  if (!approval?.recordedBy) return said.by(who, moment)
  return said.phone(approval.decidedBy?.name ?? who, approval.recordedBy, moment)
}

function whatNext({ reader, linePlace, cause }: Writing, to: Stage | undefined): string | null {
  const said = words[reader.language]
  if (cause?.action === 'undo') return null
  if (to === 'planned' && linePlace !== null) return said.place(sayPlace(linePlace, reader.language))
  const next: Partial<Record<Stage, string>> = said.next
  return (to && next[to]) ?? null
}

/** Only whoever decided may take it back, and only from some stages. */
function undoTime({ cause, approval, reader }: Writing): string | null {
  const isTheirs = approval?.decidedBy?.id === reader.id && approval.decision !== null
  if (!cause || !isTheirs || cause.action === 'undo' || destinationsOf('undo', cause.to).length === 0) return null
  return sayTime(undoUntil(cause.at), reader)
}

function saidWith(approval: LetterApproval | null): string | null {
  return approval?.comment?.trim() || null
}
