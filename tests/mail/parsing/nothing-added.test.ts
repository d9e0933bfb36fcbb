import { expect, test } from 'vitest'
import type { PlainMail } from '../../../mail/parsing/inbound-mail.ts'
import { readMail } from '../../../mail/parsing/read-mail.ts'
import { fc } from '../../support/property.ts'
import { rawMail } from '../../support/raw-mail.ts'

type Part =
  | { kind: 'mixed' | 'alternative' | 'related'; parts: Part[] }
  | { kind: 'plain' | 'html' | 'file'; word: string }

/** A mail of any shape in which each part says one word of its own. */
const { part } = fc.letrec<{ part: Part; leaf: Part; group: Part }>((tie) => ({
  part: fc.oneof({ maxDepth: 4, depthSize: 'small' }, tie('leaf'), tie('group')),
  leaf: fc.record({ kind: fc.constantFrom('plain', 'html', 'file'), word: fc.stringMatching(/^w[a-z0-9]{9}$/) }),
  group: fc.record({
    kind: fc.constantFrom('mixed', 'alternative', 'related'),
    parts: fc.array(tie('part'), { minLength: 1, maxLength: 4 }),
  }),
}))

function wordsIn(given: Part): string[] {
  return 'parts' in given ? given.parts.flatMap(wordsIn) : [given.word]
}

/** The lines of a part, headers and all. */
function linesOf(given: Part, place: string): string {
  if ('parts' in given) {
    const inner = given.parts.map((one, at) => `--b${place}\n${linesOf(one, `${place}.${at}`)}`)
    return `Content-Type: multipart/${given.kind}; boundary="b${place}"\n\n${inner.join('\n')}\n--b${place}--`
  }
  const { kind, word } = given
  if (kind === 'plain') return `Content-Type: text/plain; charset=utf-8\n\n${word}\n`
  if (kind === 'html') return `Content-Type: text/html; charset=utf-8\n\n<p>${word}</p>\n`
  return `Content-Type: application/octet-stream; name="${word}.bin"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n${btoa(word)}\n`
}

async function read(given: Part) {
  const [type = '', ...rest] = linesOf(given, '0').split('\n')
  const head = rest.slice(0, rest.indexOf(''))
  const mail = readMail(
    rawMail(['From: joana@vale.example', type, ...head], rest.slice(rest.indexOf('') + 1).join('\n')),
  )
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}

/** All that anybody is shown of a mail. */
function shownOf({ text, html, newWords, attachments }: PlainMail): string {
  const files = attachments.map(({ name, content }) => `${name} ${Buffer.from(content).toString()}`)
  return [text, html, newWords.text, newWords.html, ...files].join('\n')
}

test('whatever its shape, a mail shows words of its own alone, and every file of it (B16)', async () => {
  await fc.assert(
    fc.asyncProperty(part, async (given) => {
      const words = wordsIn(given)
      const shown = shownOf(await read(given))
      const said = shown.match(/\bw[a-z0-9]{9}\b/g) ?? []
      expect(said.filter((word) => !words.includes(word))).toEqual([])
      expect(filesIn(given).filter((word) => !shown.includes(word))).toEqual([])
    }),
    { numRuns: 300 },
  )
})

test('where nothing is an alternative to another, no word is left out without saying so (B16)', async () => {
  await fc.assert(
    fc.asyncProperty(part, async (given) => {
      const mixed = withoutAlternatives(given)
      const mail = await read(mixed)
      const shown = shownOf(mail)
      const lost = wordsIn(mixed).filter((word) => !shown.includes(word))
      expect(mail.truncated ? [] : lost).toEqual([])
    }),
    { numRuns: 300 },
  )
})

function filesIn(given: Part): string[] {
  if ('parts' in given) return given.parts.flatMap(filesIn)
  return given.kind === 'file' ? [given.word] : []
}

function withoutAlternatives(given: Part): Part {
  return 'parts' in given ? { kind: 'mixed', parts: given.parts.map(withoutAlternatives) } : given
}
