/** Whether a reader sees what stands in an element: `small` is unseen unless a larger size is said inside it. */
export type Sight = 'seen' | 'small' | 'hidden'

const hides: RegExp[] = [
  /(?:^|;)\s*display\s*:\s*none\b/i,
  /(?:^|;)\s*visibility\s*:\s*(?:hidden|collapse)\b/i,
  /(?:^|;)\s*mso-hide\s*:\s*all\b/i,
  /(?:^|;)\s*opacity\s*:\s*0*\.?0+%?\s*(?:!important\s*)?(?:;|$)/i,
]
const fontSize = /(?:^|;)\s*font(?:-size\s*:\s*|\s*:[^;]{0,100}?\s)([\d.]+)(?:px|pt|r?em|%)?(?=[\s;/!]|$)/i

/**
 * What a start tag says about whether its content is seen, by the attributes that mail programs heed; what surrounds it
 * may hide it already. Words that nobody saw when they were sent are not their writer's words (T18).
 */
export function sightOf(source: string, outer: Sight): Sight {
  if (outer === 'hidden') return outer
  if (/\shidden[\s=>/]/i.test(source) && /\shidden[\s=>/]/i.test(source.replace(/"[^"]*"|'[^']*'/g, '""')))
    return 'hidden'
  const found = /\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*))/i.exec(source)
  const style = found?.[1] ?? found?.[2] ?? found?.[3]
  if (!style) return outer
  if (hides.some((pattern) => pattern.test(style))) return 'hidden'
  const size = fontSize.exec(style)?.[1]
  if (size === undefined) return outer
  return Number(size) === 0 ? 'small' : 'seen'
}

/** Elements that end where one of their own name begins, as nobody has to close them. */
const endedBySame = new Set(['p', 'li', 'td', 'th', 'tr', 'dd', 'dt', 'option'])

/** Whether an element that was left open ends where this one begins (HTML §13.1.2.4). */
export function endsBefore(open: string, name: string, isBlock: boolean): boolean {
  return (open === 'p' && isBlock) || (open === name && endedBySame.has(name))
}
