import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** Who sent a mail, which ticket it means and what proves it: every known way to get that wrong, and where ours is shown. */
const cases: [id: string, what: string, shownIn: string][] = [
  ['F01', 'two From fields', 'receiving/forged-commands'],
  ['F02', 'blanks and folds in the name of the field', 'receiving/forged-commands'],
  ['F03', 'several mailboxes in From', 'receiving/forged-commands'],
  ['F04', 'an encoded address', 'receiving/forged-commands'],
  ['F05', 'a name that looks like an address', 'receiving/forged-commands'],
  ['F06', 'routes, comments and groups', 'receiving/forged-commands'],
  ['F07', 'a quoted local part', 'receiving/forged-commands'],
  ['F08', 'NUL and control characters', 'receiving/forged-commands'],
  ['F09', 'letters that look alike', 'receiving/forged-commands'],
  ['F10', 'case, dots and plus', 'receiving/forged-commands'],
  ['F11', 'Reply-To as identity', 'receiving/forged-commands'],
  ['F12', 'Sender and Resent-From', 'receiving/forged-commands'],
  ['F13', 'a forwarded From', 'receiving/forged-commands'],
  ['F14', 'fields that only we write', 'receiving/forged-commands'],
  ['F15', 'no From', 'receiving/forged-commands'],
  ['F16', 'somebody who left', 'receiving/forged-commands'],
  ['F17', 'an address that went to somebody else', 'receiving/forged-commands'],
  ['T01', 'a forged In-Reply-To', 'receiving/forged-commands'],
  ['T02', 'a known id in a stranger’s References', 'receiving/forged-commands'],
  ['T03', 'the number in a subject', 'receiving/forged-commands'],
  ['T04', 'a number in the words', 'receiving/forged-commands'],
  ['T05', 'a guessed token', 'receiving/forged-commands'],
  ['T06', 'a token used by somebody else', 'receiving/forged-commands'],
  ['T07', 'token and References that differ', 'receiving/forged-commands'],
  ['T08', 'a token in capitals', 'receiving/forged-commands'],
  ['T09', 'a tag that was stripped', 'receiving/forged-commands'],
  ['T10', 'a token that ran out', 'receiving/forged-commands'],
  ['T11', 'people in Cc', 'receiving/forged-commands'],
  ['T12', 'a stranger’s mail to a reply address', 'receiving/ticket-cases'],
  ['T13', 'two tickets in To', 'receiving/forged-commands'],
  ['T14', 'one id, two mails', 'receiving/forged-commands'],
  ['T15', 'no id', 'receiving/forged-commands'],
  ['T16', 'several ids', 'receiving/ticket-cases'],
  ['T17', 'a ticket that was merged', 'receiving/forged-commands'],
  ['T18', 'two forms of a mail that differ', 'receiving/ticket-cases'],
  ['D01', 'a verdict the sender wrote', 'evidence/evidence'],
  ['D02', 'no verdict', 'receiving/origin'],
  ['D03', 'several verdicts', 'evidence/evidence'],
  ['D04', 'words smuggled into a verdict', 'evidence/evidence'],
  ['D05', 'a pass for somebody else', 'evidence/own-check'],
  ['D06', 'a signature over a part', 'evidence/own-check'],
  ['D07', 'fields that nobody signed', 'evidence/own-check'],
  ['D08', 'a signed mail sent again', 'receiving/origin'],
  ['D09', 'weak keys, old hashes, signatures that ran out', 'evidence/own-check'],
  ['D10', 'what a list passed on', 'evidence/own-check'],
  ['D11', 'a DNS that does not answer', 'receiving/origin'],
  ['D12', 'mailboxes of one provider', 'receiving/origin'],
  ['D13', 'a mail smuggled into another', 'evidence/own-check'],
]

/** What cannot be shown here, and why: no case, but a part of one. */
const notHere = {
  D12: 'A probe of a provider’s own mark needs an account with that provider; without a mark nothing is proven, which is shown.',
  D13: 'Nobody who reads a mailbox sees that a mail was smuggled; that the sending server alone gives us no power is shown.',
  T05: 'A million guesses prove nothing that the length of the token does not; that one is refused unasked is shown.',
}

test('every case of sender, ticket and proof is named once', () => {
  const ids = [...many('F', 17), ...many('T', 18), ...many('D', 13)]
  expect(cases.map(([id]) => id)).toEqual(ids)
  expect(ids).toEqual(expect.arrayContaining(Object.keys(notHere)))
})

test.each(cases)('%s %s is shown in %s', async (id, _what, shownIn) => {
  const source = await readFile(join(import.meta.dirname, `${shownIn}.test.ts`), 'utf8')
  // In a title or in a table of titles: a string that begins with the id, or names it.
  expect(source).toMatch(new RegExp(`['"\`(][^'"\`\\n]*\\b${id}\\b`))
})

test('no mail test names a case that does not exist', async () => {
  const known = new Set(cases.map(([id]) => id))
  for (const file of await readdir(import.meta.dirname, { recursive: true })) {
    if (!file.endsWith('.test.ts')) continue
    const source = await readFile(join(import.meta.dirname, file), 'utf8')
    for (const [id] of source.matchAll(/\b[FTD](?:0[1-9]|1\d)\b(?!:)/g))
      expect(known, `${file} names ${id}`).toContain(id)
  }
})

function many(letter: string, count: number): string[] {
  return Array.from({ length: count }, (_, at) => `${letter}${String(at + 1).padStart(2, '0')}`)
}
