import { describe, expect, test } from 'vitest'
import { readMail } from '../../../mail/parsing/read-mail.ts'
import { aMailOf, aMultipart, aPart } from '../../support/mime.ts'

const plain = 'Content-Type: text/plain; charset=utf-8'
const html = 'Content-Type: text/html; charset=utf-8'
const head = ['From: joana@vale.example', 'Subject: Re: The basket']

function read(raw: Buffer) {
  const mail = readMail(raw)
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}

function namesOf(raw: Buffer) {
  return read(raw).attachments.map(({ name }) => name)
}

function inside(type: string, parts: Buffer[]): Buffer {
  return aPart([`Content-Type: ${type}; boundary=in`], Buffer.concat(parts.map(between).concat(Buffer.from('--in--'))))
}

function between(part: Buffer): Buffer {
  return Buffer.concat([Buffer.from('--in\r\n'), part, Buffer.from('\r\n')])
}

describe('a text signed by OpenPGP without MIME', () => {
  const signature = '-----BEGIN PGP SIGNATURE-----\n\niQIzBAEBCgAd\n=AbCd\n-----END PGP SIGNATURE-----'
  const signed = (words: string) => `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${words}\n${signature}\n`

  test('is read without its armour, and what it answers is folded', () => {
    const answer = 'OK\n\nOn 22/11/2026 10:12, Marta wrote:\n> Please look.\n'
    const { newWords } = read(aMailOf([...head, plain], signed(answer)))
    expect(newWords).toMatchObject({ text: 'OK', fromText: 'OK', folded: true })
  })

  test('has its dashes back, and keeps what a list server wrote around it', () => {
    const { text } = read(aMailOf([...head, plain], `Above.\n${signed('- - one\n- -----\ntwo')}Below.\n`))
    expect(text).toBe('Above.\n- one\n-----\ntwo\nBelow.\n')
  })

  test.each([
    ['without an end', '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nwords\n'],
    ['quoted', '> -----BEGIN PGP MESSAGE-----\n> abc\n> -----END PGP MESSAGE-----\n'],
  ])('stays as it is %s', (_, words) => {
    expect(read(aMailOf([...head, plain], words)).text).toBe(words)
  })

  test('costs no more than its length, however often it begins', () => {
    const began = performance.now()
    read(aMailOf([...head, plain], '-----BEGIN PGP SIGNED MESSAGE-----\n'.repeat(20_000)))
    expect(performance.now() - began).toBeLessThan(2000)
  })
})

test('a text encrypted by OpenPGP without MIME is a file, and no words', () => {
  const sealed = '-----BEGIN PGP MESSAGE-----\n\nhQEMA1234\n=AbCd\n-----END PGP MESSAGE-----'
  const { newWords, attachments } = read(aMailOf([...head, plain], `${sealed}\n`))
  expect(newWords.text.trim()).toBe('')
  expect(attachments.map(({ name, type }) => [name, type])).toEqual([['encrypted.asc', 'application/pgp-encrypted']])
  expect(Buffer.from(attachments[0]?.content ?? []).toString()).toBe(sealed)
})

describe('what a mail brings for programs alone is no file', () => {
  test.each([
    ['a reaction', 'Content-Type: text/vnd.google.email-reaction+json', '{"emoji":"👍","version":1}'],
    ['a page that moves', 'Content-Type: text/x-amp-html', '<p>Words'],
  ])('%s', (_, type, words) => {
    const forms = [aPart([plain], 'Words'), aPart([type], words), aPart([html], '<p>Words')]
    const { attachments, text } = read(aMultipart(forms, { type: 'multipart/alternative', headers: head }))
    expect(attachments).toEqual([])
    expect(text.trim()).toBe('Words')
  })

  test('what a Macintosh keeps beside a picture', () => {
    const fork = aPart(['Content-Type: application/applefile; name=a.png'], 'x')
    const picture = aPart(['Content-Type: image/png; name=a.png'], 'PNG')
    const parts = [aPart([plain], 'Words'), inside('multipart/appledouble', [fork, picture])]
    expect(read(aMultipart(parts, { headers: head })).attachments.map(({ type }) => type)).toEqual(['image/png'])
  })

  test('but a form that has a name, or is all there is, is kept', () => {
    const named = aPart(['Content-Type: text/csv; name=a.csv'], 'a;b')
    expect(namesOf(aMultipart([aPart([plain], 'x'), named], { type: 'multipart/alternative', headers: head }))).toEqual(
      ['a.csv'],
    )
    const alone = [aPart(['Content-Type: text/x-amp-html'], '<p>Words')]
    expect(namesOf(aMultipart(alone, { type: 'multipart/alternative', headers: head }))).toHaveLength(1)
  })
})

