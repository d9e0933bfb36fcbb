import { describe, expect, test } from 'vitest'
import { readNewWords } from '../../../mail/new-words/new-words.ts'

const newText = (text: string) => readNewWords(text, null, 'Re: x').text
const places: [string, (line: string) => string][] = [
  ['as the last words', (line) => `Hello Marta,\n\nthe shop is broken.\n\n${line}`],
  [
    'above more words',
    (line) => `Hello Marta,\n\n${line}\n\nNobody can order anything since Monday.\nCan you look at it today?\n\nJoana`,
  ],
  ['among words', (line) => `Hello Marta,\nthe shop is broken, I looked.\n${line}\nWhat can we do about it?\nJoana`],
]

// prettier-ignore
const sent = [
  'Sent by email this morning.',
  'Sent by mail yesterday.',
  'Enviado por email ontem.',
  'Enviado pelo correio na segunda.',
  'Enviado por correo el lunes',
  'Gesendet per Mail am Montag.',
  'Inviato via mail ieri sera.',
  'Envoyé par mail ce matin.',
  'Verzonden per mail gisteren.',
  'Skickat med posten idag.',
  'Sendt på mail i går.',
  'Wysłane mailem wczoraj.',
  'Odesláno mailem.',
  'Trimis pe mail ieri.',
  'Отправлено по почте вчера.',
  'Sent from the Outlook calendar, the invitation never arrives.',
  'Sent via the mobile form, the order is lost.',
  'Sent with the mobile app: nothing arrives.',
  'Get Outlook on my Mac to work, please',
  'Få Outlook til at virke på mobile',
  'von unterwegs kann ich das nicht prüfen, mobil geht es nicht',
  'Von meinem iPhone geht es nicht.',
  'Diese Nachricht wurde von der App nicht gezeigt, mobil geht sie',
  'iPhoneから送信できません。',
  '내 휴대폰에서 안 열려요',
  '나의 아이폰 앱이 안 됩니다',
  '来自我的 iPhone 的邮件没有收到',
  '从手机版发送失败',
]

describe.each(places)('what somebody sent is no device: kept %s', (_, mail) => {
  test.each(sent)('%s', (line) => {
    expect(newText(mail(line))).toBe(mail(line))
  })
})

test.each([
  'Sent by Mail for Windows',
  'Enviado por e-mail pelo meu iPhone',
  'Sent via the Samsung Galaxy S24, an AT&T 5G smartphone',
  'Sent from the phone, sorry for typos',
  '📱 Sent from my phone',
  'Von unterwegs gesendet',
  'Von meinem/meiner Galaxy gesendet',
  'iPhoneから送信しました。',
  '내 갤럭시에서 보냈습니다.',
  '来自我的iPhone',
])('a device is folded: %s', (line) => {
  expect(newText(`The shop is broken.\n\n${line}`)).toBe('The shop is broken.')
})

describe('words below a device line', () => {
  test.each(['Sent from my iPhone', 'Von meinem iPhone gesendet'])('are kept: %s', (line) => {
    const below = 'PS: the button of the basket is wrong too.'
    expect(newText(`It works.\n\n${line}\n\n${below}`)).toBe(`It works.\n\n${below}`)
  })

  test.each(['Joana Matos', 'Joana Matos\n+351 210 000 000'])('go with it where they sign: %s', (below) => {
    expect(newText(`It works.\n\nSent from my iPhone\n\n${below}`)).toBe('It works.')
  })
})

test.each(['---', '***', '~~~', '___', '* * *'])('sentences below %s, which divides them, are kept', (line) => {
  const mail = `The logo is fine.\n\n${line}\n\nNobody can order anything since Monday.\nCan you look at it today?`
  expect(newText(mail)).toBe(mail)
  expect(newText(`The logo is fine.\n\n${line}\nJoana Matos\nVale Cycles`)).toBe('The logo is fine.')
})

// prettier-ignore
const aboveLine = [
  'Please type the price above this line on the page.',
  'Reply to my mail above this line is empty',
  'Write the title above this line',
  '* the price above this line is wrong',
  '- reply above: the button does nothing',
  'Antwort: über dieser Zeile fehlt der Preis',
]

