import { describe, expect, test } from 'vitest'
import { readNewWords } from '../../../mail/new-words/new-words.ts'
import { effortOf } from '../../support/effort.ts'

const own = 'It works now.\n\nThanks,\nJoana'
const newText = (text: string) => readNewWords(text, null, 'Re: x').text
const quote = 'On Tue, 3 Feb 2026 at 10:12, Marta Reis <marta@agency.example> wrote:\n\n> Does it work?\n> Really?'

// prettier-ignore
const notices = [
  'CONFIDENTIALITY NOTICE: This e-mail and its attachments may be privileged. If you are not the intended recipient, delete it.',
  'The information contained in this message is confidential and protected from disclosure by the law of the land.',
  'Diese E-Mail kann vertrauliche Informationen enthalten. Wenn Sie nicht der richtige Adressat sind, löschen Sie sie bitte.',
  'Ce courriel et ses pièces jointes sont confidentiels et destinés à leur seul destinataire ; merci de le détruire sinon.',
  'Este correo y sus archivos son confidenciales y van dirigidos a su destinatario; si no lo es, le rogamos que lo borre.',
  'Esta mensagem e os seus anexos são confidenciais. Se não for o destinatário, por favor elimine a mensagem e avise-nos.',
  'Questo messaggio contiene informazioni riservate, indirizzate al solo destinatario. Se non lo siete, vi preghiamo di cancellarlo.',
  'Dit bericht is vertrouwelijk en alleen bestemd voor de geadresseerde. Bent u dat niet, verwijder het dan en laat het weten.',
  'Ta wiadomość ma charakter poufny i przeznaczona jest wyłącznie dla adresata. Jeśli nim Państwo nie są, prosimy ją usunąć.',
  'Это сообщение конфиденциально и предназначено только для адресата. Если вы им не являетесь, удалите его, пожалуйста.',
  'Please consider the environment before printing this e-mail.',
  'Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail ausdrucken.',
  'Antes de imprimir este e-mail, pense no meio ambiente.',
  "Pensez à l'environnement avant d'imprimer ce message.",
  '🌳 Think before you print',
]

describe('the notice that a company puts below every letter is folded', () => {
  test.each(notices)('%s', (notice) => {
    expect(newText(`${own}\n\n${notice}\n`)).toBe(own)
    expect(newText(`${own}\n\n${notice}\n\n${quote}\n`)).toBe(own)
    expect(
      newText(`${own}\n\nSent from my iPhone\n\n${notice}\n\nFrom: Marta\nSent: Tuesday\nTo: x\nSubject: y\n`),
    ).toBe(own)
    expect(newText(`${own}\n\n********************\n${notice}\n********************\n`)).toBe(own)
  })

  test.each([
    'Please keep this e-mail confidential.',
    'The recipient of the letter is wrong.',
    'The print in the test environment is empty.',
  ])('below a notice somebody may go on: %s', (words) => {
    const mail = `${notices[0]}\n\nThat is what your letters should end with.\n\n${words}`
    expect(newText(mail)).toBe(mail)
  })

  test('a mail that is nothing else is shown', () => {
    expect(newText(notices[0] ?? '')).toBe(notices[0])
  })
})

describe('marked lines that no program introduced are somebody’s own', () => {
  test.each([
    'We run:\n\n> npm start\n\nand nothing happens.',
    'You wrote\n> please check the basket\n\nI did. It is empty.',
    'The button says\n\n>>> Buy now >>>\n\nJoana',
    'A price > 5 is wrong:\n> 5 is shown as 50.\nJoana',
  ])('%s', (mail) => {
    expect(newText(mail)).toBe(mail)
  })

  test('a quote at the end is none of them', () => {
    expect(newText('It works.\n\n> Does it work?')).toBe('It works.')
  })
})

describe('a mail of which nothing is new says nothing', () => {
  test.each([
    quote,
    `Sent from my iPhone\n\n${quote}`,
    '> On 3 Feb 2026, at 10:12, Marta Reis <marta@agency.example> wrote:\n>\n> Does it work?',
    `${quote}\n\n-- \nJoana\n`,
  ])('%s', (mail) => {
    expect(readNewWords(mail, null, 'Re: x')).toMatchObject({ text: '', fromText: '', folded: true })
  })

  test('but what may hold words of its own is shown whole', () => {
    const unmarked = 'On 3 Feb 2026 at 10:12, Marta Reis <marta@agency.example> wrote:\n\nDoes it work?\nYes!'
    expect(newText(unmarked)).toBe(unmarked)
    expect(newText('Sent from my iPhone')).toBe('Sent from my iPhone')
  })

  test('in HTML too', () => {
    const html =
      '<div><br></div><div class="gmail_quote"><div class="gmail_attr">On Tue Marta wrote:</div><blockquote class="gmail_quote">Does it?</blockquote></div>'
    expect(readNewWords(null, html, 'Re: x')).toMatchObject({ text: '', fromHtml: '', folded: true })
  })
})