describe('a file that comes twice', () => {
  const calendar = 'BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n'
  const read = aPart(['Content-Type: text/calendar; method=REQUEST'], calendar)
  const kept = (words: string) =>
    aPart(
      ['Content-Type: application/ics; name=invite.ics', 'Content-Transfer-Encoding: base64'],
      Buffer.from(words).toString('base64'),
    )

  test('is one, as an invitation that is there to be read and to be kept', () => {
    expect(namesOf(aMultipart([aPart([plain], 'Come'), read, kept(calendar)], { headers: head }))).toEqual([
      'invite.ics',
    ])
  })

  test('is two where a byte differs, or each is named by an id of its own', () => {
    const other = calendar.replace('SUMMARY:x', 'SUMMARY:y')
    expect(namesOf(aMultipart([aPart([plain], 'Come'), read, kept(other)], { headers: head }))).toHaveLength(2)
    const picture = (id: string) => aPart(['Content-Type: image/png; name=a.png', `Content-ID: <${id}>`], 'PNG')
    expect(namesOf(aMultipart([aPart([plain], 'Look'), picture('a'), picture('b')], { headers: head }))).toHaveLength(2)
  })
})

describe('what programs write where they show a picture is no word', () => {
  const both = (words: string, page: string) =>
    read(aMultipart([aPart([plain], words), aPart([html], page)], { type: 'multipart/alternative', headers: head }))

  test.each([
    ['[cid:image001.png@01DB3A00.1]', '<img src="cid:image001.png@01DB3A00.1">'],
    ['[image: image.png]', '<img alt="image.png" src=cid:ii_1>'],
    [
      '[Logo, company name\n\nDescription automatically generated]',
      "<img alt='Logo, company name\n\nDescription automatically generated' src=cid:1>",
    ],
  ])('%s', (mark, picture) => {
    const { newWords, text } = both(`OK\n${mark}\n`, `<p>OK</p>${picture}`)
    expect([newWords.text, newWords.fromText, text.trim()]).toEqual(['OK', 'OK', 'OK'])
  })

  test('a line of nothing else goes whole, and among words only the mark does', () => {
    const picture = '<img alt="cart.png" src="cid:1">'
    expect(both('One\n[image: cart.png]\nTwo', `<p>One</p>${picture}<p>Two</p>`).newWords.text).toBe('One\nTwo')
    expect(both('One [image: cart.png] two', `<p>One ${picture} two</p>`).newWords.text).toBe('One two')
  })

  test('and words in brackets stay', () => {
    expect(both('See [cid:other] and [note]', '<p>See <img src="cid:mine">').text).toBe('See [cid:other] and [note]')
    expect(both('[ ] Pay\n[x] Look', '<p>[ ] Pay<img alt=" " src="cid:mine"><br>[x] Look').text).toBe(
      '[ ] Pay\n[x] Look',
    )
  })
})

test('where the break below an attribution was lost, the quote is told from the words', () => {
  const quoted = '  On Sun, Nov 22, 2026 at 10:12, Marta<reply+abc@desk.example> wrote:   Please look at it.'
  const { newWords } = read(
    aMailOf([...head, plain], `NOT OK\n\nStill empty.\n\nSent from Yahoo Mail on Android \n \n${quoted}\nAnd soon.\n`),
  )
  expect(newWords.text).toBe('NOT OK\n\nStill empty.')
  const said = 'Ask him: on Sunday <joana@vale.example> wrote: nothing works.'
  expect(read(aMailOf([...head, plain], `${said}\n`)).newWords).toMatchObject({ text: said, folded: false })
})
