import { domainOfNewOnes, strangers } from '../../domain/crowd.ts'
import { sayMailboxFault } from '../../domain/words/mailbox-faults.ts'
import { content, type Letter, type Writing } from '../writing/letter.ts'
import { forStaff, glance, ticketOf } from '../writing/letter-words.ts'
import { sayMoment } from '../writing/moment-words.ts'

const words = {
  en: {
    no_manager: (number: number) => `Nobody can take ticket #${number}: there is no project manager for it.`,
    due_soon: (number: number) => `Your turn: ticket #${number} is due soon.`,
    silence_after_approval: (number: number) =>
      `Ticket #${number} waits for the customer, although work on it is approved or paid.`,
    undelivered: (number: number) => `A mail on ticket #${number} did not reach the customer.`,
    nobody_decides: (number: number) => `Nobody at the company may decide what ticket #${number} asks of them.`,
    unseen: (number: number) => `Nobody has looked at ticket #${number} yet.`,
    unclear_scope: (number: number) =>
      `Work on the urgent ticket #${number} began an hour ago, and its scope is not confirmed.`,
    other: (number: number) => `Please look at ticket #${number}.`,
    rights: 'The right is missing, or every limit is too low. Give it to somebody of the company; until then it waits.',
    agree: 'Make sure that project manager and developer mean the same, then confirm the scope on its page.',
    look: 'Take it, or press “I have seen it” on its page. This alarm comes once.',
    empty: (day: string) => `Nobody is on duty today, ${day}.`,
    watch: 'New tickets are watched all day on business days. Put somebody on the rota.',
    rota: 'Open the rota',
    unread: (mailbox: string) => `No mail can be fetched from ${mailbox}.`,
    fault: (said: string) => `The answer was: ${said}`,
    kept: 'Nothing is lost: what arrives waits there and is fetched once it can be read. This alarm comes once.',
    health: 'Open mailboxes',
    flood: (address: string) => `Very many mails came at once from ${address}.`,
    newcomers: (domain: string) => `Very many people of ${domain} wrote at once who are all new to us.`,
    strangers: 'Very many mails of strangers came at once.',
    gathered:
      'They are kept, and stand as one line among the held mails. Nobody is answered about them, and no tickets are opened.',
    settle:
      'There one click lets in whatever only its number holds back, another puts all of them aside as spam. This alarm comes once a day.',
    sort: 'Look through them there, or put all of them aside as spam with one click. This alarm comes once a day.',
    left: (name: string) => `${name}, who left, has written to us.`,
    powerless:
      'The mail proves to come from their address. It is held and did nothing. Did they mean to write, or does somebody else use the address? This alarm comes once.',
    held: 'Open held mails',
    ofMailbox: (agency: string) => `${agency}, about its mailboxes. Only staff get this mail.`,
    footer: (agency: string) => `${agency}, about the duty rota. Only staff get this mail.`,
    stays: 'It stays in triage. Name somebody, or bring a project manager back from absence.',
    due: (moment: string) => `It is due by ${moment}.`,
    call: 'Three business days went by without an answer. It is not closed by silence; please call the customer.',
    said: (address: string, server: string) => `To ${address}; the mail server said: ${server}`,
    waits: 'As long as the customer has not got it, silence closes nothing.',
  },
  pt: {
    no_manager: (number: number) => `Ninguém pode ficar com o pedido #${number}: não há gestor de projeto para ele.`,
    due_soon: (number: number) => `É a sua vez: o prazo do pedido #${number} está a acabar.`,
    silence_after_approval: (number: number) =>
      `O pedido #${number} espera pelo cliente, embora o trabalho já esteja aprovado ou pago.`,
    undelivered: (number: number) => `Um email do pedido #${number} não chegou ao cliente.`,
    nobody_decides: (number: number) => `Ninguém na empresa pode decidir o que o pedido #${number} lhe pergunta.`,
    unseen: (number: number) => `Ainda ninguém viu o pedido #${number}.`,
    unclear_scope: (number: number) =>
      `O trabalho no pedido urgente #${number} começou há uma hora e o âmbito não está confirmado.`,
    other: (number: number) => `Veja por favor o pedido #${number}.`,
    rights: 'Falta o direito, ou todos os limites são baixos demais. Dê-o a alguém da empresa; até lá fica à espera.',
    agree: 'Veja se a gestão de projeto e quem programa entendem o mesmo e confirme o âmbito na página do pedido.',
    look: 'Fique com ele, ou carregue em «Já vi» na página do pedido. Este alarme só vem uma vez.',
    empty: (day: string) => `Hoje, ${day}, ninguém está de serviço.`,
    watch: 'Nos dias úteis há sempre quem vigie os pedidos novos. Ponha alguém na escala.',
    rota: 'Abrir a escala',
    unread: (mailbox: string) => `Não é possível ir buscar correio a ${mailbox}.`,
    fault: (said: string) => `A resposta foi: ${said}`,
    kept: 'Nada se perde: o que chegar espera lá e é recolhido quando for possível. Este alarme só vem uma vez.',
    health: 'Abrir as caixas de correio',
    flood: (address: string) => `Chegaram muitíssimos emails de uma vez de ${address}.`,
    newcomers: (domain: string) => `Escreveram de uma vez muitíssimas pessoas de ${domain}, todas novas para nós.`,
    strangers: 'Chegaram muitíssimos emails de desconhecidos de uma vez.',
    gathered:
      'Estão guardados e aparecem como uma só linha entre os emails retidos. Ninguém recebe resposta e não se abrem pedidos.',
    settle:
      'Aí, um clique deixa entrar tudo o que só o número retém, outro põe todos de lado como spam. Este alarme só vem uma vez por dia.',
    sort: 'Veja-os lá, ou ponha todos de lado como spam com um clique. Este alarme só vem uma vez por dia.',
    left: (name: string) => `${name}, que já saiu, escreveu-nos.`,
    powerless:
      'O email prova que vem do seu endereço. Está retido e nada fez. Quis mesmo escrever, ou é outra pessoa que usa o endereço? Este alarme só vem uma vez.',
    held: 'Abrir emails retidos',
    ofMailbox: (agency: string) => `${agency}, sobre as suas caixas de correio. Só a equipa recebe este email.`,
    footer: (agency: string) => `${agency}, sobre a escala de serviço. Só a equipa recebe este email.`,
    stays: 'Fica na triagem. Indique alguém ou peça a um gestor de projeto que regresse.',
    due: (moment: string) => `O prazo termina ${moment}.`,
    call: 'Passaram três dias úteis sem resposta. O silêncio não o fecha; telefone por favor ao cliente.',
    said: (address: string, server: string) => `Para ${address}; o servidor de correio disse: ${server}`,
    waits: 'Enquanto o cliente não o receber, o silêncio não fecha nada.',
  },
} as const

