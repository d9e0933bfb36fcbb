import { sentences } from '../writing/decide-words.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forStaff, glance, quoted, ticketOf } from '../writing/letter-words.ts'
import { sayDay } from '../writing/moment-words.ts'
import { sayTurn, type Turn } from '../writing/turn-words.ts'

const words = {
  en: { heading: (task: string) => `Your turn: ${task}`, due: 'Expected by' },
  pt: { heading: (task: string) => `É a sua vez: ${task}`, due: 'Previsto até' },
} as const

/** What one of us is to do now, from what was just done and their part in the ticket (spec §5). It quotes no note. */
export const yourTurn: Letter = {
  voice: 'house',
  write(writing) {
    const { number, dueDate } = ticketOf(writing)
    const { language } = writing.reader
    const said = words[language]
    const [first = 'look', ...others] = turnsOf(writing)
    const { task, note } = sayTurn(first, number, language)
    return content({
      heading: said.heading(task),
      paragraphs: sentences(note, ...others.map((turn) => said.heading(sayTurn(turn, number, language).task))),
      words: quoted(writing.words, writing.agency),
      facts: [...glance(writing), ...(dueDate ? [{ name: said.due, value: sayDay(dueDate, language) }] : [])],
      ...forStaff(writing),
    })
  },
}

/** All that is theirs now: whoever has several roles may have several turns in one letter. */
function turnsOf(writing: Writing): Turn[] {
  const { cause, roles } = writing
  const { readerIs } = ticketOf(writing)
  const lead = roles.includes('support_lead')
  const accounts = roles.includes('accounts')
  const some = (...given: (Turn | false)[]) => given.filter((turn) => turn !== false)
  switch (cause?.action) {
    case 'escalate':
      return ['validate']
    case 'return_to_support':
      return ['returned']
    case 'replicate':
      return ['set_date']
    case 'de_escalate':
      return ['validate_again']
    case 'change_funding':
      return [cause.to === 'estimating' ? 'agree_again' : 'check_budget']
    case 'revise':
      return some(lead && 'estimate_again', readerIs.developer && 'lay_down')
    case 'validate':
      return ['replicate']
    case 'confirm_scope':
      return ['estimate']
    case 'estimate':
      return ['send_estimate']
    case 'plan':
      return cause.to === 'invoicing' ? ['raise_invoice'] : ['clear_scope']
    case 'approve':
      return some(
        readerIs.pm && approvedTo(cause.to),
        lead && cause.to === 'planned' && 'clear_scope',
        accounts && cause.to === 'invoicing' && 'raise_invoice',
        roles.includes('budget_controller') && cause.to === 'planned' && 'check_budget',
      )
    case 'decline':
      return [cause.to === 'closed' ? 'declined_closed' : 'declined']
    case 'check_budget':
      return [cause.body.ok === true ? 'budget_yes' : 'budget_no']
    case 'record_payment':
    case 'work_before_payment':
      return ['clear_scope']
    case 'clear_scope':
      return ['start']
    case 'finish':
      return ['test']
    case 'tick':
      return [afterTick(writing)]
    case 'fail_test':
      return some(readerIs.developer && 'fix_again', readerIs.pm && 'failed')
    case 'approve_release':
      return ['move_to_production']
    case 'request_changes':
      return some(readerIs.developer && 'changes_developer', readerIs.pm && 'changes')
    case 'move_to_production':
      return ['release']
    case 'release':
      return ['close']
    case 'return_to_development':
      return ['fix_again']
    default:
      return ['look']
  }
}

function approvedTo(to: string): Turn {
  if (to === 'investigating') return 'go_on'
  return to === 'invoicing' ? 'approved_invoicing' : 'approved'
}

function afterTick({ nextRow, slot }: Writing): Turn {
  if (nextRow === 'compliance') return 'test'
  if (nextRow === 'workflow') return 'test_workflows'
  if (nextRow === 'acceptance') return 'test_acceptance'
  if (slot === null) return 'pass_on'
  return slot.waiting === null ? 'offer' : 'wait_for_staging'
}
