/** What the machine-readable part of a delivery report says; `arrived` when it reports success alone. */
export type DeliveryStatus = {
  recipients: string[]
  codes: string[]
  diagnostic: string
  delayed: boolean
  arrived: boolean
}

type Group = Map<string, string>

/** Reads the field groups of RFC 3464 §2: one group for the message, then one for each recipient. */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const groups = readGroups(text).filter((group) => recipientOf(group) !== '')
  const actions = groups.map((group) => (group.get('action') ?? 'failed').toLowerCase().trim())
  const arrived = groups.length > 0 && actions.every((action) => /^(delivered|relayed|expanded)/.test(action))
  const failed = groups.filter((_, at) => !/^(delivered|relayed|expanded)/.test(actions[at] ?? ''))
  // Beside one that failed, a delay does not say why.
  const final = groups.filter((_, at) => actions[at]?.startsWith('failed'))
  const telling = final.length > 0 ? final : failed
  return {
    recipients: [...new Set(failed.map(recipientOf))],
    codes: telling.flatMap((group) => /[245]\.\d{1,3}\.\d{1,3}/.exec(group.get('status') ?? '')?.[0] ?? []),
    diagnostic: telling
      .flatMap((group) => group.get('diagnostic-code') ?? [])
      .join('\n')
      .slice(0, 4000),
    delayed:
      failed.length > 0 &&
      actions.every((action) => !action.startsWith('failed')) &&
      actions.some((action) => action.startsWith('delayed')),
    arrived,
  }
}

function readGroups(text: string): Group[] {
  const groups: Group[] = [new Map()]
  let last = ''
  for (const line of text.split(/\r?\n/).slice(0, 2000)) {
    const group = groups.at(-1)
    const field = /^\s?([A-Za-z][A-Za-z-]{2,40})[ \t]*:(.*)$/.exec(line)
    if (line.trim() === '') groups.push(new Map())
    else if (/^[ \t]/.test(line) && last !== '') group?.set(last, `${group.get(last) ?? ''} ${line.trim()}`)
    else if (field) {
      last = (field[1] ?? '').toLowerCase()
      // Some servers write several recipients into one group.
      if (last === 'final-recipient' && group?.has(last))
        groups.push(new Map([...group].filter(([name]) => name === 'action' || name === 'status')))
      groups.at(-1)?.set(last, (field[2] ?? '').trim())
    }
  }
  return groups
}

function recipientOf(group: Group) {
  for (const name of ['final-recipient', 'original-recipient', 'original-rcpt-to', 'x-actual-recipient']) {
    const value = (group.get(name) ?? '')
      .replace(/^[^;]*;/, '')
      .replace(/(?<=@\S{1,255})\s*\([^()]{0,200}\)\s*$/, '')
      .replace(/[<>"\s]/g, '')
      .toLowerCase()
    if (/^[^@]+@[^@]+$/.test(value)) return value
  }
  return ''
}
