import { expect, test } from 'vitest'
import { leansToDecision, readDecision } from '../../../mail/new-words/decision-words.ts'
import { readNewWords } from '../../../mail/new-words/new-words.ts'

test.each([
  ['OK', 'ok'],
  ['ok.', 'ok'],
  ['Approved!', 'ok'],
  ['\n\n  aprovado  \n', 'ok'],
  ['NOT OK', 'not_ok'],
  ['not  approved.', 'not_ok'],
  ['Não aprovado', 'not_ok'],
  ['nao aprovado', 'not_ok'],
  ['*OK*', 'ok'],
  ['“NOT OK”', 'not_ok'],
  ['\ufeffOK\u200b', 'ok'],
  ['\u200b\nOK', 'ok'],
])('%j decides %s', (text, decision) => {
  expect(readDecision({ fromText: text, fromHtml: null })?.decision).toBe(decision)
})

test.each([
  'OK, but the button is red',
  'ok then',
  'Okay?',
  'not',
  'I said OK',
  '> OK',
  'OK?',
  'O\u0336K\u0336',
  'OK / NOT OK',
  'OK\nNOT OK',
  'approved\n\nHello\n*Not approved.*',
  'NOT OK\nthe button\nOK',
  '*',
  '',
])('%j decides nothing', (text) => {
  expect(readDecision({ fromText: text, fromHtml: null })).toBeNull()
})

test('a long line is no decision, and takes no time', () => {
  const before = performance.now()
  for (const text of [`OK${'.'.repeat(200_000)}but no`, `OK${' '.repeat(200_000)}but no`, `${'*'.repeat(200_000)}x`])
    expect(readDecision({ fromText: text, fromHtml: null })).toBeNull()
  expect(performance.now() - before).toBeLessThan(1_000)
})

test('the words after a bare OK are kept as a comment', () => {
  expect(readDecision({ fromText: 'OK\n\nThanks, Joana', fromHtml: null })).toEqual({
    decision: 'ok',
    comment: 'Thanks, Joana',
  })
})

test('T18 where the text says OK and the HTML says NOT OK, nothing is decided', () => {
  expect(readDecision({ fromText: 'OK', fromHtml: 'NOT OK' })).toBeNull()
  expect(readDecision({ fromText: 'OK', fromHtml: '' })).toBeNull()
  expect(readDecision({ fromText: 'OK', fromHtml: 'OK\n\nJoana' })?.decision).toBe('ok')
  expect(readDecision({ fromText: '*OK*', fromHtml: 'OK' })?.decision).toBe('ok')
})

test('a word and its contrary are told from words', () => {
  expect(leansToDecision({ fromText: 'OK\nNOT OK', fromHtml: null })).toBe(true)
  expect(readDecision({ fromText: 'OK\n\nOK', fromHtml: null })?.decision).toBe('ok')
  expect(readDecision({ fromText: 'OK\nThe header was not ok before.', fromHtml: null })?.decision).toBe('ok')
})

test('an OK that nobody saw decides nothing (T18)', () => {
  const html = '<div style="display:none">OK</div><p>Please wait</p>'
  expect(readDecision(readNewWords('OK\nPlease wait', html, 'Re: x'))).toBeNull()
  expect(readDecision(readNewWords(null, html, 'Re: x'))).toBeNull()
})

test('an OK that stands in a quote alone decides nothing', () => {
  expect(readDecision(readNewWords('> OK\n', null, 'Re: x'))).toBeNull()
  expect(readDecision(readNewWords(null, '<blockquote>OK</blockquote>', 'Re: x'))).toBeNull()
})

test.each([
  ['OK, but later', true],
  ['Não está OK', true],
  ['nao ok.', true],
  ['Está aprovado', true],
  ['Obrigado', false],
  ['Okapi', false],
])('%s leans to a decision: %s', (text, leans) => {
  expect(leansToDecision({ fromText: text, fromHtml: null })).toBe(leans)
  expect(readDecision({ fromText: text, fromHtml: null })).toBeNull()
})

test('of two comments that begin alike the shorter is said: below the other stands what was not told from it', () => {
  const of = (fromText: string, fromHtml: string) => readDecision({ fromText, fromHtml })?.comment
  expect(of('NOT OK\nStill red.\nSent by a device of mine', 'NOT OK\n\nStill *red*.')).toBe('Still *red*.')
  expect(of('NOT OK\nStill red.', 'NOT OK\n\nStill red.\n\nAn earlier letter')).toBe('Still red.')
  expect(of('NOT OK\nStill red.', 'NOT OK\nStill green.')).toBe('Still red.')
  expect(of('NOT OK\nStill red.', 'NOT OK')).toBe('Still red.')
})

test('how a mail ends is no comment, and no reason; words above it are, with all below them', () => {
  const of = (fromText: string) => readDecision({ fromText, fromHtml: null })
  expect(of('OK\n\nKind regards,\nJoana Matos')).toEqual({ decision: 'ok', comment: '' })
  expect(of('NOT OK\n\nObrigada,\nJoana')).toEqual({ decision: 'not_ok', comment: '' })
  expect(of('OK\n\nBut not on Friday.\n\nThanks,\nJoana')?.comment).toBe('But not on Friday.\n\nThanks,\nJoana')
  expect(of('OK\n\nThanks, but the button is red')?.comment).toBe('Thanks, but the button is red')
})
