import { describe, expect, test } from 'vitest'
import { readMail } from '../../../mail/parsing/read-mail.ts'
import { rawMail } from '../../support/raw-mail.ts'

type Case = [name: string, head: string[], body: string, recipients: string[], severity: 'hard' | 'soft']
const gone = 'gone@vale.example'
const original = `From: Desk <support@desk.example>\nTo: ${gone}\nSubject: x\nMessage-ID: <one@desk.example>\n`
// prettier-ignore
const cases: Case[] = [
  [
    'activehunter',
    ['From: MAILER-DAEMON@mx.vale.example', 'Subject: FAILURE NOTICE :', 'X-AHMAILID: 1'],
    `This is the mail delivery agent at mx.vale.example.\nI was not able to deliver your message to the following addresses.\n\n>>> ${gone} <<<\n\n550 sorry, no mailbox here by that name (#5.1.1)\n\n----------------------------------------------------\n${original}`,
    [gone],
    'hard',
  ],
  [
    'james',
    ['From: postmaster@mx.vale.example', 'Subject: [BOUNCE]'],
    `Hi. This is the James mail server at mx.vale.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out. Below\nI include the list of recipients and the reason why I was unable to deliver\nyour message.\n\nFailed recipient(s):\n${gone}\n\nError message:\n550 5.1.1 <${gone}>... User unknown\n\n`,
    [gone],
    'hard',
  ],
  [
    'domino',
    [
      'From: postmaster@vale.example',
      'Subject: DELIVERY FAILURE: User gone (gone@vale.example) not listed in Domino Directory',
    ],
    `Your message\n\n  Subject: x\n\nwas not delivered to:\n\n  ${gone}\n\nbecause:\n\n  User gone (gone@vale.example) not listed in Domino Directory\n`,
    [gone],
    'hard',
  ],
  [
    'notes',
    ['From: <>', 'Subject: Undeliverable message'],
    `------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\n${gone}\n\n\n------- Returned Message --------\n\n${original}`,
    [gone],
    'hard',
  ],
  [
    'mailmarshal',
    ['From: postmaster@gw.vale.example', 'Subject: Undeliverable Mail: "x"'],
    `Your message:\n   From:    support@desk.example\n   Subject: x\n\nCould not be delivered because of\n\n550 5.1.1 User unknown\n\nThe following recipients were affected:\n    ${gone}\n\nAdditional Information\n======================\n\nOriginal Sender:    <support@desk.example>\n`,
    [gone],
    'hard',
  ],
  [
    'mailfoundry',
    ['From: postmaster@mf.vale.example', 'Subject: Message delivery has failed'],
    `This is a report about a message you tried to send.\n\nUnable to deliver message to: <${gone}>\nDelivery failed for the following reason:\nServer mx22.vale.example[192.0.2.222] failed with: 550 <${gone}> No such user here\n\nThis has been a permanent failure.  No further delivery attempts will be made.\n`,
    [gone],
    'hard',
  ],
  [
    'mfilter',
    ['From: Mailer Daemon<MAILER-DAEMON@vale.example>', 'Subject: failure notice', 'X-Mailer: m-FILTER'],
    `vale.example\n${gone}\n\n-------server message \n550 5.1.1 unknown user <${gone}>\n\n-------original message\n${original}`,
    [gone],
    'hard',
  ],
  [
    'mcafee',
    ['From: <Mail-Daemon@gw.vale.example>', 'Subject: Delivery Status', 'X-NAI-Header: Modified by McAfee'],
    `--- The following addresses had delivery problems ---\n\n<${gone}>   (User unknown ${gone})\n\n--------------Original message follows--------------\n${original}`,
    [gone],
    'hard',
  ],
  [
    'x1',
    ['From: "Mail Deliver System" <MAILER-DAEMON@vale.example>', 'Subject: Returned Mail: x'],
    `The original message was received at Thu, 29 Apr 2010 23:34:45 +0900\nfrom desk.example [192.0.2.1]\n\n---The following addresses had delivery errors---\n\n${gone} [User unknown]\n\nReceived from desk.example\n${original}`,
    [gone],
    'hard',
  ],
  [
    'x6',
    ['From: <MAILER-DAEMON@mx.vale.example>', 'Subject: There was an error sending your mail'],
    `We had trouble delivering your message. Full details follow:\n\nSubject: 'x'\nDate: 'Thu, 29 Apr 2012 23:34:45 +0900'\n\n1 error(s):\n\nSMTP Server <mta2.vale.example> rejected recipient <${gone}> (following RCPT command). It responded as follows: [550 5.1.1 User unknown]\n`,
    [gone],
    'hard',
  ],
  [
    'trend',
    ['From: "TrendMicro" <MAILER-DAEMON@vale.example>', 'Subject: Mail Delivery Failure'],
    `The following message could not be delivered.\n\nSent <<< RCPT TO:<${gone}>\nReceived >>> 550 5.1.1 User unknown\n\nUnable to deliver message to <${gone}>\n`,
    [gone],
    'hard',
  ],
  [
    'qmail full',
    ['From: MAILER-DAEMON@mx.vale.example', 'Subject: failure notice'],
    `Hi. This is the qmail-send program at mx.vale.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${gone}>:\nMailbox has exceeded the limit.\n\n--- Below this line is a copy of the message.\n\n${original}`,
    [gone],
    'soft',
  ],
  [
    'exim delay',
    ['From: Mail Delivery System <Mailer-Daemon@mx.desk.example>', 'Subject: Warning: message 1abc delayed 24 hours'],
    `This message was created automatically by mail delivery software.\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue on mx.desk.example.\n\nThe address to which the message has not yet been delivered is:\n\n  ${gone}\n    host mx.vale.example [192.0.2.1]\n    Delay reason: SMTP error from remote mail server after RCPT TO:<${gone}>:\n    451 4.7.1 Greylisting in action\n`,
    [gone],
    'soft',
  ],
  [
    'communigate',
    ['From: MAILER-DAEMON@cg.vale.example', 'Subject: Undeliverable mail: x'],
    `Failed to deliver to '${gone}'\nSMTP module(domain vale.example) reports:\n host vale.example says:\n 550 5.1.1 <${gone}>: user unknown\n`,
    [gone],
    'hard',
  ],
  [
    'hmailserver',
    ['From: mailer-daemon@h.vale.example', 'Subject: Message undeliverable: Re: x'],
    `Your message did not reach some or all of the intended recipients.\n\n   Subject: Re: x\n\nThe following recipient(s) could not be reached:\n\n${gone}\n   Error Type: SMTP\n   hMailServer sent: RCPT TO:<${gone}>\n   Remote server replied: 550 5.1.1 User unknown\n`,
    [gone],
    'hard',
  ],
  [
    'mailenable',
    ['From: "MailEnable" <postmaster@m.vale.example>', 'Subject: Message Delivery Failure'],
    `MailEnable: Message could not be delivered to some recipients.\nThe following recipient(s) could not be reached:\n\n\t[SMTP:${gone}]: \n\tRemote SMTP Server Returned: 550 No such user here\n`,
    [gone],
    'hard',
  ],
  [
    'exim unrouteable',
    [
      'From: Mail Delivery System <Mailer-Daemon@mx.desk.example>',
      'Subject: Mail delivery failed: returning message to sender',
    ],
    `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${gone}\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\n${original}`,
    [gone],
    'hard',
  ],
  [
    'yahoo',
    ['From: MAILER-DAEMON@yahoo.com', 'Subject: Failure Notice'],
    `Sorry, we were unable to deliver your message to the following address.\n\n<${gone}>:\n554: delivery error: dd This user doesn't have a yahoo.com account (${gone}) [0] - mta1.mail.yahoo.com\n\n--- Below this line is a copy of the message.\n\n${original}`,
    [gone],
    'hard',
  ],
  [
    'gmail old',
    [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'Subject: Delivery Status Notification (Failure)',
      `X-Failed-Recipients: ${gone}`,
      'Auto-Submitted: auto-replied',
    ],
    `Delivery to the following recipient failed permanently:\n\n     ${gone}\n\nTechnical details of permanent failure: \nGoogle tried to deliver your message, but it was rejected by the recipient domain. The error that the other server returned was: 550 550 5.1.1 <${gone}>: Recipient address rejected: User unknown (state 14).\n\n----- Original message -----\n\n${original}`,
    [gone],
    'hard',
  ],
  [
    'exchange en',
    ['From: System Administrator <postmaster@vale.example>', 'Subject: Undeliverable: x'],
    `Your message\n\n  To:      ${gone}\n  Subject: x\n  Sent:    Tue, 3 Feb 2026 10:12:00 +0000\n\ndid not reach the following recipient(s):\n\n${gone} on Tue, 3 Feb 2026 10:12:05 +0000\n    The recipient name is not recognized\n\tThe MTS-ID of the original message is: c=us;a= ;p=x\n    MSEXCH:IMS:X:Y:Z 0 (000C05A6) Unknown Recipient\n`,
    [gone],
    'hard',
  ],
  [
    'office365 de',
    [
      'From: Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@vale.example>',
      'Subject: Unzustellbar: x',
      'Return-Path: <>',
    ],
    `Fehler bei der Nachrichtenzustellung an folgende Empfänger oder Gruppen:\n\n${gone}\nDie von Ihnen eingegebene E-Mail-Adresse konnte nicht gefunden werden.\n\nRemote Server returned '550 5.1.1 RESOLVER.ADR.RecipNotFound; not found'\n`,
    [gone],
    'hard',
  ],
  [
    'office365 fr',
    ['From: Microsoft Outlook <MicrosoftExchange329e@vale.example>', 'Subject: Non remis : x', 'Return-Path: <>'],
    `Échec de la remise à ces destinataires ou groupes :\n\n${gone}\nL'adresse de messagerie que vous avez entrée est introuvable.\n\n550 5.1.10 RESOLVER.ADR.RecipientNotFound\n`,
    [gone],
    'hard',
  ],
  [
    'office365 es',
    [
      'From: Microsoft Outlook <MicrosoftExchange329e@vale.example>',
      'Subject: No se puede entregar: x',
      'Return-Path: <>',
    ],
    `No se pudo entregar el mensaje a estos destinatarios o grupos:\n\n${gone}\nEl buzón de correo del destinatario está lleno.\n\n552 5.2.2 mailbox full\n`,
    [gone],
    'soft',
  ],
  [
    'office365 pt',
    [
      'From: Microsoft Outlook <MicrosoftExchange329e@vale.example>',
      'Subject: Não é possível entregar: x',
      'Return-Path: <>',
    ],
    `Falha ao entregar mensagem a estes destinatários ou grupos:\n\n${gone}\nO endereço de e-mail que você digitou não foi encontrado.\n\n550 5.1.1 RecipNotFound\n`,
    [gone],
    'hard',
  ],
  [
    'office365 it',
    [
      'From: Microsoft Outlook <MicrosoftExchange329e@vale.example>',
      'Subject: Impossibile recapitare il messaggio: x',
      'Return-Path: <>',
    ],
    `Recapito non riuscito ai seguenti destinatari o gruppi:\n\n${gone}\nL'indirizzo non è stato trovato.\n\n550 5.1.1 not found\n`,
    [gone],
    'hard',
  ],
  [
    'office365 nl',
    ['From: Microsoft Outlook <MicrosoftExchange329e@vale.example>', 'Subject: Onbestelbaar: x', 'Return-Path: <>'],
    `De bezorging aan deze geadresseerden of groepen is mislukt:\n\n${gone}\nHet e-mailadres kan niet worden gevonden.\n\n550 5.1.1\n`,
    [gone],
    'hard',
  ],
  [
    'office365 pl',
    ['From: Microsoft Outlook <MicrosoftExchange329e@vale.example>', 'Subject: Niedostarczona: x', 'Return-Path: <>'],
    `Nie można dostarczyć do następujących adresatów lub grup:\n\n${gone}\n\n550 5.1.1 user unknown\n`,
    [gone],
    'hard',
  ],
  [
    'office365 sv',
    ['From: Microsoft Outlook <MicrosoftExchange329e@vale.example>', 'Subject: Olevererbart: x', 'Return-Path: <>'],
    `Leverans misslyckades till följande mottagare:\n\n${gone}\n\n550 5.1.1 user unknown\n`,
    [gone],
    'hard',
  ],
  [
    'office365 ja',
    ['From: Microsoft Outlook <MicrosoftExchange329e@vale.example>', 'Subject: 配信不能: x', 'Return-Path: <>'],
    `次の受信者またはグループへの配信に失敗しました:\n\n${gone}\n\n550 5.1.1 user unknown\n`,
    [gone],
    'hard',
  ],
  [
    'mdaemon',
    ['From: MDaemon at mx.vale.example <MDaemon@mx.vale.example>', 'Subject: Permanent Delivery Failure'],
    `The attached message had PERMANENT fatal delivery errors!\n\nFailed address: ${gone}\n\n--- Session Transcript ---\n Tue 2026-02-03 10:00:00: --> RCPT To:<${gone}>\n Tue 2026-02-03 10:00:00: <-- 550 #5.1.0 Address rejected.\n--- End Transcript ---\n`,
    [gone],
    'hard',
  ],
  [
    'postmaster answers',
    ['From: post_master@vale.example', 'Subject: Re: x'],
    `Error: Invalid user address\n\nError message below:\n550 - Requested action not taken: no such user here\n\nMessage details:\n  RCPT TO: ${gone}\n`,
    [gone],
    'hard',
  ],
  [
    'fr full',
    ['From: postmaster@vale.example', 'Subject: Message non distribué'],
    `Votre message n'a pas pu être délivré à l'adresse suivante :\n${gone}\n\nLa boîte aux lettres du destinataire est pleine.\n`,
    [gone],
    'soft',
  ],
  [
    'nl',
    ['From: MAILER-DAEMON@vale.example', 'Subject: Niet-bezorgbaar bericht'],
    `Uw bericht kon niet worden bezorgd bij de volgende ontvanger:\n\n${gone}\nGebruiker onbekend\n`,
    [gone],
    'hard',
  ],
  [
    'sv',
    ['From: MAILER-DAEMON@vale.example', 'Subject: Ej levererbart'],
    `Ditt meddelande kunde inte levereras till följande mottagare:\n\n${gone}\nOkänd användare\n`,
    [gone],
    'hard',
  ],
  [
    'pl',
    ['From: MAILER-DAEMON@vale.example', 'Subject: Niedostarczalna: x'],
    `<${gone}>: Adresat nieznany\n`,
    [gone],
    'hard',
  ],
  [
    'ja full',
    ['From: postmaster@vale.example', 'Subject: 配信不能: x'],
    `${gone}\n受信者のメールボックスがいっぱいです\n`,
    [gone],
    'soft',
  ],
  [
    'one failed, one delayed',
    ['From: MAILER-DAEMON@mx.vale.example', 'Subject: Delivery Status Notification'],
    `Final-Recipient: rfc822; slow@vale.example\nAction: delayed\nStatus: 4.4.1\nDiagnostic-Code: smtp; connection timed out\n\nFinal-Recipient: rfc822; ${gone}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 user unknown\n`,
    ['slow@vale.example', gone],
    'hard',
  ],
  [
    'sendgrid',
    ['From: MAILER-DAEMON <>', 'Subject: Undelivered Mail Returned to Sender'],
    `This is an automatically generated message from SendGrid.\n\nI'm sorry to have to tell you that your message was not able to be delivered to one of its intended recipients.\n\nIf you require assistance with this, please contact SendGrid support.\n\nshironekochan@desk.example\n\n550 5.1.1 <${gone}>: Recipient address rejected: User unknown\n`.replace(
      'shironekochan@desk.example',
      gone,
    ),
    [gone],
    'hard',
  ],
  [
    'opensmtpd',
    ['From: Mailer Daemon <MAILER-DAEMON@mx.desk.example>', 'Subject: Delivery status notification: error'],
    `    Hi!\n\n    This is the MAILER-DAEMON, please DO NOT REPLY to this email.\n\n    An error has occurred while attempting to deliver a message for\n    the following list of recipients:\n\n${gone}: 550 5.2.2 <${gone}>... Mailbox Full\n\n    Below is a copy of the original message:\n\n${original}`,
    [gone],
    'soft',
  ],
  [
    'dma',
    ['From: "DMA" <MAILER-DAEMON@mx.desk.example>', 'Subject: Mail delivery failed'],
    `This is the DragonFly Mail Agent v0.13 at mx.desk.example.\n\nThere was an error delivering your mail to <${gone}>.\n\nmx.vale.example [192.0.2.1] did not like our RCPT TO:\n550 5.1.1 <${gone}>... User Unknown\n\nMessage headers follow.\n\n${original}`,
    [gone],
    'hard',
  ],
  [
    'courier',
    ['From: "Courier mail server at mx.desk.example" <@>', 'Subject: NOTICE: mail delivery status.'],
    `This is a delivery status notification from mx.desk.example,\nrunning the Courier mail server, version 0.65.2.\n\nThe original message was received on Thu, 29 Apr 2004\n\n---------------------------------------------------------------------------\n\n                           UNDELIVERABLE MAIL\n\nYour message to the following recipients cannot be delivered:\n\n<${gone}>:\n    mx.vale.example [192.0.2.1]:\n>>> RCPT TO:<${gone}>\n<<< 550 5.1.1 <${gone}>... User Unknown\n`,
    [gone],
    'hard',
  ],
  [
    'imail',
    ['From: "Mail Administrator"<postmaster@vale.example>', 'Subject: Undeliverable Mail', 'X-Mailer: <SMTP32 v8.22>'],
    `Unknown user: ${gone}\n\n\nOriginal message follows.\n\n${original}`,
    [gone],
    'hard',
  ],
  [
    'mailru',
    ['From: mailer-daemon@corp.mail.ru', 'Subject: Mail failure.', `X-Failed-Recipients: ${gone}`],
    `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${gone}\n    retry timeout exceeded\n`,
    [gone],
    'soft',
  ],
  [
    'yandex',
    ['From: mailer-daemon@yandex.ru', 'Subject: Undelivered Mail Returned to Sender'],
    `This is the mail system at host yandex.ru.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients. It's attached below.\n\n                 Почтовая система Яндекс\n\n<${gone}>: host mx.vale.example[192.0.2.1] said: 550 No such user (in reply to RCPT TO command)\n`,
    [gone],
    'hard',
  ],
  [
    'mimecast',
    ['From: <postmaster@mimecast.example>', 'Subject: [Postmaster] Email Delivery Failure'],
    `Email Delivery Failure\n\nThe email sent to ${gone} was rejected.\n\n550 Rejected by header based manually Blocked Senders - https://community.mimecast.com\n`,
    [gone],
    'soft',
  ],
  [
    'zoho',
    ['From: mailer-daemon@mail.zoho.com', 'Subject: Undelivered Mail Returned to Sender'],
    `This message was created automatically by mail delivery software.\nA message that you sent could not be delivered to one or more of its recipients. This is a permanent error. \n\n${gone} Invalid Address, ERROR_CODE :550, ERROR_CODE :5.1.1 <${gone}>... User Unknown\n\nReceived:from mail.zoho.com\n${original}`,
    [gone],
    'hard',
  ],
  [
    'gmx',
    ['From: GMX Mailer Daemon <mailer-daemon@gmx.net>', 'Subject: Mail delivery failed: returning message to sender'],
    `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. This is a permanent error. The following address\nfailed:\n\n"${gone}":\nSMTP error from remote server after RCPT command:\nhost: mx.vale.example\n5.1.1 <${gone}>... User Unknown\n`,
    [gone],
    'hard',
  ],
  [
    '1und1',
    [
      'From: "Mail Delivery System" <mailer-daemon@kundenserver.de>',
      'Subject: Mail delivery failed: returning message to sender',
    ],
    `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of\nits recipients. The following addresses failed:\n\n${gone}\n\nFor the following reason:\n\nMail size limit exceeded. For explanation visit\nhttp://postmaster.1and1.com/en/error-messages?ip=1\n`,
    [gone],
    'soft',
  ],
  [
    'postfix relay',
    ['From: MAILER-DAEMON@mx.desk.example (Mail Delivery System)', 'Subject: Undelivered Mail Returned to Sender'],
    `This is the mail system at host mx.desk.example.\n\nI'm sorry to have to inform you that your message could not\nbe delivered to one or more recipients.\n\n<${gone}>: host mx.vale.example[192.0.2.1] said: 554 5.7.1\n    <${gone}>: Relay access denied (in reply to RCPT TO command)\n`,
    [gone],
    'soft',
  ],
  [
    'postfix spam after data',
    ['From: MAILER-DAEMON@mx.desk.example (Mail Delivery System)', 'Subject: Undelivered Mail Returned to Sender'],
    `This is the mail system at host mx.desk.example.\n\n<${gone}>: host mx.vale.example[192.0.2.1] said: 550 User unknown (in reply to end of DATA command)\n`,
    [gone],
    'soft',
  ],
  [
    'sendmail host',
    [
      'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.desk.example>',
      'Subject: Returned mail: Host unknown (Name server: vale.example: host not found)',
    ],
    `The original message was received at Tue, 3 Feb 2026\nfrom localhost\n\n   ----- The following addresses had permanent fatal errors -----\n<${gone}>\n\n   ----- Transcript of session follows -----\n550 5.1.2 <${gone}>... Host unknown (Name server: vale.example: host not found)\n`,
    [gone],
    'hard',
  ],
  [
    'sendmail v5',
    ['From: Mail Delivery Subsystem <MAILER-DAEMON>', 'Subject: Returned mail: User unknown'],
    `   ----- Transcript of session follows -----\nWhile talking to mx.vale.example:\n>>> RCPT To:<${gone}>\n<<< 550 5.1.1 <${gone}>... User Unknown\n550 <${gone}>... User unknown\n\n   ----- Unsent message follows -----\nReceived: by x\n${original}`,
    [gone],
    'hard',
  ],
  [
    'list member',
    [
      'From: list-admin@lists.example',
      'Subject: You support@desk.example are not member (users ML)',
      'X-MLServer: fml [fml 4.0.3]',
    ],
    `You are not a member of this mailing list <users@lists.example>.\n\nIf you know the general guide of this list, please send mail.\n`,
    ['users@lists.example'],
    'soft',
  ],
  [
    'groups maybe',
    [
      'From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>',
      'Subject: Delivery Status Notification (Failure)',
      'X-Failed-Recipients: users@groups.example',
    ],
    `Hello support@desk.example,\n\nWe're writing to let you know that the group you tried to contact (users) may not exist, or you may not have permission to post messages to the group.\n`,
    ['users@groups.example'],
    'soft',
  ],
  [
    'spamhaus link',
    [
      'From: Mail Delivery Subsystem <MAILER-DAEMON@mx.desk.example>',
      'Subject: Returned mail: see transcript for details',
    ],
    `   ----- The following addresses had permanent fatal errors -----\n<${gone}>\n    (reason: 553 http://www.spamhaus.org/query/bl?ip=192.0.2.222)\n`,
    [gone],
    'soft',
  ],
]