describe.each(places)('a line of the page that somebody speaks of is kept %s', (_, mail) => {
  test.each(aboveLine)('%s', (line) => {
    expect(newText(mail(line))).toBe(mail(line))
  })
})

test.each([
  '--- Reply above. Do not remove this line. ---',
  'Write ABOVE THIS LINE to post a reply or view this on the board',
  '[[ Please reply above this line to add a comment ]]',
  '* Reply above this line *',
  'Please reply above this line.',
])('below the line of a help desk nothing is new: %s', (line) => {
  expect(newText(`It works.\n\n${line}\n\nMarta: does it work?`)).toBe('It works.')
})

describe('a heading between dashes', () => {
  test.each(['Antwort', 'Mesaj', 'Details'])('of somebody’s own words is kept: %s', (word) => {
    const mail = `The logo is fine.\n\n--- ${word} ---\n\nNobody can order anything since Monday.`
    expect(newText(mail)).toBe(mail)
  })

  test.each(['Messaggio inviato', 'Meddelande ursprung', 'Mail original', '4 Mar 2026 10:12'])(
    'goes with the header of an earlier mail, whatever it says: %s',
    (words) => {
      const header = 'From: Marta Reis <marta@agency.example>\nTo: Joana\nDate: 3 Feb 2026 10:12\nSubject: x'
      expect(newText(`It works.\n\n----- ${words} -----\n${header}\n\nDoes it?`)).toBe('It works.')
      expect(newText(`It works.\n\n----- ${words} -----\n\n${header}\n\nDoes it?`)).toBe('It works.')
    },
  )
})

// prettier-ignore
const told = [
  'On 4 March 2026 I wrote to support@agency.example:',
  'Am 4. März 2026 um 10:12 schrieb ich an support@agency.example:',
  'Le 4 mars 2026 à 10:12, je vous ai écrit :',
  'Am 4.3.2026 schrieb der Kunde:',
  'Em 4/3/2026 o cliente escreveu:',
  'El 4/3/2026 el cliente escribió:',
  'Le 4/3/2026 le client a écrit :',
  'Il 4/3/2026 il cliente ha scritto:',
  'At 9:15 the page said:',
  '2026-03-04 09:15 the customer (bob@client.example) said:',
  'Ana (ana@vale.example) said:',
  '2026-03-04 09:15:00 ERROR login failed for bob@client.example:',
  'Mar  4 09:15:02 web1 postfix 2026: to=<bob@client.example>:',
]

describe.each(places)('what somebody tells that somebody wrote is kept %s', (_, mail) => {
  test.each(told)('%s', (line) => {
    expect(newText(mail(line))).toBe(mail(line))
  })
})

test.each([
  'On 4 March 2026 10:12 Marta Reis wrote:',
  '04.03.2026, 10:12, "Marta Reis" <marta@agency.example>:',
  'Wednesday, 4 March 2026, 10:12 from marta@agency.example <marta@agency.example>:',
  '4.3.2026 10:12, Marta Reis <marta@agency.example>:',
])('where a program names the writer, the words below are an earlier mail: %s', (line) => {
  expect(newText(`It works.\n\n${line}\n\nDoes it work?`)).toBe('It works.')
})

test('settings are no header of a mail, which is written in capitals, or has a date', () => {
  const settings =
    'These are ours:\n\nfrom: shop@vale.example\nto: joana@vale.example\nsubject: New order\n\nNo mail arrives.'
  expect(newText(settings)).toBe(settings)
  const header = 'from: marta@agency.example\nto: joana@vale.example\ndate: 3 Feb 2026 10:12\nsubject: x'
  expect(newText(`It works.\n\n${header}\n\nDoes it?`)).toBe('It works.')
})

