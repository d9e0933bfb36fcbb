import type { OpenWork } from '../../../../db/work/open-work.ts'
import type { Language, Role } from '../../../../domain/ticket.ts'
import type { Turn } from '../../../../domain/turn.ts'
import { shortName } from '../../../face.server.ts'
import { type Manner, sayDate, sayNear } from '../../../moment.server.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { type LineWords, lineEn } from '../../../words/line-en.server.ts'
import { linePt } from '../../../words/line-pt.server.ts'
import { workspaceWords } from '../../../words/workspace.server.ts'
import type { FormWords, LineDeed } from './panel.tsx'

const dictionaries = { en: lineEn, pt: linePt }

/** What the lines of the developers say, in the language of their reader. */
export function lineWords(language: Language): LineWords {
  return dictionaries[language]
}

/** What is known of a ticket at a glance: app, estimate, date, how long it stands where it stands. */
export function aboutOf(work: OpenWork, seen: Manner): string[] {
  const words = lineWords(seen.language)
  const { appName, companyName, stage, estimateHours, dueDate, stageSince } = work
  const lacksEstimate = estimateHours === null && (stage === 'planned' || stage === 'in_development')
  return [
    appName ? `${appName}, ${companyName}` : companyName,
    ...(estimateHours === null ? [] : [words.hours(sayNumber(estimateHours, seen.language))]),
    ...(lacksEstimate ? [words.noEstimate] : []),
    ...(dueDate ? [words.due(sayDate(dueDate, seen))] : []),
    words.since(sayNear(stageSince, seen)),
  ]
}

/** What keeps planned work from being begun, besides its place in line. */
export function hindranceOf(work: OpenWork, language: Language): string | null {
  const words = lineWords(language)
  const { stage, scopeClearAt, priority, funding, budget } = work
  if (stage === 'planned' && funding === 'budget' && budget === 'no') return words.budgetNo
  if (stage === 'planned' && funding === 'budget' && budget === 'unchecked') return words.budgetOpen
  return scopeClearAt === null && priority !== 'urgent' ? words.scopeOpen : null
}

/** What a turn asks for, in words. */
export function stepOf({ role, action }: Turn, language: Language): string {
  const words: Partial<Record<string, string | Partial<Record<Role, string>>>> = lineWords(language).step
  const said = words[action]
  if (typeof said === 'string') return said
  return said?.[role] ?? deskWordsFor(language).next.testing
}

/** Whose turns these are, as short as colleagues say it; people by name where there is one. */
export function whoseTurn(turns: Turn[], work: OpenWork, language: Language): string {
  const { somebody } = lineWords(language)
  const named = (role: Role) =>
    role === 'pm' ? work.pm?.name : role === 'developer' ? work.developer?.name : undefined
  return [...new Set(turns.map(({ role }) => named(role) ?? somebody[role]))].map(short).join(', ')
}

function short(name: string): string {
  return /^\p{Lu}/u.test(name) ? shortName(name) : name
}

function sayNumber(value: number, language: Language): string {
  return language === 'pt' ? String(value).replace('.', ',') : String(value)
}

/** The sentences of the form of one deed. */
export function formWords(deed: LineDeed, language: Language): FormWords {
  const { action, field } = workspaceWords(language)
  const label = (name: string) => field[name] ?? name
  return {
    ...{ send: action[deed], leave: lineWords(language).leave },
    ...{ reason: label('reason'), pull_request: label('pull_request'), notes: label('notes') },
  }
}
