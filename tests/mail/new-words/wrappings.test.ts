import { describe, expect, test } from 'vitest'
import { readNewWords } from '../../../mail/new-words/new-words.ts'

const own = 'It works now.\nSecond line of mine.'
const earlier = ['earlier words stand here', 'and here too.', '', 'Regards']

function expectFolded(above: string, isMarked: boolean) {
  const below = isMarked ? earlier.map((line) => `> ${line}`) : earlier
  const mail = `${own}\n\n${above}\n\n${below.join('\n')}\n`
  expect(readNewWords(mail, null, 'Re: x').text, above).toBe(own)
}

// As programs write whom a mail came from: the name a person chose, and the address or a link to it.
const names = [
  'Marta Reis',
  'Reis, Marta',
  'Marta Reis (Agency)',
  '"Reis, Marta (Agency)"',
  "O'Neil, Marta via Desk",
  'Мария Иванова',
  '山田 太郎',
  '김철수',
  'Marta Reis | Agency',
  'Marta R. Reis [Agency Inc.]',
  'Dr. Marta Maria de Souza e Silva-Reis',
  'marta@agency.example',
  'Marta: Support',
]
const links: Record<string, string> = {
  address: '<marta@agency.example>',
  link: '<mailto:marta@agency.example>',
  'link in brackets': '[mailto:marta@agency.example]',
  'address and link': '<marta@agency.example<mailto:marta@agency.example>>',
}
const frames = [
  (who: string) => `On Tue, 3 Feb 2026 at 10:12, ${who} wrote:`,
  (who: string) => `${who} schrieb am Di., 3. Feb. 2026, 10:12:`,
  (who: string) => `Op 3 feb. 2026, om 10:12 heeft ${who} het volgende geschreven:`,
  (who: string) => `* ${who} [2026-02-03 10:12]:`,
  (who: string) => `${who} 于2026年2月3日周二 10:12写道：`,
]

/** As mail programs wrap: at the last blank before the limit. */
function wrapped(line: string, limit: number): string {
  const cut = line.length > limit ? line.lastIndexOf(' ', limit) : -1
  return cut <= 0 ? line : `${line.slice(0, cut)}\n${wrapped(line.slice(cut + 1), limit)}`
}

describe('an attribution is one, whatever the name in it and wherever it is wrapped', () => {
  test.each(Object.entries(links))('%s', (_, link) => {
    for (const name of names) {
      for (const frame of frames) {
        for (const limit of [500, 76, 72, 60]) {
          for (const isMarked of [true, false]) expectFolded(wrapped(frame(`${name} ${link}`), limit), isMarked)
        }
      }
    }
  })

  test('with blanks that do not break', () => {
    for (const frame of frames) expectFolded(frame('Marta Reis <m@a.example>').replaceAll(' ', '\u00a0'), true)
  })
})

describe('a quote is announced by a word of its own', () => {
  test.each([
    'Quoting',
    'Zitat von',
    'Citando',
    'Mensaje citado por',
    'Citeren',
    'Cytowanie',
    'Citerar',
    'Citerer',
    'Citat',
    'Citování',
    'Lainaus',
    'Idézet',
    'Scrive',
    'Цитирую',
  ])('%s', (word) => {
    expectFolded(`${word} Marta Reis <marta@agency.example>:`, true)
    expectFolded(`${word} Marta Reis <marta@agency.example>:`, false)
  })
})

// prettier-ignore
const blocks: Record<string, string> = {
  'of two fields': 'From: Marta Reis <marta@agency.example>\nDate: Tuesday, February 3, 2026 at 10:12 AM',
  'with recipients over many lines':
    'From: Marta Reis\nSent: Tuesday, February 03, 2026 10:12 AM\nTo: a@x.example; b@x.example;\nc@x.example; d@x.example;\n e@x.example; f@x.example;\ng@x.example; h@x.example;\ni@x.example\nSubject: x',
  'that lost its line breaks':
    'From: Marta Reis <marta@agency.example> Sent: Tuesday, February 3, 2026 10:12 AM To: Joana Matos <joana@vale.example> Subject: RE: x',
  'that lost its line breaks and was wrapped':
    '*From:* Marta Reis <marta@agency.example> *Sent:* Tuesday, February 3,\n2026 10:12 AM *To:* Joana <joana@vale.example> *Subject:* RE: x',
  'in two columns': 'From:\n\nMarta Reis\n\nSent:\n\nTuesday\n\nTo:\n\nJoana\n\nSubject:\n\nRE: x',
  'with labels spread by a wide blank': '发件人：Marta <marta@agency.example>\n发送时间：2026年2月3日\n主　题：Re: x',
  'below a heading without dashes':
    '  Original Message  \nFrom: Marta\nSent: Tuesday\nTo: Joana\nReply To: Marta\nSubject: x',
  'of Notes, a label a line':
    'Marta Reis/Lisboa/Agency@AGENCY\n03/02/2026 10:12\nPlease respond to\nmarta@agency.example\n\n\nTo\nJoana/Vale@VALE\ncc\n\nSubject\nRe: x',
  'of Libero': '----Messaggio originale----\nDa: marta@agency.example\nData: 3-feb-2026 10.12\nOgg: R: x',
}

