import { rawMail } from '../support/raw-mail.ts'

/**
 * Mails as customers write them, one to three a person: a third plain, a third with HTML, a third with a picture too,
 * some 12 KB on average; each tenth answers one before it.
 */
export function mixedMails(people: string[], count: number): Buffer[] {
  return Array.from({ length: count }, (_, at) => mixedMail(people, at))
}

/** The mail with this number; the same number is the same mail. */
export function mixedMail(people: string[], at: number): Buffer {
  const answered = at % 10 === 9 ? at - 9 : null
  const from = people[(answered ?? at) % people.length] ?? ''
  const domain = from.slice(from.indexOf('@') + 1)
  const words = wordsFrom(at)
  const head = [
    'Received: from mail.example by mx.desk.example; Mon, 16 Nov 2026 10:00:00 +0000',
    `Authentication-Results: mx.desk.example; dmarc=pass header.from=${domain}; dkim=pass header.d=${domain}`,
    `From: Person <${from}>`,
    'To: support@desk.example',
    `Subject: ${answered === null ? '' : 'Re: '}${words(5)} ${at}`,
    `Message-ID: <bench-${at}@${domain}>`,
    'Date: Mon, 16 Nov 2026 10:00:00 +0000',
    ...(answered === null ? [] : [`In-Reply-To: <bench-${answered}@${domain}>`]),
    'MIME-Version: 1.0',
  ]
  const paragraphs = Array.from({ length: 5 + (at % 8) }, () => words(45))
  const quote =
    answered === null ? '' : `\n\nOn Mon, 16 Nov 2026 at 10:00, Person wrote:\n> ${words(12)}\n> ${words(12)}`
  const text = `${paragraphs.join('\n\n')}${quote}\n`
  if (at % 3 === 0) return rawMail([...head, 'Content-Type: text/plain; charset=utf-8'], text)
  return rawMail([...head, 'Content-Type: multipart/mixed; boundary=outer'], bodyOf(at, { text, paragraphs, quote }))
}

function bodyOf(at: number, { text, paragraphs, quote }: { text: string; paragraphs: string[]; quote: string }) {
  const style = 'font-family: Calibri, Arial, sans-serif; font-size: 11pt; margin: 0 0 8pt 0; color: #1f2328'
  const html = `<html><body>${paragraphs.map((words) => `<p style="${style}"><span lang="en">${words}</span></p>`).join('')}${quote && `<blockquote type="cite"><p>${quote}</p></blockquote>`}</body></html>`
  const parts = [
    '--outer\nContent-Type: multipart/alternative; boundary=inner',
    `--inner\nContent-Type: text/plain; charset=utf-8\n\n${text}`,
    `--inner\nContent-Type: text/html; charset=utf-8\n\n${html}\n--inner--`,
    ...(at % 3 === 2 ? [`--outer\n${pictureOf(at)}`] : []),
  ]
  return `${parts.join('\n\n')}\n--outer--\n`
}

function pictureOf(at: number) {
  const bytes = Buffer.alloc(13_000, at % 251)
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const name = `shot-${at}.png`
  return `Content-Type: image/png; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${bytes.toString('base64').replace(/.{76}/g, '$&\n')}`
}

const syllables = 'ba che di fo gu ha ji ke lo mu na or pe qui ra se ti uv wa yo zu al en is om'.split(' ')

/** Some thousand words, few of them often, the same ones for the same seed: what a search index has to work through. */
function wordsFrom(seed: number) {
  let state = seed + 1
  const next = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return state / 2 ** 32
  }
  const word = () => {
    const rank = Math.floor(3_000 * next() ** 3)
    const [first, second, third] = [rank % 25, Math.floor(rank / 25) % 25, Math.floor(rank / 625)]
    return `${syllables[first]}${syllables[second]}${rank < 300 ? '' : syllables[third]}`
  }
  return (count: number) => Array.from({ length: count }, word).join(' ')
}
