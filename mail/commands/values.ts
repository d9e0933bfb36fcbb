import type { Category, Impact, WorkClass } from '../../domain/ticket.ts'
import type { TimeTag } from '../../domain/time-entry.ts'
import { plain } from './verbs.ts'

/** One value by all the ways to write it, the first of which is shown. */
type Sayings<Value extends string> = Record<Value, readonly [string, ...string[]]>

const categories: Sayings<Category> = {
  question: ['question', 'pergunta', 'questao', 'duvida'],
  urgent_issue: ['urgent issue', 'urgent', 'problema urgente', 'urgente'],
  server_issue: ['server issue', 'server', 'problema de servidor', 'servidor'],
  issue_with_error: ['issue with error', 'with error', 'error', 'problema com erro', 'com erro', 'erro'],
  issue_no_error: ['issue no error', 'no error', 'without error', 'problema sem erro', 'sem erro'],
}

const workClasses: Sayings<WorkClass> = {
  bug_fix: ['bug fix', 'bug', 'fix', 'correcao', 'correcao de erro'],
  feature_request: ['feature request', 'feature', 'nova funcionalidade', 'funcionalidade'],
  enhancement: ['enhancement', 'improvement', 'melhoria'],
  routine_maintenance: ['routine maintenance', 'maintenance', 'manutencao de rotina', 'manutencao'],
}

/** What an urgent ticket may stop (R089–R095). */
const impacts: Sayings<Impact> = {
  checkout: ['checkout', 'finalizacao da compra'],
  payments: ['payments', 'payment', 'pagamentos', 'pagamento'],
  website: ['website', 'site', 'site down', 'website down', 'site em baixo'],
  login: ['login', 'authentication', 'autenticacao'],
  emails: ['emails', 'email', 'mail', 'correio'],
  forms: ['forms', 'form', 'formularios', 'formulario'],
  integrations: ['integrations', 'integration', 'integracoes', 'integracao'],
  other: ['other', 'outro', 'outra'],
}

const tagSayings: Sayings<TimeTag> = {
  ProjectManagement: ['projectmanagement', 'project management', 'pm', 'gestao de projeto'],
  Meetings: ['meetings', 'meeting', 'reunioes', 'reuniao'],
}

/** Readers of the closed lists: the value somebody wrote, in either language; null for anything else. */
export const readCategory = readerOf(categories)
export const readWorkClass = readerOf(workClasses)
export const readImpact = readerOf(impacts)
export const readTag = readerOf(tagSayings)

/** How the values of a list are written, for whoever wrote something else. */
export const categoryNames = namesOf(categories)
export const workClassNames = namesOf(workClasses)

/**
 * A length of time as people write it, in minutes: `3h`, `2,5 h`, `1h30`, `45m`, `90 min`, `3 horas`; a number alone is
 * hours. null for anything else.
 */
export function readMinutes(text: string): number | null {
  const said = plain(text).replaceAll(',', '.')
  const both = /^(\d{1,4}) ?(?:h|hours?|horas?|:) ?(\d{1,2}) ?(?:m|min|mins|minutes?|minutos?)?$/.exec(said)
  if (both) return whole(Number(both[1]) * 60 + Number(both[2]))
  const hours = /^(\d{1,4}(?:\.\d{1,2})?) ?(?:h|hours?|horas?|hrs?)?$/.exec(said)
  if (hours) return whole(Number(hours[1]) * 60)
  const minutes = /^(\d{1,4}) ?(?:m|min|mins|minutes?|minutos?)$/.exec(said)
  return minutes ? whole(Number(minutes[1])) : null
}

/** An address that a browser opens, alone; mail programs put it between brackets. */
export function readAddress(text: string): string | null {
  const bare = text.replace(/^<(.*)>$/, '$1')
  return /^https?:\/\/\S+$/i.test(bare) && URL.canParse(bare) ? bare : null
}

function whole(minutes: number): number | null {
  return minutes > 0 && Number.isInteger(minutes) ? minutes : null
}

function readerOf<Value extends string>(sayings: Sayings<Value>): (text: string) => Value | null {
  const bySaying = new Map<string, Value>()
  for (const value in sayings) for (const saying of sayings[value]) bySaying.set(saying, value)
  return (text) =>
    bySaying.get(
      plain(text)
        .replaceAll(/[_\-.,;:!]+/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    ) ?? null
}

function namesOf(sayings: Record<string, readonly [string, ...string[]]>): string[] {
  return Object.values(sayings).map(([first]) => first)
}