test('an attribution whose lines became paragraphs is one', () => {
  expectFolded('On Tue, 3 Feb 2026 at 10:12, Marta Reis <marta@agency.example>\n\nwrote:', true)
  expectFolded('Op 3 feb. 2026 10:12 schreef "Marta Reis" <marta@agency.example> het\n\nvolgende:', true)
})

test.each(Object.entries(blocks))('a header block %s', (_, block) => {
  expectFolded(block, false)
})

test.each([
  '>>> "Marta Reis" <marta@agency.example> 03/02/2026 10:12 >>>',
  '>>> Marta Reis 02/03/26 10:12 AM >>>',
  '----- Original Nachricht ----',
  '-----Ursprüngliche Mitteilung-----',
  '----- Mensaje de respuesta -----',
  '----- Message de réponse -----',
  '------ Messaggio di risposta ------',
])('below %s nothing is new', (line) => {
  expectFolded(line, false)
})

describe('what a help desk writes on top of its mails ends the answer', () => {
  test.each([
    '## In replies all text above this line is added to the ticket ##',
    '-- Please reply above this line --',
    '##- Bitte geben Sie Ihre Antwort über dieser Zeile ein. -##',
    '##- Veuillez taper votre réponse au-dessus de cette ligne -##',
    'Por favor, escriba su respuesta por encima de esta línea',
    '##- Digite sua resposta acima desta linha -##',
    'Rispondi sopra questa riga',
    '##- Typ uw antwoord boven deze regel -##',
    '-- Svara ovanför denna rad --',
    '-- Skriv dit svar over denne linje --',
    '##- 返信はこの行より上に入力してください -##',
  ])('%s', (line) => {
    expectFolded(line, false)
  })
})

describe('a quote marked with the initials of its writer', () => {
  const above = 'Tuesday, February 3, 2026, 10:12:00 AM, you wrote:'

  test('is folded below an answer', () => {
    expect(readNewWords(`${own}\n\n${above}\n\nMR> Does it work?\nMR> Really?\n`, null, 'Re: x').text).toBe(own)
  })

  test('is kept whole with answers between its lines', () => {
    const answers = 'MR> In which browser?\nFirefox.\n\nMR> Since when?\nYesterday.'
    expect(readNewWords(`${above}\n\n${answers}\n`, null, 'Re: x').text.replace(/^> /gm, '')).toBe(answers)
  })

  test('is none without a line that announces it', () => {
    const prompt = 'It fails:\n\nSQL> select 1;\nSQL> select 2;'
    expect(readNewWords(prompt, null, 'x').text).toBe(prompt)
  })
})

test.each([
  'It works now.---- On Tue, Feb 3, 2026 at 10:12 AM, m@a.example wrote:',
  'It works now. -----Original Message-----',
])('an answer that shares its line with what begins the quote is kept: %s', (line) => {
  expect(readNewWords(`${line}\n> earlier words`, null, 'Re: x').text).toBe('It works now.')
})

// What people write themselves must not vanish because it looks like one of the above.
test.each([
  'Please put the logo above this line.',
  'O texto fica acima desta linha, e o botão por baixo dela com a cor da marca',
  'From: Lisbon\nTo: Porto\nBoth fields are empty.',
  'Date: 3 February\nFrom: ten to noon\nPlease put it into the calendar.',
  'The form shows From: and To: and Date: and Subject: in one line, that is too much.',
  'Citat av dagen ska stå överst:\ndet saknas.',
  'Cita de las 10:30:\nno aparece en el calendario.',
  'Scrive il 3/2/2026 10:30:\ne poi niente.',
  'Scrive due volte lo stesso numero:\n12 e 12.',
  'The fields are:\nTo\ncc\nSubject\nand they overlap.',
  'a --- b --- c',
  'Call --- on Monday we talked --- nobody wrote: nothing',
  'Original message box is too small\nFrom: 300 px\nwe need 500.',
])('a sentence that looks a little like it is kept: %s', (sentence) => {
  expect(readNewWords(`${sentence}\n\nThanks`, null, 'Re: x').text).toBe(`${sentence}\n\nThanks`)
})
