/**
 * What may follow a command: nothing; something on its line (`argument`); words, on its line or below (`words`); both
 * (`argument and words`); or a remark on its line that may be left out (`remark`).
 */
type Takes = 'nothing' | 'argument' | 'words' | 'argument and words' | 'remark'

type Verb = { takes: Takes; says: readonly string[]; example: string; audience: 'customer' | 'us' | null }

/**
 * Every command of mail §4 by the name of this house: how it may be written in both languages, without accents, what
 * follows it, and who reads its words.
 */
// biome-ignore format: one line a command reads as the table it is
export const verbs = {
  note:       { takes: 'words',              says: ['note', 'nota'],                       example: '#note',                               audience: 'us' },
  take:       { takes: 'nothing',            says: ['take', 'assumir'],                    example: '#take',                               audience: null },
  assign:     { takes: 'argument',           says: ['assign', 'atribuir'],                 example: '#assign Rui',                         audience: null },
  category:   { takes: 'argument',           says: ['category', 'categoria'],              example: '#category server issue',              audience: null },
  urgent:     { takes: 'argument',           says: ['urgent', 'urgente'],                  example: '#urgent checkout',                    audience: 'us' },
  ask:        { takes: 'words',              says: ['ask', 'perguntar'],                   example: '#ask',                                audience: 'customer' },
  scope:      { takes: 'argument and words', says: ['scope', 'ambito'],                    example: '#scope bug fix',                      audience: 'us' },
  estimate:   { takes: 'argument',           says: ['estimate', 'estimativa', 'estimar'],  example: '#estimate 3h',                        audience: null },
  send:       { takes: 'words',              says: ['send', 'enviar'],                     example: '#send',                               audience: 'customer' },
  plan:       { takes: 'remark',             says: ['plan', 'planear'],                    example: '#plan',                               audience: null },
  pass:       { takes: 'nothing',            says: ['pass', 'passa', 'passou'],            example: '#pass',                               audience: null },
  fail:       { takes: 'words',              says: ['fail', 'falha', 'falhou'],            example: '#fail',                               audience: 'us' },
  staging:    { takes: 'argument and words', says: ['staging'],                            example: '#staging https://staging.example',    audience: 'customer' },
  production: { takes: 'remark',             says: ['production', 'producao'],             example: '#production',                         audience: null },
  resolve:    { takes: 'words',              says: ['resolve', 'resolver'],                example: '#resolve',                            audience: 'customer' },
  close:      { takes: 'remark',             says: ['close', 'fechar'],                    example: '#close',                              audience: 'customer' },
  log:        { takes: 'argument',           says: ['log', 'registar'],                    example: '#log 45m Meetings',                   audience: null },
  status:     { takes: 'nothing',            says: ['status', 'estado'],                   example: '#status',                             audience: null },
} as const satisfies Record<string, Verb>

export type VerbName = keyof typeof verbs

const names = Object.keys(verbs).filter((name): name is VerbName => name in verbs)

const bySaying = new Map<string, VerbName>(
  names.flatMap((name) => verbs[name].says.map((saying) => [saying, name] as const)),
)

/** The command that somebody wrote, in either language; accents and capitals aside. null for any other word. */
export function verbNamed(word: string): VerbName | null {
  return bySaying.get(plain(word)) ?? null
}

/** The ways to write a command that differ from this word by one letter, or by two neighbours changed places. */
export function verbsLike(word: string): string[] {
  const written = plain(word)
  return [...bySaying.keys()].filter((saying) => isOneSlip(written, saying)).map((saying) => `#${saying}`)
}

/** Without accents, capitals and double blanks. */
export function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/\s+/g, ' ').trim()
}

function isOneSlip(written: string, meant: string): boolean {
  const [long, short] = written.length >= meant.length ? [written, meant] : [meant, written]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at++
  const [rest, other] = [short.slice(at), long.slice(at)]
  if (long.length > short.length) return rest === other.slice(1)
  const swapped = `${other[1] ?? ''}${other[0] ?? ''}${other.slice(2)}`
  return rest.slice(1) === other.slice(1) || rest === swapped
}
