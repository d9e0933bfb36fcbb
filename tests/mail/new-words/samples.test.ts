import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readNewWords } from '../../../mail/new-words/new-words.ts'

// Each sample is a mail below "###", and below "=>" its new words: exactly, the mail itself (*same), or stretches of it
// that stay (*has a | b) or go (*not c). Characters that nobody can see are written as \u….
const facts = {
  attributions: 'the line that introduces an earlier mail is folded with it, whoever wrote it and in whatever language',
  headers: 'the copied header of an earlier mail is folded with it',
  programs: 'what mail programs and phones add is folded',
  signatures: 'a signature and a device line are folded, a sign-off with a name is kept',
  answers: 'answers stay whole, and what only looks like a quote stays',
  html: 'what a program put into its containers is folded',
}

describe.each(Object.entries(facts))('%s: %s', (name) => {
  test.each(samplesOf(name))('$at $title', ({ mail, wanted }) => {
    const read = name === 'html' ? readNewWords(null, mail, 'Re: Stock') : readNewWords(mail, null, 'Re: Stock')
    const shown = read.text
    const even = name === 'html' ? onOneLine : trimmed
    if (!wanted.startsWith('*')) return expect(even(shown)).toBe(even(wanted))
    if (wanted === '*same') return expect(even(shown)).toBe(even(mail))
    expect(wanted).toMatch(/^\*(has|not) /)
    for (const [, sign, stretches = ''] of wanted.matchAll(/\*(has|not) ([^*]*)/g)) {
      for (const stretch of stretches.split('|').map(onOneLine)) {
        if (sign === 'has') expect(onOneLine(shown)).toContain(stretch)
        else expect(onOneLine(shown)).not.toContain(stretch)
      }
    }
  })
})

function samplesOf(name: string) {
  const source = readFileSync(new URL(`./samples/${name}.txt`, import.meta.url), 'utf8')
  const [, ...samples] = source.split(/^###\n/m)
  return samples.map((sample, at) => {
    const arrow = sample.lastIndexOf('\n=>')
    const mail = unescaped(sample.slice(0, arrow))
    return { at: at + 1, title: onOneLine(mail).slice(0, 90), mail, wanted: sample.slice(arrow + 3).trim() }
  })
}

function unescaped(text: string) {
  const breaks = text.includes('\\r\\n') ? text.replaceAll('\\n', '\n') : text
  return breaks
    .replaceAll('\\r', '\r')
    .replaceAll('\\t', '\t')
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

function trimmed(text: string) {
  const lines = text.replace(/[\u200b\ufeff]/g, '').split(/\r\n?|\n/)
  return lines
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()
}

function onOneLine(text: string) {
  return trimmed(text).replace(/\s+/g, ' ')
}
