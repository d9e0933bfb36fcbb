import { describe, expect, test } from 'vitest'
import { isReceiptText } from '../../../mail/machines/receipt-text.ts'

// prettier-ignore
describe('a receipt in plain words', () => {
  test.each([
    [
      'Read: [#12] x',
      'Your message\n\n   To: Ann\n   Subject: [#12] x\n\nwas read on Tuesday, July 14, 2026 9:05:00 AM.',
    ],
    ['Not read: [#12] x', 'Your message\n\n   To: Ann\n\nwas deleted without being read on Tuesday.'],
    ['Return Receipt (displayed) - x', 'This is a Return Receipt for the mail that you sent to ann@vale.example.'],
    ['Gelesen: x', 'Ihre Nachricht\n\n   An: Ann\n\nwurde am 14.07.2026 09:05 gelesen.'],
    ['Lu : x', 'Votre message\n\n   À : Ann\n\na été lu le mardi 14 juillet.'],
    ['Leído: x', 'Su mensaje\n\n   Para: Ann\n\nfue leído el martes.'],
    ['Lida: x', 'A sua mensagem\n\n   Para: Ann\n\nfoi lida em terça-feira.'],
    ['Letto: x', 'Il messaggio\n\n   A: Ann\n\nè stato letto martedì.'],
    ['Gelezen: x', 'Uw bericht\n\n   Aan: Ann\n\nis gelezen op dinsdag.'],
  ])('%s', (subject, words) => {
    expect(isReceiptText(subject, words)).toBe(true)
  })
})

// prettier-ignore
describe('a person who writes of reading', () => {
  test.each([
    ['Read: the manual page is empty', 'The page "Read the manual" shows nothing.'],
    ['Read: the newsletter', 'Our newsletter was read by nobody. Can you look?'],
    ['Re: [#12] x', 'Your message was read on the train, and it helped. Thank you.'],
    ['Lidar: sensor', 'A mensagem foi lida.'],
    ['Lu', 'Votre message a été lu.'],
    ['Gelesen: x', `Alles wurde gelesen. ${'Die Texte passen noch nicht. '.repeat(60)}`],
  ])('%s', (subject, words) => {
    expect(isReceiptText(subject, words)).toBe(false)
  })
})
