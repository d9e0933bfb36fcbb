import { describe, expect, test } from 'vitest'
import { readNewWords } from '../../../mail/new-words/new-words.ts'
import { effortOf } from '../../support/effort.ts'

function newText(lines: string[], subject = 'Re: x') {
  return readNewWords(lines.join('\n'), null, subject).text
}

test('a name and “wrote” right above a quote introduce it, without a date or an address', () => {
  expect(newText(['In Firefox only.', '', 'On Monday Marta Lopes wrote:', '> In which browser?'])).toBe(
    'In Firefox only.',
  )
})

describe('an earlier mail is folded', () => {
  test.each([
    ['English', 'On Tue, 3 Feb 2026 at 10:12, Marta Reis <marta@agency.example> wrote:'],
    ['German', 'Am 03.02.2026 um 10:12 schrieb Marta Reis <marta@agency.example>:'],
    ['Portuguese', 'Marta Reis <marta@agency.example> escreveu no dia terça, 3/02/2026 à(s) 10:12:'],
    ['French', 'Le mar. 3 févr. 2026 à 10:12, Marta Reis <marta@agency.example> a écrit :'],
    ['Spanish', 'El 3 feb 2026, a las 10:12, Marta Reis <marta@agency.example> escribió:'],
    ['Italian', 'Il giorno mar 3 feb 2026 alle ore 10:12 Marta Reis <marta@agency.example> ha scritto:'],
    ['Dutch', 'Op di 3 feb. 2026 om 10:12 schreef Marta Reis <marta@agency.example>:'],
    ['Polish', 'W dniu 3.02.2026 o 10:12, Marta Reis pisze:'],
    ['Swedish', 'Den tis 3 feb. 2026 kl 10:12 skrev Marta Reis <marta@agency.example>:'],
    ['Czech', 'Dne 3. 2. 2026 v 10:12 Marta Reis napsal(a):'],
    ['Russian', 'вт, 3 февр. 2026 г. в 10:12, Marta Reis <marta@agency.example>:'],
    ['Chinese', '在 2026年2月3日，上午10:12，Marta Reis <marta@agency.example> 写道：'],
    ['Japanese', '2026年2月3日(火) 10:12 Marta Reis <marta@agency.example>:'],
    ['no verb', '2026-02-03 10:12 GMT+01:00 Marta Reis <marta@agency.example>:'],
    ['dashes', '---- Marta Reis wrote ----'],
  ])('below a %s attribution, quoted or not', (_, attribution) => {
    expect(newText(['It works now.', '', attribution, '', '> earlier', '> words'])).toBe('It works now.')
    expect(newText(['It works now.', '', attribution, '', 'earlier words'])).toBe('It works now.')
  })

  test('below an attribution that the mail program wrapped', () => {
    const wrapped = ['On Tue, 3 Feb 2026 at 10:12, Marta Reis from the agency <', 'marta@agency.example> wrote:']
    expect(newText(['Fine.', '', ...wrapped, '', '> earlier'])).toBe('Fine.')
  })

  test.each([
    ['English', ['From: Marta', 'Sent: Tuesday', 'To: Joana', 'Subject: x']],
    ['German', ['Von: Marta', 'Gesendet: Dienstag', 'An: Joana', 'Betreff: x']],
    ['Portuguese', ['De: Marta', 'Enviado: terça', 'Para: Joana', 'Assunto: x']],
    ['French', ['De : Marta', 'Envoyé : mardi', 'À : Joana', 'Objet : x']],
    ['bold', ['*From:* Marta', '*Sent:* Tuesday', '*To:* Joana', '*Subject:* x']],
  ])('below a copied header block (%s)', (_, block) => {
    expect(newText(['Thanks!', '', ...block, '', 'earlier words'])).toBe('Thanks!')
  })

  test('below a line of dashes that says so', () => {
    expect(newText(['Yes.', '', '-----Ursprüngliche Nachricht-----', 'earlier'])).toBe('Yes.')
  })

  test('above the answer', () => {
    expect(newText(['Marta Reis wrote on 3/2/2026:', '> Does it work?', '', 'Yes, it does.'])).toBe('Yes, it does.')
  })
})

describe('a signature is folded', () => {
  test.each([
    ['the two dashes', ['--', 'Joana', 'Vale Cycles']],
    ['a device', ['Sent from my iPhone']],
    ['a device in Portuguese', ['Enviado do meu iPhone']],
    ['a device in German', ['Von meinem iPhone gesendet']],
    ['an app', ['Get Outlook for iOS']],
  ])('%s', (_, signature) => {
    expect(newText(['It works.', '', ...signature])).toBe('It works.')
  })

  test('a closing with a name is no signature', () => {
    expect(newText(['It works.', '', 'Best regards', 'Joana'])).toBe('It works.\n\nBest regards\nJoana')
  })
})

