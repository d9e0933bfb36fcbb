import { describe, expect, test } from 'vitest'
import { readMail } from '../../../mail/parsing/read-mail.ts'
import { rawMail } from '../../support/raw-mail.ts'

const bob = 'bob@client.example'
const eva = 'eva@client.example'

function read(head: string[], body: string) {
  const mail = readMail(rawMail([...head, 'To: support@desk.example', 'MIME-Version: 1.0'], body))
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail
}

function encoded(subject: string) {
  return `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`
}

/** A report of RFC 3464 with these field groups, of whatever type its head claims. */
function report(groups: string, { type = 'multipart/report; report-type=delivery-status', text = 'It failed.' } = {}) {
  const parts = [
    `Content-Type: text/plain; charset=utf-8\n\n${text}`,
    `Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.desk.example\n\n${groups}`,
  ]
  return {
    head: ['From: MAILER-DAEMON@mx.desk.example', 'Subject: Undelivered', `Content-Type: ${type}; boundary=b`],
    body: `--b\n${parts.join('\n--b\n')}\n--b--\n`,
  }
}

function failed(address: string, status: string, diagnostic = '') {
  return `Final-Recipient: rfc822; ${address}\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; ${diagnostic}\n`
}

describe('a report says whom it could not reach, and whether that is for good', () => {
  test.each<[name: string, groups: string, recipients: string[], severity: 'hard' | 'soft']>([
    [
      'unknown',
      failed(bob, '5.1.10', '550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by SMTP address lookup'),
      [bob],
      'hard',
    ],
    ['all refused', failed(bob, '5.4.1', '550 5.4.1 All recipient addresses rejected : Access denied'), [bob], 'hard'],
    [
      'no such domain',
      failed(bob, '5.4.4', '554 5.4.4 SMTPSEND.DNS.NonExistentDomain; nonexistent domain'),
      [bob],
      'hard',
    ],
    [
      'a code that says nothing',
      failed(bob, '5.0.350', '550 5.0.350 Remote server returned an error -> 550 No such user here'),
      [bob],
      'hard',
    ],
    ['full in spite of the code', failed(bob, '5.1.1', '550 5.1.1 mailbox over quota'), [bob], 'soft'],
    [
      'a sender without proof',
      failed(bob, '5.7.26', '550 5.7.26 blocked because the sender is unauthenticated'),
      [bob],
      'soft',
    ],
    [
      'a limit an hour',
      failed(bob, '5.2.121', "550 5.2.121 recipient's per hour message receive limit exceeded"),
      [bob],
      'soft',
    ],
    ['given up', failed(bob, '4.4.7', '550 4.4.7 QUEUE.Expired; message expired'), [bob], 'soft'],
    ['two', `${failed(bob, '5.2.2')}\n${failed(eva, '5.2.2')}`, [bob, eva], 'soft'],
    [
      'one of two',
      `Final-Recipient: rfc822; ${eva}\nAction: delivered\nStatus: 2.0.0\n\n${failed(bob, '5.1.1')}`,
      [bob],
      'hard',
    ],
    ['an alias', `Original-Recipient: rfc822; ${eva}\n${failed(bob, '5.1.1')}`, [bob], 'hard'],
    ['a local name at the end', `Original-Recipient: rfc822; ${bob}\n${failed('bob', '5.1.1')}`, [bob], 'hard'],
    ['blanks and angles', `Final-Recipient : rfc822 ; <${bob}>\nAction : failed\nStatus : 5.1.1\n`, [bob], 'hard'],
    ['a folded recipient', `Final-Recipient: rfc822;\n\t${bob}\nAction: failed\nStatus: 5.1.1\n`, [bob], 'hard'],
    ['no action', `Final-Recipient: rfc822; ${bob}\nStatus: 5.1.1\n`, [bob], 'hard'],
    ['late', `Final-Recipient: rfc822; ${bob}\nAction: delayed\nStatus: 4.4.1\n`, [bob], 'soft'],
  ])('%s', (_, groups, failedRecipients, severity) => {
    const { head, body } = report(groups)
    expect(read(head, body).bounce).toMatchObject({ failedRecipients, severity })
  })

  test.each(['multipart/report', 'multipart/mixed'])('as %s without a report type', (type) => {
    const { head, body } = report(failed(bob, '5.1.1'), { type })
    expect(read(head, body).bounce).toMatchObject({ failedRecipients: [bob], severity: 'hard' })
  })
})

