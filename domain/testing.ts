import type { Language, Role, RowKind, TestRow, Ticket } from './ticket.ts'

/** Who ticks a row of each kind (R032, R033, R150). */
export const testedBy = { compliance: 'pm', workflow: 'support_lead', acceptance: 'qa' } as const satisfies Record<
  RowKind,
  Role
>

const ownWords = {
  compliance: {
    en: 'The solution does what was communicated',
    pt: 'A solução faz o que foi comunicado',
  },
  workflow: {
    en: 'No known workflow is on file for this app',
    pt: 'Não há fluxos conhecidos registados para esta aplicação',
  },
  acceptance: {
    en: 'No acceptance criteria are on file',
    pt: 'Não há critérios de aceitação registados',
  },
} as const satisfies Record<RowKind, Record<Language, string>>

/** What a row is called: the words it was written with, or the house's own in the reader's language. */
export function rowTitle({ kind, title }: { kind: RowKind; title: string | null }, language: Language): string {
  return title ?? ownWords[kind][language]
}

/** The acceptance criteria of a ticket as single lines to try; bullets and numbers of a list are not part of them. */
export function criteriaIn(text: string | null): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.replace(/^\s*(?:[-*•]|\d+[.)])\s+/, '').trim())
    .filter((line) => line !== '')
}

/** The rows as they are once this one has its result. */
export function rowsAfter(rows: readonly TestRow[], rowId: string, result: TestRow['result']): TestRow[] {
  return rows.map((row) => (row.id === rowId ? { ...row, result } : row))
}

/** Whether there are rows and each of them passed (R035). */
export function allPass(rows: readonly TestRow[]): boolean {
  return rows.length > 0 && rows.every(({ result }) => result === 'passed')
}

/** A row to be written for a try, before anybody looked at it. */
export type EmptyRow = { kind: RowKind; title: string | null; workflowRevisionId: string | null }

/**
 * The checklist of a try, in the order it is worked through: does it do what was communicated (R032), do the known
 * workflows still run (R033; none on file is a row to be acknowledged), does it meet the acceptance criteria (level 2).
 * Known workflows concern code only.
 */
export function rowsFor(
  { needsCode, level2, acceptanceCriteria }: Pick<Ticket, 'needsCode' | 'level2' | 'acceptanceCriteria'>,
  workflows: readonly { title: string; revisionId: string }[],
): EmptyRow[] {
  const own = (kind: RowKind): EmptyRow => ({ kind, title: null, workflowRevisionId: null })
  const known = workflows.map(({ title, revisionId }) => ({
    ...own('workflow'),
    title,
    workflowRevisionId: revisionId,
  }))
  const criteria = criteriaIn(acceptanceCriteria).map((title) => ({ ...own('acceptance'), title }))
  return [
    own('compliance'),
    ...(needsCode === false ? [] : known.length > 0 ? known : [own('workflow')]),
    ...(level2 ? (criteria.length > 0 ? criteria : [own('acceptance')]) : []),
  ]
}
