/** One Authentication-Results field (RFC 8601 §2.2): who says it, empty where nobody is named, and one entry a method. */
export type AuthenticationResults = { authservId: string; results: MethodResult[] }
export type MethodResult = { method: string; result: string; properties: Map<string, string> }

type Token = { kind: 'word' | 'quoted' | 'mark'; text: string; joined: boolean }

/**
 * Reads one field with its comments and quoted strings. Null on the slightest doubt: a server that copies a
 * stranger's domain in without quoting it must not be able to say more than it meant (D04).
 */
export function readAuthenticationResults(value: string): AuthenticationResults | null {
  const tokens = value.length > 16 * 1024 ? null : readTokens(value)
  if (!tokens) return null
  const [head = [], ...others] = splitGroups(tokens)
  const [id, version] = head
  // Microsoft 365 begins with the first method.
  const isNameless = version?.kind === 'mark'
  const groups = isNameless ? [head, ...others] : others
  if (!id || id.kind === 'mark') return null
  if (!isNameless && (head.length > 2 || (version && !/^\d+$/.test(version.text)))) return null

  const results: MethodResult[] = []
  for (const group of groups) {
    if (group.length === 0 || (group.length === 1 && group[0]?.text.toLowerCase() === 'none')) continue
    const result = readMethod(group)
    if (!result) return null
    results.push(result)
  }
  return { authservId: isNameless ? '' : id.text.toLowerCase(), results }
}

function readTokens(value: string): Token[] | null {
  const tokens: Token[] = []
  let at = 0
  let blank = true
  while (at < value.length) {
    const char = value.charAt(at)
    if (/\s/.test(char)) {
      blank = true
      at++
    } else if (char === '(') {
      const end = endOfComment(value, at)
      // A comment glued to a word on either side may be half of somebody's domain, but not behind a verdict.
      if (end < 0 || !(blank || isVerdict(tokens)) || !/^[\s;]?$/.test(value.charAt(end))) return null
      at = end
    } else {
      const found = /^(?:"((?:[^"\\]|\\.)*)"|([;=])|([^\s;="()\\,<>]+)|<([^\s;="()\\,<>]+)>)/.exec(
        value.slice(at, at + 4000),
      )
      if (!found) return null
      const kind = found[2] !== undefined ? 'mark' : found[3] !== undefined ? 'word' : 'quoted'
      const text = found[1]?.replace(/\\(.)/g, '$1') ?? found[2] ?? found[3] ?? found[4] ?? ''
      tokens.push({ kind, text, joined: !blank })
      blank = kind === 'mark'
      at += found[0].length
    }
  }
  return tokens
}

const verdict = /^(pass|fail|softfail|none|neutral|policy|temperror|permerror)$/i

/** Whether a method and what came of it were read last, as in `dmarc=pass`. */
function isVerdict(tokens: Token[]): boolean {
  const start = tokens.findLastIndex(({ kind, text }) => kind === 'mark' && text === ';') + 1
  const [, equals, result, ...more] = tokens.slice(start)
  return equals?.text === '=' && verdict.test(result?.text ?? '') && more.length === 0
}

function endOfComment(value: string, start: number) {
  let depth = 0
  for (let at = start; at < value.length; at++) {
    const char = value.charAt(at)
    if (char === '\\') at++
    else if (char === '(') depth++
    else if (char === ')') {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return -1
}

function splitGroups(tokens: Token[]) {
  const groups: Token[][] = [[]]
  for (const token of tokens) {
    if (token.kind === 'mark' && token.text === ';') groups.push([])
    else groups.at(-1)?.push(token)
  }
  return groups
}

function readMethod(group: Token[]): MethodResult | null {
  const pairs: [string, string][] = []
  for (let at = 0; at < group.length; at += 3) {
    const [name, equals, value] = group.slice(at, at + 3)
    if (name?.kind !== 'word' || equals?.kind !== 'mark' || !value || value.kind === 'mark') return null
    // Two values without a blank between them are none that a server would write.
    if (group[at + 3]?.joined) return null
    pairs.push([name.text.toLowerCase(), value.text])
  }
  const [first, ...rest] = pairs
  if (!first) return null
  const properties = new Map(rest)
  if (properties.size !== rest.length) return null
  return { method: first[0].replace(/\/\d+$/, ''), result: first[1].toLowerCase(), properties }
}