describe('a report in any tongue is known by its decoded subject', () => {
  test.each<[subject: string, words: string, severity: 'hard' | 'soft']>([
    ['Unzustellbar: x', 'Die von Ihnen eingegebene E-Mail-Adresse konnte nicht gefunden werden.', 'hard'],
    ['Unzustellbar: x', 'Das Postfach des Empfängers ist voll.', 'soft'],
    ['Non remis : x', 'Le destinataire est introuvable.', 'hard'],
    ['Não é possível entregar: x', 'Não foi possível encontrar o endereço introduzido.', 'hard'],
    ['Não é possível entregar: x', 'A caixa de correio do destinatário está cheia.', 'soft'],
    ['No se puede entregar: x', 'No se encontró la dirección especificada.', 'hard'],
    ['Non recapitabile: x', "Impossibile trovare l'indirizzo immesso.", 'hard'],
    ['Niedostarczone: x', 'Nie znaleziono podanego adresu.', 'hard'],
    ['Kan inte levereras: x', 'Det gick inte att hitta adressen som du angav.', 'hard'],
    ['Kan ikke leveres: x', 'Den angivne adresse blev ikke fundet.', 'hard'],
    ['Nedoručitelné: x', 'Zadaná adresa nebyla nalezena.', 'hard'],
    ['Не доставлено: x', 'Указанный адрес не найден.', 'hard'],
    ['配信不能: x', '受信者のメールボックスがいっぱいです。', 'soft'],
    ['无法送达: x', '找不到您输入的地址。', 'hard'],
  ])('%s, %s', (subject, words, severity) => {
    const head = ['From: postmaster@vale.example', 'Return-Path: <>', encoded(subject)]
    const mail = read([...head, 'Content-Type: text/plain; charset=utf-8'], `${bob}\n${words}\n`)
    expect(mail.bounce).toMatchObject({ failedRecipients: [bob], severity })
  })

  test('an Exchange server is known by its own address and mark', () => {
    const address = `microsoftexchange${'0'.repeat(32)}@vale.example`
    const words = `Dostarczenie nie powiodło się:\n\n${bob}\n\n550 5.1.10 RESOLVER.ADR.RecipientNotFound\n`
    for (const sign of [`From: ${address}`, 'X-MS-Exchange-Message-Is-Ndr: 1'])
      expect(read([sign, encoded('Informacja')], words).bounce).toMatchObject({ severity: 'hard' })
  })
})

test('a comment beside a recipient is no part of the address', () => {
  const { head, body } = report(
    'Final-Recipient: rfc822;bob@client.example (Bob of sales)\nAction: failed\nStatus: 5.1.1\n',
  )
  expect(read(head, body).bounce?.failedRecipients).toEqual([bob])
})

test.each([
  ['Czech', 'Nelze doručit: Košík', 'Doručení následujícím příjemcům nebo skupinám se nezdařilo:'],
  ['Slovak', 'Nedoručiteľné: Košík', 'Doručenie týmto príjemcom zlyhalo, nepodarilo sa:'],
  ['Croatian', 'Ne može se isporučiti: x', 'Isporuka sljedećim primateljima:'],
  ['Ukrainian', 'Не вдалося доставити: x', 'Лист таким одержувачам:'],
  ['Hebrew', 'לא ניתן למסירה: x', 'המסירה נכשלה:'],
  ['Indonesian', 'Tidak terkirim: x', 'Pengiriman gagal:'],
])('a server writes %s', (_, subject, words) => {
  const head = ['Return-Path: <>', 'From: Server <postmaster@client.example>', encoded(subject)]
  const mail = read([...head, 'Content-Type: text/plain; charset=utf-8'], `${words}\n\n${bob}\n`)
  expect(mail.bounce?.failedRecipients).toEqual([bob])
})