describe('a warning above a mail', () => {
  test.each([
    "ATTENTION : Cet e-mail provient de l'extérieur de votre organisation. Ne cliquez pas sur les liens.",
    'ATENÇÃO: Este e-mail foi enviado de fora da organização.',
    'ATENCIÓN: Este correo procede de fuera de la organización.',
    'LET OP: Deze e-mail komt van buiten de organisatie.',
    'UWAGA: Ta wiadomość pochodzi spoza organizacji.',
    'CAUTION:This message is from an EXTERNAL SENDER - be CAUTIOUS',
  ])('of its server is folded: %s', (line) => {
    expect(newText(`${line}\n\nIt works.`)).toBe('It works.')
  })

  test.each([
    'Attention: external links on our page are broken.',
    'Warning: the external payment page shows an error',
    'Achtung: die externen Links gehen nicht',
    'Warning: this message is shown to external users on the page.',
    'Attention : les liens extérieurs ne marchent pas.',
  ])('of somebody is kept: %s', (line) => {
    expect(newText(`${line}\n\nCan you look?`)).toBe(`${line}\n\nCan you look?`)
  })
})

describe('what somebody draws or lists is kept', () => {
  test.each([
    ['names', 'Who comes:\n\n- Ana\n\n- Pedro'],
    ['a sum', 'Costs:\nLogo: 20 €\nFooter: 20 €\n____________\nTotal: 40 €'],
    ['numbers', 'Costs:\n  20\n  20\n-----\n  40'],
    ['a number that is at least so large', 'It is for members.\n\n>= 18 only'],
    [
      'a form',
      'Customer data:\n\nName: Ana\nFrom: Lisbon\nDate: 2026-03-04\nTo: Porto\nCc: no\nSubject: bicycle\n\nShe waits.',
    ],
    ['the fields of a letter', 'Please change:\n\nAbsender: Shop\nBetreff: Ihre Bestellung\nAn: Kunde\n\nThanks'],
  ])('%s', (_, mail) => {
    expect(newText(mail)).toBe(mail)
  })

  test('a name and a rule above other words sign', () => {
    expect(newText('It works.\n\n- Joana')).toBe('It works.')
    expect(newText('It costs 40 €.\n\n____________\nJoana Matos\n+351 210 000 000')).toBe('It costs 40 €.')
  })

  test('the header of a mail may stand right below the last words', () => {
    const header = 'From: Marta Reis <marta@agency.example>\nSent: 3 Feb 2026 10:12\nTo: Joana\nSubject: x'
    expect(newText(`Note: it works.\nRef: 2041\n${header}\n\nDoes it?`)).toBe('Note: it works.\nRef: 2041')
  })
})

describe('words indented among others', () => {
  const html = '<p>Please use this text:</p><blockquote>We open at nine.</blockquote><p>Thanks, Joana</p>'

  test('are kept where the text part has no mark before them', () => {
    const text = 'Please use this text:\n\nWe open at nine.\n\nThanks, Joana'
    expect(readNewWords(text, html, 'Re: x')).toMatchObject({ text, html, folded: false })
  })

  test.each([
    [
      'the text part marks them',
      'Please use this text:\n\nOn 3 Feb 2026 10:12, Marta Reis wrote:\n> We open at nine.\n\nThanks, Joana',
    ],
    ['other words stand there', 'Something else\n\nWe open at nine.\n\nThanks, Ana'],
  ])('are folded where %s', (_, text) => {
    expect(readNewWords(text, html, 'Re: x').html).not.toContain('nine')
  })

  test('are an earlier mail where there are many', () => {
    const many = 'We open at nine. '.repeat(60).trim()
    const page = `<p>It works.</p><blockquote>${many}</blockquote><p>Thanks, Joana</p>`
    expect(readNewWords(`It works.\n\n${many}\n\nThanks, Joana`, page, 'Re: x').html).not.toContain('nine')
  })

  test('are an earlier mail at the end, and at the beginning', () => {
    const below = readNewWords('It works.\n\nDoes it?', '<p>It works.</p><blockquote>Does it?</blockquote>', 'Re: x')
    expect(below.text).toBe('It works.')
    const above = readNewWords('Does it?\n\nIt works.', '<blockquote>Does it?</blockquote><p>It works.</p>', 'Re: x')
    expect(above.text).toBe('It works.')
  })
})