const known = [
  'no_manager',
  'due_soon',
  'silence_after_approval',
  'undelivered',
  'unseen',
  'nobody_decides',
  'unclear_scope',
] as const
type Because = (typeof known)[number] | 'other'

/** Something needs one of us, and would otherwise go unseen. Answers stay among us. */
export const alarm: Letter = {
  voice: 'house',
  write(writing) {
    const said = words[writing.reader.language]
    const because = becauseOf(writing)
    if (handedIn(writing, 'because') === 'nobody_on_duty') return emptyDay(writing)
    if (handedIn(writing, 'because') === 'mailbox_unread') return unreadMailbox(writing)
    if (handedIn(writing, 'because') === 'mail_flood') return flood(writing)
    if (handedIn(writing, 'because') === 'who_left') return whoLeft(writing)
    return content({
      heading: said[because](ticketOf(writing).number),
      paragraphs: detailsOf(writing, because),
      facts: glance(writing),
      ...forStaff(writing),
    })
  },
}

/**
 * Four alarms are about no ticket: a day that nobody is on duty, a mailbox that cannot be read, a flood of mail, and
 * somebody who left and writes.
 */
function emptyDay(writing: Writing) {
  const said = words[writing.reader.language]
  return content({
    heading: said.empty(handedIn(writing, 'day') ?? ''),
    paragraphs: [said.watch],
    button: { text: said.rota, url: `${writing.baseUrl}/desk/settings/duty` },
    footer: said.footer(writing.agency),
  })
}

function unreadMailbox(writing: Writing) {
  const said = words[writing.reader.language]
  const found = { fault: handedIn(writing, 'fault') ?? '', said: handedIn(writing, 'said') ?? null }
  const { sentence, said: answer } = sayMailboxFault(found, writing.reader.language)
  return content({
    heading: said.unread(handedIn(writing, 'mailbox') ?? ''),
    paragraphs: [sentence, ...(answer ? [said.fault(answer)] : []), said.kept],
    button: { text: said.health, url: `${writing.baseUrl}/desk/settings/mailboxes` },
    footer: said.ofMailbox(writing.agency),
  })
}

function whoLeft(writing: Writing) {
  const said = words[writing.reader.language]
  return content({
    heading: said.left(handedIn(writing, 'name') ?? ''),
    paragraphs: [said.powerless],
    button: { text: said.held, url: `${writing.baseUrl}/desk/mail?view=held` },
    footer: said.ofMailbox(writing.agency),
  })
}

function flood(writing: Writing) {
  const said = words[writing.reader.language]
  const name = handedIn(writing, 'flood') ?? ''
  const domain = domainOfNewOnes(name)
  const heading = domain ? said.newcomers(domain) : name.includes('@') ? said.flood(name) : said.strangers
  return content({
    heading,
    // Of strangers nothing is known: none of them is let in unseen.
    paragraphs: [said.gathered, name === strangers ? said.sort : said.settle],
    button: { text: said.held, url: `${writing.baseUrl}/desk/mail?view=held` },
    footer: said.ofMailbox(writing.agency),
  })
}

function detailsOf(writing: Writing, because: Because): string[] {
  const said = words[writing.reader.language]
  const due = handedIn(writing, 'due_at')
  if (because === 'no_manager') return [said.stays]
  if (because === 'unseen') return [said.look]
  if (because === 'nobody_decides') return [said.rights]
  if (because === 'unclear_scope') return [said.agree]
  if (because === 'due_soon') return due ? [said.due(sayMoment(Temporal.Instant.from(due), writing.reader))] : []
  if (because === 'silence_after_approval') return [said.call]
  if (because === 'undelivered')
    return [said.said(handedIn(writing, 'address') ?? '', handedIn(writing, 'said') ?? ''), said.waits]
  return []
}

function becauseOf(writing: Writing): Because {
  const because = handedIn(writing, 'because')
  return known.find((one) => one === because) ?? 'other'
}

function handedIn({ handed, cause }: Writing, name: string): string | null {
  const value = handed[name] ?? cause?.body[name]
  return typeof value === 'string' ? value : null
}