test('the router of a Notes house is a daemon', () => {
  const words = `------- Failure Reasons  --------\n\nUser bob not listed in public Name & Address Book\n${bob}\n`
  const head = ['From: NotesMail_Router@client.example', 'Subject: DELIVERY FAILURE: User bob not listed']
  expect(read(head, words).bounce).toMatchObject({ failedRecipients: [bob], severity: 'hard' })
})

describe('prose of servers', () => {
  test.each<
    [name: string, from: string, subject: string, words: string, recipients: string[], severity: 'hard' | 'soft']
  >([
    [
      'the address in the first sentence',
      'bounces@mailer.example',
      'Undeliverable: x',
      `Your message to ${bob} could not be delivered.\n\nReason: smtp;550 5.1.1 user unknown\n`,
      [bob],
      'hard',
    ],
    [
      'a desk to ask',
      'MAILER-DAEMON@vale.example',
      'Returned Mail',
      `The following destination addresses were unknown:\n\nSMTP <${bob}>\n\nPlease reply to Postmaster@vale.example\nif you feel this message to be in error.\n`,
      [bob],
      'hard',
    ],
    [
      'behind an alias',
      'MAILER-DAEMON@vale.example',
      'Returned mail',
      `"|/usr/bin/procmail"\n    (reason: Can't create output)\n    (expanded from: <${bob}>)\n`,
      [bob],
      'soft',
    ],
    [
      'a host named after its work',
      'MAILER-DAEMON@filter.vale.example',
      'failure notice',
      `filter.vale.example\n${bob}\n\nunknown user\n`,
      [bob],
      'hard',
    ],
    [
      'named without a code',
      'MAILER-DAEMON@vale.example',
      'Non delivery notice',
      `** ${bob} **\n   this person is no longer employed here\n`,
      [bob],
      'hard',
    ],
    [
      'kept too long',
      'MAILER-DAEMON@vale.example',
      'Mail status',
      `Your mail to the address\n\n    ${bob}\n\nhas been deleted after 5 days.\nLast error: Connection reset by peer\n`,
      [bob],
      'soft',
    ],
    [
      'X.400',
      'postmaster@vale.example',
      'Non-delivery report',
      `Your message was not delivered to ${bob}:\n\n  Unrecognised O/R name\n`,
      [bob],
      'hard',
    ],
    [
      'stopped by a scanner',
      'MAILER-DAEMON@vale.example',
      'BANNED CONTENTS in mail from you',
      `found in your mail to:\n-> ${bob}\n\nDelivery of the email was stopped!\n`,
      [bob],
      'soft',
    ],
    [
      'sent in our own name',
      'support@desk.example',
      'Undelivered Mail Returned to Sender',
      `This is the mail system at host mx.vale.example.\n\n<${bob}>: host mx said: 550 5.1.1 User unknown\n`,
      [bob],
      'hard',
    ],
  ])('%s', (_, from, subject, words, failedRecipients, severity) => {
    expect(read([`From: ${from}`, `Subject: ${subject}`], words).bounce).toMatchObject({ failedRecipients, severity })
  })
})