// prettier-ignore
const others: [name: string, head: string[], body: string][] = [
  [
    'person asks',
    ['From: joana@vale.example', 'Subject: delivery status'],
    `Hi,\n\nmy parcel was not delivered, the courier said the address is unknown.\nCan you check with gone@vale.example?\n`,
  ],
  [
    'person quotes 550',
    ['From: joana@vale.example', 'Subject: Mail rejected'],
    `Hi,\n\nour customers get "550 5.1.1 user unknown" when they write to sales@vale.example. Please mend the mail server.\n\nJoana\n`,
  ],
  [
    'person forwards',
    ['From: joana@vale.example', 'Subject: Fwd: Undelivered Mail Returned to Sender'],
    `Why do we get this?\n\n---------- Forwarded message ---------\nFrom: MAILER-DAEMON@x\n\n<gone@vale.example>: 550 user unknown\n`,
  ],
  [
    'postmaster person',
    ['From: Postmaster <postmaster@vale.example>', 'Subject: New DNS records'],
    `Dear all,\n\nwe have changed our MX records. Please update your settings by Friday.\n`,
  ],
  [
    'postmaster asks',
    ['From: Postmaster <postmaster@vale.example>', 'Subject: Undelivered mail'],
    `Hello,\n\nour customers get "Undelivered Mail Returned to Sender" when they write to sales@vale.example. Can you look?\n`,
  ],
  [
    'postmaster passes on',
    ['From: Postmaster <postmaster@vale.example>', 'Subject: Fwd: Undelivered Mail Returned to Sender'],
    `Please look at this:\n\n<gone@vale.example>: host mx.vale.example said: 550 5.1.1 User unknown\n`,
  ],
  [
    'postmaster answers us',
    ['From: Postmaster <postmaster@vale.example>', 'Subject: Re: Undeliverable: Login'],
    `It works now, it was our firewall. Thanks.\n`,
  ],
  [
    'postmaster cannot sign in',
    ['From: Postmaster <postmaster@vale.example>', 'Subject: User unknown'],
    `When I sign in I see "user unknown". My address is joana@vale.example.\n`,
  ],
  [
    'postmaster greets',
    ['From: Postmaster <postmaster@vale.example>', 'Subject: Correo devuelto'],
    `Hola,\n\nnos llega correo devuelto de gone@vale.example con 550 5.1.1. ¿Qué es?\n`,
  ],
  [
    'person names an address',
    ['From: Joana <joana@vale.example>', 'Subject: Undeliverable address in checkout'],
    `Address validation says undeliverable for gone@vale.example.\n`,
  ],
  [
    'somebody of mail delivery',
    ['From: "Rui, Mail Delivery Team" <rui@vale.example>', 'Subject: Delivery failed: order 1234'],
    `The parcel could not be delivered to the customer. Where do I change the address?\n`,
  ],
  [
    'newsletter',
    ['From: news@shop.example', 'Subject: Your delivery status', 'List-Unsubscribe: <x>'],
    `Your parcel will be delivered tomorrow to joana@vale.example.\n`,
  ],
  [
    'shop',
    ['From: no-reply@shop.example', 'Subject: Delivery failed: we missed you', 'Return-Path: <bounce@shop.example>'],
    `We could not deliver your parcel. Choose a new date: https://shop.example\n`,
  ],
  [
    'ooo daemon',
    [
      'From: Joana <joana@vale.example>',
      'Subject: Automatic reply: x',
      'Auto-Submitted: auto-replied',
      'Return-Path: <>',
    ],
    `I am out of office until Monday and cannot read my mail. In urgent cases write to pedro@vale.example.\n`,
  ],
  [
    'success',
    ['From: MAILER-DAEMON@mx.desk.example', 'Subject: Successful Mail Delivery Report'],
    `Your message was successfully delivered to the destination(s) listed below.\n\n<${gone}>: delivered to mailbox\n`,
  ],
  [
    'person pastes a report',
    ['From: Joana <joana@vale.example>', 'Subject: mails come back'],
    `Hello,\nwe get this:\n\nReporting-MTA: dns; mx.vale.example\n\nFinal-Recipient: rfc822; ${gone}\nAction: failed\nStatus: 5.1.1\n\nCan you help?\n`,
  ],
  [
    'news of a postmaster',
    ['From: Shop News <postmaster@shop.example>', 'Subject: 50% off', 'List-Unsubscribe: <mailto:x@shop.example>'],
    `Do not miss it. We cannot deliver after Friday!\n`,
  ],
  [
    'quota of our own',
    ['From: Mail System <postmaster@desk.example>', 'Subject: Your mailbox is almost full'],
    `Your mailbox support@desk.example uses 95% of its quota.\n`,
  ],
  [
    'a parcel',
    ['From: Joana <joana@vale.example>', 'Subject: Delivery failed - order 552'],
    `The parcel of order 552 was not delivered and returned to sender. What now?\n`,
  ],
  [
    'monitoring',
    ['From: Monitoring <root@server.example>', 'Subject: Cron <root@server> backup failed'],
    `rsync: failed to connect to host: Connection refused (111)\n`,
  ],
]

async function bounceIn(head: string[], body: string) {
  const mail = readMail(rawMail([...head, 'To: support@desk.example', 'Content-Type: text/plain; charset=utf-8'], body))
  if ('unreadable' in mail) throw new Error(mail.unreadable)
  return mail.bounce
}

describe('a report in prose names the recipient and what went wrong', () => {
  test.each(cases)('%s', async (_, head, body, failedRecipients, severity) => {
    expect(await bounceIn(head, body)).toMatchObject({ failedRecipients, severity })
  })
})

describe('is no report', () => {
  test.each(others)('%s', async (_, head, body) => {
    expect(await bounceIn(head, body)).toBeNull()
  })
})

test('very many empty lines are read in the time of their length (B15)', async () => {
  const words = `one\n${'\n'.repeat(80_000)}two\n`
  const began = performance.now()
  for (const from of ['person@vale.example', 'MAILER-DAEMON@mx.vale.example'])
    await readMail(rawMail([`From: ${from}`, 'Subject: Undelivered Mail Returned to Sender'], words))
  // Some hundred times what it takes; searched anew from each line to the end of all of them, it took ten seconds.
  expect(performance.now() - began).toBeLessThan(3000)
})