describe('what shares the last line of an answer is parted from it', () => {
  test.each([
    'It works. On Tue, Feb 3, 2026 at 10:12 AM, Marta Reis <marta@agency.example> wrote:\n> Does it?',
    'It works. On Tue, Feb 3, 2026 at 10:12 AM, Marta Reis <\nmarta@agency.example> wrote:\n\n> Does it?',
    'It works. Am 03.02.2026 um 10:12 schrieb Marta Reis <marta@agency.example>:\n> Does it?',
    'It works. Le 3 févr. 2026 à 10:12, Marta <marta@agency.example> a écrit :\n> Does it?',
    'It works. Sent from my iPhone',
    'It works. Enviado do meu iPhone\n\n> Does it?',
    'It works.______________________________\nFrom: Marta\nSent: Tuesday\nTo: Joana\nSubject: x\n\nDoes it?',
  ])('%s', (mail) => {
    expect(newText(mail)).toBe('It works.')
  })

  test.each([
    'It works. On 3 February Marta wrote: it does.\n> Does it?\nYes.',
    'Name: ______________________________\nFrom: Lisbon\nPlease fill it in.',
    'Open the page. Sent mails are empty.',
  ])('but no sentence is: %s', (mail) => {
    expect(newText(mail)).toBe(mail)
  })
})

describe('labels alone make no earlier mail', () => {
  test.each([
    'De: Lisboa\nPara: Porto\nData: 4 de março\n\nPode confirmar?',
    'Name: Joana\nDate: 4 March\nFrom: Lisbon\nTo: Porto\n\nPlease confirm.',
    'Von: Porto\nNach: Lissabon\nAn: einem Dienstag\nDatum: 4. März\n\nDanke',
  ])('%s', (mail) => {
    expect(newText(mail)).toBe(mail)
  })

  test.each([
    'From: Marta Reis\nSent: Tuesday, February 3, 2026 10:12 AM\nTo: Joana',
    'De: Marta <marta@agency.example>\nData: ontem\nPara: Joana',
    'Am 3.2.2026 schrieb Marta\nVon: Marta\nDatum: 3. Februar 2026\nAn: Joana',
  ])('but a moment, an address or a line above do: %s', (block) => {
    expect(newText(`${own}\n\n${block}\n\nDoes it work?`)).toBe(own)
  })
})

describe('a rule begins a footer, or divides a text', () => {
  const words = Array.from({ length: 6 }, (_, at) => `Step ${at} of what we did, and what came of it.`).join('\n')

  test('with an address or a link in it', () => {
    expect(newText(`${own}\n\n_____________\n${words}\nhttps://lists.example/users`)).toBe(own)
  })

  test('with neither', () => {
    const mail = `${own}\n\n_____________\n${words}`
    expect(newText(mail)).toBe(mail)
  })

  test.each(['####', '====', '++++', '~~', '*--*'])('a name below %s is a signature', (rule) => {
    expect(newText(`${own}\n\n${rule}\nJoana Matos`)).toBe(own)
  })
})

describe('a rule that frames or divides what somebody writes is none of a signature', () => {
  test.each([
    'The text should be:\n\n-----\nHello and welcome\n-----\n\nJoana',
    'Hello\n\nTitle\n=====\n\nand the text below it\n\nJoana',
    '- small: 5\n- large: 9\n---------\n- both: 14\n\nRight?',
    'First part.\n\n---\n\nThe second part, which is as important as the first one and must not be lost below a line, is here.\n\nJoana',
  ])('%s', (mail) => {
    expect(newText(mail)).toBe(mail)
  })
})

describe('a time alone introduces no earlier mail', () => {
  test.each([
    '10:30 – login fails\n11:00 – help@shop.example answered:\nplease wait\n\nJoana',
    'The bus leaves at 10:30:\nplease be there.',
  ])('%s', (mail) => {
    expect(newText(mail)).toBe(mail)
  })
})

describe('more banners of mail servers', () => {
  test.each([
    '*** This is an EXTERNAL email. Please take care when clicking links or opening attachments. ***',
    'This message was sent from outside the company by someone with a display name like one of yours.',
    "Some people who received this message don't often get email from m@a.example. Learn why",
    'Externe E-Mail: Bitte öffnen Sie keine Anhänge',
  ])('%s', (line) => {
    expect(newText(`${line}\n\n${own}`)).toBe(own)
  })
})

