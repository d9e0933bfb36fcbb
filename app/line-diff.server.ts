import { diffLines } from 'diff'

/** A line of two versions: in both, only in the newer, only in the older; `skipped` stands for lines left out. */
export type DiffLine = { place: number; kind: 'same' | 'added' | 'gone' | 'skipped'; text: string }

const around = 2
/** Two texts that have nothing in common could take minutes to compare; nobody would read the outcome. */
const patience = 300

/** What a text says anew, line by line, with two lines around each change. Empty when nothing changed. */
export function compareLines(before: string, after: string): DiffLine[] {
  const changes = diffLines(ended(before), ended(after), { timeout: patience, stripTrailingCr: true })
  if (!changes) return placed([...linesOf(before, 'gone'), ...linesOf(after, 'added')])
  const lines = changes.flatMap(({ value, added, removed }) =>
    linesOf(value.replace(/\n$/, ''), added ? 'added' : removed ? 'gone' : 'same'),
  )
  return lines.every(({ kind }) => kind === 'same') ? [] : shorten(placed(lines))
}

/** Each text ends its last line, so that a line after it does not change it. */
function ended(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`
}

type Line = Omit<DiffLine, 'place'>

function placed(lines: Line[]): DiffLine[] {
  return lines.map((line, place) => ({ place, ...line }))
}

function linesOf(text: string, kind: DiffLine['kind']): Line[] {
  return text.split('\n').map((line) => ({ kind, text: line }))
}

function shorten(lines: DiffLine[]): DiffLine[] {
  const changed = lines.flatMap(({ kind }, place) => (kind === 'same' ? [] : [place]))
  const near = new Set(changed.flatMap((place) => [-2, -1, 0, 1, around].map((off) => place + off)))
  return lines.flatMap((line, place) => {
    if (near.has(place)) return [line]
    return near.has(place + 1) || place === lines.length - 1 ? [{ place, kind: 'skipped' as const, text: '…' }] : []
  })
}