describe('all is kept', () => {
  test('of answers between the lines', () => {
    const lines = ['> Which browser?', 'Firefox', '', '> Since when?', 'Yesterday']
    expect(newText(lines)).toBe(lines.join('\n'))
  })

  test('of what was passed on', () => {
    const lines = [
      'Please see below.',
      '',
      '---------- Forwarded message ---------',
      'From: Ana',
      'the words that matter',
    ]
    expect(newText(lines)).toBe(lines.join('\n'))
  })

  test('of a forward without a mark, told by its subject', () => {
    const lines = [
      'Please see below.',
      '',
      'From: Ana',
      'Sent: Tuesday',
      'To: Joana',
      'Subject: x',
      '',
      'the words that matter',
    ]
    expect(newText(lines, 'FW: x')).toBe(lines.join('\n'))
  })

  test('when nothing would be left', () => {
    const words = readNewWords('> only a quote\n', null, 'Re: x')
    expect(words).toMatchObject({ text: '> only a quote', folded: false, fromText: '' })
  })

  test.each([
    'On the other hand, it wrote: nothing.',
    'From: the first page to the last, all is slow.',
    'I wrote this to you on Monday.',
  ])('of a sentence that looks a little like a quote: %s', (line) => {
    expect(newText([line, 'More words.'])).toBe(`${line}\nMore words.`)
  })
})

describe('HTML', () => {
  const cite = '<div class="moz-cite-prefix">On 3.2.2026 Marta wrote:</div><blockquote type="cite">earlier</blockquote>'

  test.each([
    ['Thunderbird', `<p>It works.</p>${cite}`],
    [
      'Gmail',
      '<div>It works.</div><div class="gmail_quote"><div class="gmail_attr">On 3 Feb 2026 Marta wrote:<br></div><blockquote class="gmail_quote">earlier</blockquote></div>',
    ],
    [
      'Outlook on the web',
      '<div>It works.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Marta</div><div>earlier</div>',
    ],
    [
      'Outlook',
      '<p>It works.</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>From:</b> Marta<br><b>Sent:</b> Tuesday<br><b>To:</b> Joana<br><b>Subject:</b> x</p></div><p>earlier</p>',
    ],
    ['Yahoo', '<div>It works.</div><div class="yahoo_quoted">earlier</div>'],
    ['a signature container', '<div>It works.</div><div class="gmail_signature">Joana, Vale Cycles</div>'],
  ])('of %s is cut at its container', (_, html) => {
    const words = readNewWords(null, html, 'Re: x')
    expect(words.text.trim()).toBe('It works.')
    expect(words.html).not.toMatch(/earlier|Vale Cycles/)
    expect(words.folded).toBe(true)
  })

  test('a cut that the HTML shows is made in the text part too', () => {
    const words = readNewWords(
      'It works.\n\nMarta:\nearlier',
      `<p>It works.</p><div class="yahoo_quoted">Marta:<br>earlier</div>`,
      'Re: x',
    )
    expect(words.text).toBe('It works.')
  })

  test('answers written inside the quote container of Gmail are kept', () => {
    const html =
      '<div class="gmail_quote"><blockquote>Which browser?</blockquote><div>Firefox</div><blockquote>Since when?</blockquote><div>Yesterday</div></div>'
    expect(readNewWords(null, html, 'Re: x').text).toMatch(/Firefox[\s\S]*Yesterday/)
  })

  test('scripts, styles and comments are not words', () => {
    const html =
      '<style>p{}</style><!-- secret --><!--[if mso]>x<![endif]--><script>alert(1)</script><p>1 &lt; 2 &amp;&nbsp;caf&eacute;</p>'
    expect(readNewWords(null, html, 'x').text).toBe('1 < 2 & café')
  })
})

describe('the cost grows with the length alone', () => {
  test.each([
    ['Z09 newlines', (n: number) => '\n'.repeat(n)],
    ['Z09 "Le x"', (n: number) => 'Le x '.repeat(n / 5)],
    ['Z09 "On … wrote"', (n: number) => 'On x wrote\n'.repeat(n / 11)],
    ['quote marks', (n: number) => '>'.repeat(n)],
    ['header labels', (n: number) => 'From: x\n'.repeat(n / 8)],
    ['dashes', (n: number) => '-'.repeat(n)],
    ['dashes and blanks', (n: number) => `--${' '.repeat(n)}x`],
    ['colons', (n: number) => 'wrote:\n'.repeat(n / 7)],
    ['Z10 links', (n: number) => 'http://a.b/c?d= '.repeat(n / 16)],
  ])('%s', (_, make) => {
    const cost = (length: number) => {
      const text = make(length)
      return effortOf(() => readNewWords(text, null, 'Re: x'))
    }
    cost(20_000)
    expect(cost(160_000)).toBeLessThan(1000)
  })

  test.each([
    ['Z08 deep markup', (n: number) => '<div>'.repeat(n / 5)],
    ['open brackets', (n: number) => '<'.repeat(n)],
    ['tags without an end', (n: number) => '<a ="'.repeat(n / 5)],
    ['comments without an end', (n: number) => '<!--'.repeat(n / 4)],
    ['closing tags', (n: number) => '<b><i>'.repeat(n / 12) + '</b>'.repeat(n / 8)],
    ['references', (n: number) => '&'.repeat(n)],
    ['blanks that do not break', (n: number) => `x${'&nbsp;'.repeat(n / 6)}x`],
    ['blanks in a tag', (n: number) => `<div ${' '.repeat(n)}class=x>`],
  ])('%s', (_, make) => {
    const markup = make(900_000)
    expect(effortOf(() => readNewWords(null, markup, 'Re: x'))).toBeLessThan(2000)
  })
})