describe('more that programs add', () => {
  test.each([
    '--- Оригінальне повідомлення ---\nВід кого: Marta\n',
    '-----Original Appointment-----\nFrom: Marta\n',
    '-----Oorspronklike boodskap-----\n',
    'Op 2026/02/03 10:12 het Marta Reis geskryf:\n',
    'Marta Reis ---03/02/2026 10:12:00---Does it work?\n\n',
    '2026/2/3 Marta Reis <marta@agency.example>\n> Does it?\n',
    'Marta Reis, 03.02.2026 10:12:\n',
    'في الاثنين، ٢ فبراير ٢٠٢٦ في ٨:٠١ ص كتب Marta Reis <marta@agency.example>:\n',
    'On Tue, Feb 3, 2026 at 10:12 AM Marta Reis\n\n<\nmailto:Marta Reis <marta@agency.example>\n> wrote:\n',
    'On Tue, Feb 3, 2026 at 10:12 AM, Marta\n<\nmarta@agency.example\n>\nwrote:\n',
    'Excerpts from Marta Reis’s message of February 3, 2026 10:12 am:\n',
    '----- Message from Marta Reis <marta@agency.example> ---------\n',
    'Message du 03/02/26 10:12\nDe : "Marta Reis" <marta@agency.example>\nA : joana@vale.example\nObjet : x\n\n',
    '***Original Message***\n',
    '-----Thông điệp gốc-----\n',
    '#### Please do not write below this line ####\n',
  ])('%s', (frame) => {
    expect(newText(`${own}\n\n${frame}> Does it work?\n> Really?\n`)).toBe(own)
  })

  test.each([
    'Yahoo Mail: Search, Organize, Conquer',
    'Sent from the all new AOL app for iOS',
    'Sent from Front',
    'Tải Outlook cho iOS',
    'Dapatkan Outlook untuk iOS',
    'Gestuur vanaf my iPhone',
    'Sent with Shift\nhttps://tryshift.com/?utm_source=SentWithShift',
    'Securely sent with Tutanota. Get your own encrypted, ad-free mailbox:\nhttps://tutanota.com',
    '从网易邮箱大师发来的邮件',
    '<https://www.avast.com/sig-email?utm_medium=email>\nVirus-free.www.avast.com\n<https://www.avast.com/sig-email>',
    'To unsubscribe from this group, send an email to web+unsubscribe@groups.example.',
  ])('%s', (line) => {
    expect(newText(`${own}\n\n${line}\n`)).toBe(own)
  })

  test.each([
    'Hey!',
    'Front',
    'Newton',
    'Sent from the front desk yesterday',
    'Sent mails are empty',
    'Enviado email ontem',
  ])('no device: %s', (line) => {
    expect(newText(line)).toBe(line)
    expect(newText(`${own}\n\n${line}`)).toBe(`${own}\n\n${line}`)
  })

  test('what Gmail passes on stands where its attributions do, and is kept', () => {
    const html =
      '<div>Please look.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: Ana &lt;ana@vale.example&gt;<br>Subject: x<br></div><br>the words that matter</div>'
    expect(readNewWords(null, html, 'x').text).toMatch(/Please look[\s\S]*From: Ana[\s\S]*the words that matter/)
  })

  test('below the header of old Outlooks nothing is new', () => {
    const html =
      '<p>It works.</p><div class=OutlookMessageHeader><hr><b>From:</b> Marta<br><b>Subject:</b> x</div><p>Does it work?</p>'
    expect(readNewWords(null, html, 'x').text.trim()).toBe('It works.')
  })
})

test.each([
  ['sentences', (n: number) => 'Fine. Sent '.repeat(n / 11)],
  ['days', (n: number) => 'x On 3 '.repeat(n / 7)],
  [
    'long lines of days above quotes',
    (n: number) => `${'x On 3 Feb 2026 a@b.c wro '.repeat(19)}:\n> y\n`.repeat(n / 480),
  ],
  ['long lines of sentences', (n: number) => `${'Fine. Sent '.repeat(44)}\n\n`.repeat(n / 486)],
  ['brackets', (n: number) => '<\n>\nwrote:\n'.repeat(n / 11)],
  ['frames', (n: number) => '-----\nwords\n'.repeat(n / 12)],
  ['days above quotes', (n: number) => 'x On 3 Feb 2026 a@b.c wrote:\n> y\n'.repeat(n / 34)],
  ['rules', (n: number) => `x${'_'.repeat(n)}`],
  ['notices', (n: number) => 'this message is confidential to the intended recipient\n\n'.repeat(n / 56)],
  ['notices in one', (n: number) => 'this message is confidential '.repeat(n / 29)],
  [
    'what is said to be sent',
    (n: number) =>
      'Sent from the phone, the phone; '
        .repeat(8)
        .concat('\n')
        .repeat(n / 257),
  ],
  ['warnings in one', (n: number) => `Attention: ${'this from the external '.repeat(n / 23)}`],
  ['brackets in attributions', (n: number) => `2026-03-04 ${'<a@b '.repeat(60)}:\n`.repeat(n / 313)],
  ['what somebody tells', (n: number) => `${'the our my o cliente '.repeat(12)}wrote 10:12:\n`.repeat(n / 266)],
  ['headings above headers', (n: number) => `---- ${'- a '.repeat(30)}----\nFrom: a@b.example\n`.repeat(n / 148)],
  ['sums', (n: number) => `20${' '.repeat(80)}\n-----\n`.repeat(n / 89)],
  ['rules above blanks', (n: number) => `____________\n${'\n'.repeat(40)}`.repeat(n / 53)],
])('the cost grows with the length alone: %s', (_, make) => {
  const cost = (length: number) => effortOf(() => readNewWords(make(length), null, 'Re: x'))
  cost(20_000)
  expect(cost(160_000)).toBeLessThan(1000)
})