describe('what looks like a failure and is none', () => {
  const jo = 'From: Jo <jo@client.example>'
  test.each<[name: string, head: string[], body: string]>([
    [
      'a question about a report',
      [jo, encoded('Undelivered mail')],
      `We get "Undelivered Mail Returned to Sender":\n\n<${bob}>: host mx said: 550 5.1.1 User unknown\n\nWhat shall we do?\n`,
    ],
    [
      'a report as text',
      [jo, encoded('Returned mail: see transcript for details')],
      `What does it mean?\n\n   ----- The following addresses had permanent fatal errors -----\n<${bob}>\n    (reason: 550 5.1.1 User unknown)\n`,
    ],
    [
      'a screen that says so',
      [jo, 'Subject: Undeliverable'],
      `When we press "send" the app says "Undeliverable: 550 5.1.1 unknown user" for ${bob}.\n`,
    ],
    [
      'a letter that tells of one',
      [jo, 'Subject: Undeliverable: x'],
      `Hello Marta, your last mail was undeliverable, says our admin: 552 5.2.2 Mailbox full. Please send it again to ${eva}.\n`,
    ],
    [
      'an answer to one',
      [jo, 'Subject: RE: Delivery Status Notification (Failure)'],
      `That address is gone. Use ${eva}.\n`,
    ],
    [
      'a parcel in Czech',
      [jo, encoded('Nelze doručit: balík 12')],
      `Balík se nezdařilo doručit zákazníkovi ${eva}. Co teď?\n`,
    ],
    [
      'somebody who sells routers for mail',
      ['From: Mail Route Ltd <jo@client.example>', 'Subject: Delivery failure page'],
      `The page with failures shows ${eva} twice.\n`,
    ],
    [
      'TLS failures',
      ['From: tls@vale.example', 'Subject: Report', 'Content-Type: multipart/report; report-type="tlsrpt"; boundary=b'],
      '--b\nContent-Type: text/plain\n\nAn aggregate report.\n--b--\n',
    ],
    [
      'a full mailbox of our own',
      ['From: postmaster@desk.example', 'Subject: Your mailbox is almost full'],
      'support@desk.example uses 95 % of its quota.\n',
    ],
  ])('%s', (_, head, body) => {
    expect(read(head, body).bounce).toBeNull()
  })

  test('a report that a person passes on', () => {
    const { body } = report(failed(bob, '5.1.1'))
    const head = [jo, 'Subject: FW: Undelivered Mail Returned to Sender', 'Content-Type: multipart/mixed; boundary=b']
    expect(read(head, body)).toMatchObject({ bounce: null, screening: { kind: 'human' } })
  })

  test('a receipt without its report type is an automatic reply', () => {
    const part = `Final-Recipient: rfc822; ${bob}\nDisposition: manual-action/MDN-sent-manually; displayed\n`
    const body = `--b\nContent-Type: text/plain\n\nIt was shown.\n--b\nContent-Type: message/disposition-notification\n\n${part}--b--\n`
    const mail = read([jo, 'Subject: Read: x', 'Content-Type: multipart/report; boundary=b'], body)
    expect(mail).toMatchObject({ bounce: null, screening: { kind: 'auto_reply' } })
  })
})

describe('a complaint about a mail of ours did arrive (RFC 5965)', () => {
  const fields = `Feedback-Type: abuse\nVersion: 1\nOriginal-Rcpt-To: <${bob}>\nReporting-MTA: dns; mx.client.example\n`
  const copy = `From: Desk <support@desk.example>\nTo: ${bob}\nSubject: x\nMessage-ID: <one@desk.example>\n\nHello.\n`

  function complaint(from: string, type: string) {
    const words = `This is a report about a message that was rejected: 550 5.7.1 <${bob}>: spam`
    const parts = [
      `Content-Type: text/plain\n\n${words}`,
      `Content-Type: Message/Feedback-Report\n\n${fields}`,
      `Content-Type: message/rfc822\n\n${copy}`,
    ]
    return read(
      [`From: ${from}`, 'Subject: Undeliverable: x', `Content-Type: ${type}; boundary=b`],
      `--b\n${parts.join('\n--b\n')}\n--b--\n`,
    )
  }

  test.each([
    ['an abuse desk', 'fbl@client.example', 'multipart/report; report-type=feedback-report'],
    ['another case and quotes', 'fbl@client.example', 'Multipart/Report; Report-Type="Feedback-Report"'],
    ['a daemon', 'MAILER-DAEMON@mx.client.example', 'multipart/report; report-type=feedback-report'],
    ['a desk that names no type', 'fbl@client.example', 'multipart/report'],
  ])('%s', (_, from, type) => {
    expect(complaint(from, type)).toMatchObject({ bounce: null, screening: { kind: 'auto_reply' } })
  })

  test('a person who shows us one is a person', () => {
    const mail = complaint('Jo <jo@client.example>', 'multipart/mixed')
    expect(mail).toMatchObject({ bounce: null, screening: { kind: 'human' } })
  })

  test('a failure that is called one is a failure', () => {
    const { head, body } = report(failed(bob, '5.1.1'), { type: 'multipart/report; report-type=feedback-report' })
    expect(read(head, body).bounce).toMatchObject({ failedRecipients: [bob], severity: 'hard' })
  })
})
