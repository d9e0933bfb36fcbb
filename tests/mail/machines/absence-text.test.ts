import { describe, expect, test } from 'vitest'
import { isAbsenceText } from '../../../mail/machines/absence-text.ts'

// prettier-ignore
describe('a note of absence', () => {
  test.each([
    'I am currently out of the office with limited access to e-mail and will return on Monday.',
    'Hello,\n\nI’m on annual leave until 3 August. I will reply when I am back.\n\nKind regards\nTom Berg',
    'This is an automatic reply. This mailbox is not monitored. Please write to info@vale.example.',
    'Thank you for your e-mail. Our office is closed from December 24 to January 2.\nHappy Holidays',
    'Tom no longer works here and is no longer with the company. Please contact ann@vale.example instead.',
    'Dear sender,\nI am travelling this week and will have no access to my mail.\nUrgent: +44 20 7946 0000\n\nTom',
    'Guten Tag,\n\nvielen Dank für Ihre Nachricht. Ich bin bis zum 3. August im Urlaub.\nIhre E-Mail wird nicht weitergeleitet.\n\nMit freundlichen Grüßen\nEva Roth',
    'Ich bin ab dem 27.07. wieder im Büro. Derzeit bin ich leider nicht erreichbar.',
    'Unser Büro ist vom 24.12. bis 2.1. geschlossen. In dringenden Fällen wenden Sie sich an Frau Roth.',
    'Bonjour,\nJe suis absente du bureau jusqu’au 27 juillet. En cas d’urgence, merci de contacter Anne.',
    'Hola, estaré fuera de la oficina hasta el 27 de julio.\nResponderé a mi regreso.\nSaludos',
    'Olá,\nEstou de férias até 27 de julho. Em caso de urgência, contacte a Ana.\nCumprimentos\nRui Sá',
    'Buongiorno, sono in ferie fino al 27 luglio. Risponderò al mio rientro.',
    'Bedankt voor uw bericht. Ik ben afwezig tot 27 juli en heb geen toegang tot mijn e-mail.',
    'Hej! Jag är på semester till den 3 augusti. Vid akuta frågor kontakta Ann.',
    'Dzień dobry, jestem na urlopie do 27 lipca. W pilnych sprawach proszę o kontakt z Anną.',
    'Здравствуйте! Я нахожусь в отпуске до 27 июля. По срочным вопросам обращайтесь к Анне.',
    'Bonjour,\n\nActuellement en congés, je serai de retour le 27 juillet.\n\nCordialement,\nPaul Petit',
    'Olá!\nEstou em férias no período de 13/07 a 27/07. Em casos urgentes, favor contatar a Ana.\nAtt.',
    'Hej,\n\nJag har semester t.o.m. 3 augusti, och läser inte min mail.',
    'We have received your message and will respond within two days.\nThis is an automated response, please do not reply.',
    'Hello and thanks for your message.\n\nI am on vacation from Monday, 20 July, until Friday, 31 July.',
    'Vielen Dank für Ihre E-Mail. Ich befinde mich bis einschließlich 02.08. im Urlaub.',
    'Votre message a bien été reçu. Je suis en congé jusqu’en septembre. Merci d’adresser vos demandes à Anne.',
    'Hallo, bedankt voor je mail! Ik ben tot en met 27 juli op vakantie.',
    'I am travelling until Friday, but will reply when I am back, so please call Ann if it is urgent.',
    'Thank you for your message. I am out of the office until Monday. My colleague Ann Berg sits in for me.\nFor urgent matters contact ann@vale.example.\nI will respond upon my return.',
  ])('%s', (words) => {
    expect(isAbsenceText(words)).toBe(true)
  })
})

// prettier-ignore
describe('words of a person', () => {
  test.each([
    ['greets us by name', 'Hi Marta,\n\nI am out of the office until Monday. Please contact Ann.'],
    ['says more than where they are', 'I am out of the office until Monday. The staging looks good, please go on.'],
    ['says it in another order', 'Looks fine, please release it. I am on vacation until Monday.'],
    ['decides', 'OK\n\nI am on vacation until Monday. Please contact Ann if it is urgent.'],
    ['concludes from it', 'I am out of the office until Thursday, so let us move the call to Friday.'],
    ['says more behind a comma', 'Ich bin bis Freitag im Urlaub, aber die Farben passen noch nicht.'],
    ['adds to it', 'Our office is closed on Friday, the banner has to be up on Thursday. Thanks for your help!'],
    ['thanks for work', 'Danke für die schnelle Hilfe. Ich bin morgen nicht im Büro.'],
    ['speaks of a notice', 'This mailbox is not monitored, says the text on the page. Please contact the writer.'],
    ['calls', 'I am out of the office on Thursday. We had a call with Ann.'],
    ['decides below', 'I am on vacation until Monday. Please contact Ann.\n\nNot OK'],
    ['asks', 'I am out of the office until Monday. Please contact Ann if it is urgent. Will it be done then?'],
    ['was away', 'Sorry, I was out of the office until yesterday. I tested it and it still fails.'],
    ['says no more than that they are away', 'I am on vacation.'],
    ['wants it on the page', 'Our office is closed from December 24 to January 2. Put a notice on the home page.'],
    ['thanks', 'Thank you for your help. We will reply soon.'],
    ['speaks of somebody else', 'Frau Roth ist bis Montag abwesend. Ich vertrete sie. Was fehlt noch?'],
    ['speaks of a machine', 'Please use this text: this is an automatic reply, we got your order.'],
    ['decides in other words', 'Estou de férias a partir de segunda. Aprovado, podem avançar.'],
    ['orders', 'Ich bin bis zum 3. August im Urlaub. Bitte schickt die Rechnung vorher.'],
    ['commands', '#note\nI am out of the office until Monday. Please contact Ann.'],
    ['says nothing', ''],
  ])('who %s', (_, words) => {
    expect(isAbsenceText(words)).toBe(false)
  })

  test('who writes at length', () => {
    const note = 'I am out of the office until Monday. Please contact Ann. '
    expect(isAbsenceText(note.repeat(40))).toBe(false)
  })
})

test.each([
  ['words without a mark', 'i am '.repeat(300)],
  ['beginnings of what never comes', 'thank you for the back on in my urgent '.repeat(38)],
  ['blanks', `I am${' '.repeat(1_490)}x`],
  ['figures', '+1 '.repeat(500)],
  ['capitals', 'A. '.repeat(500)],
  ['very many of all', 'please contact '.repeat(200_000)],
])('%s are judged at once', (_, words) => {
  const started = performance.now()
  isAbsenceText(words)
  expect(performance.now() - started).toBeLessThan(100)
})
