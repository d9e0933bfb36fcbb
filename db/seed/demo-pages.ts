import type { DocumentKind } from '../../domain/document.ts'

type Page = { kind?: DocumentKind; title: string; body: string; later?: string }
type Workflow = [title: string, steps: string[], expected: string]

/** The known workflows of each app of the demo world (R034): what its customer tries first. */
export const demoWorkflows: Record<string, Workflow[]> = {
  shop: [
    [
      'Buy a bicycle by card',
      ['Put the Vale Tour in the basket.', 'Choose delivery to Braga.', 'Pay with the test card.'],
      'The order page thanks by name, and a receipt arrives by mail.',
    ],
    [
      'Pay with MB WAY',
      ['Put any helmet in the basket.', 'Choose MB WAY and a test number.', 'Confirm in the test bank.'],
      'The order is paid within a minute and stands in the back office.',
    ],
    [
      'Return an order',
      ['Open an order of last week.', 'Ask for a return with a reason.', 'Accept it in the back office.'],
      'The customer gets a label, and the stock goes up by one.',
    ],
    [
      'Find a part',
      ['Search for “brake pad”.', 'Narrow it to disc brakes.'],
      'Only parts that fit are listed, those in stock first.',
    ],
  ],
  workshop: [
    [
      'Book a repair',
      ['Choose Lisbon and “Annual service”.', 'Take the first free hour.', 'Give name and telephone.'],
      'The hour is gone for others, and a text message confirms it.',
    ],
    [
      'Move a repair',
      ['Open the booking by its link.', 'Choose another day.'],
      'The old hour is free again; the mechanic sees the new one.',
    ],
    [
      'Close a day',
      ['Mark next Friday as closed in the calendar.'],
      'Nobody can book it, and who had booked is listed to be called.',
    ],
  ],
  freight: [
    [
      'Quote a pallet',
      ['Enter Porto to Lyon, one pallet of 300 kg.', 'Ask for a price.'],
      'Three carriers answer within ten seconds, the cheapest first.',
    ],
    [
      'Book a transport',
      ['Take a quote.', 'Add pick-up hours and a contact.', 'Confirm it.'],
      'The carrier gets the order, and a reference appears.',
    ],
    [
      'Follow a transport',
      ['Open a transport under way.', 'Look at the map.'],
      'The last position is younger than fifteen minutes.',
    ],
    [
      'Download the papers',
      ['Open a delivered transport.', 'Download the CMR and the invoice.'],
      'Both open, with the right reference on them.',
    ],
  ],
  clinic: [
    [
      'Ask for an appointment',
      ['Fill in the form with a test name.', 'Send it.'],
      'The reception gets it by mail within a minute.',
    ],
    [
      'Change an opening hour',
      ['Change Saturday in the back office.', 'Open the contact page.'],
      'The new hour shows at once, on the phone too.',
    ],
    [
      'Publish an article',
      ['Write a short article with a picture.', 'Publish it.'],
      'It stands first on the news page, with its picture.',
    ],
  ],
  booking: [
    [
      'Reservar uma casa',
      ['Escolher duas noites em maio.', 'Indicar dois hóspedes.', 'Pagar com o cartão de teste.'],
      'A reserva fica confirmada e as noites ocupadas.',
    ],
    [
      'Cancelar uma reserva',
      ['Abrir uma reserva de teste.', 'Cancelar com mais de sete dias de antecedência.'],
      'O valor é devolvido por inteiro e as noites ficam livres.',
    ],
    [
      'Bloquear datas',
      ['Bloquear uma semana no calendário da casa.'],
      'A semana não aparece a quem procura, nem nos portais ligados.',
    ],
  ],
}

/** The deep dives of the demo world: one business flow a page, and what differs from the standard product (R046, R047). */
export const demoPages: Record<string, Page[]> = {
  shop: [
    {
      title: 'Checkout and payment',
      body: 'From the basket to a paid order.\n\n## The way\n\n1. The basket asks the stock of the shop in Braga and keeps each part for thirty minutes.\n2. Delivery is priced by weight; bicycles go by the carrier, parts by post.\n3. The customer pays by card, MB WAY or transfer.\n4. A paid order goes to the back office, and the receipt by mail.\n\n## Who decides\n\nVale Cycles sets prices and delivery. We look after the payment gateway.\n',
    },
    {
      title: 'Returns and refunds',
      body: 'A customer may send back within 14 days.\n\n- They ask on the order page, with a reason.\n- The shop accepts or refuses it in the back office.\n- What was paid goes back the way it came.\n',
      later:
        'A customer may send back within 30 days.\n\n- They ask on the order page, with a reason and a picture.\n- The shop accepts or refuses it in the back office.\n- What was paid goes back the way it came, within five days.\n',
    },
    {
      title: 'Stock from the warehouse',
      body: 'Every ten minutes the shop asks the warehouse for its stock.\n\nA part that is not answered for keeps the number it had, and is marked **old** in the back office after an hour. Nothing is sold below zero.\n',
    },
    {
      kind: 'deviation',
      title: 'What differs from the standard shop',
      body: '| Where | Standard | Here |\n|---|---|---|\n| Payment | card only | MB WAY by our own module |\n| Delivery | one price | by weight and size |\n| Search | by name | by the bicycle a part fits |\n\nEach module is in the repository under `modules/vale`.\n',
    },
    {
      kind: 'other',
      title: 'Whom to call',
      body: '- Payment gateway: contract number in the safe, day and night.\n- Carrier: the office in Maia, 9 to 18.\n- Warehouse: Pedro Vale.\n',
    },
  ],
  workshop: [
    {
      title: 'Booking a repair',
      body: 'Each workshop has benches, and each kind of repair takes so many half hours of one bench.\n\nA booking takes the first bench that is free for long enough. Two people who want the same hour: the first to confirm has it, the other is asked again.\n',
    },
    {
      title: 'The mechanic’s day',
      body: 'The day shows at seven in the morning, printed or on the tablet. What is finished is ticked, and the customer gets a text message.\n',
    },
    {
      kind: 'deviation',
      title: 'What differs from the standard planner',
      body: 'Half hours instead of hours, and benches instead of people. Holidays come from the calendar of each town.\n',
    },
  ],
  parts: [],
  freight: [
    {
      title: 'Quote to booking',
      body: 'A quote asks all carriers of a lane at once and waits ten seconds.\n\n## Prices\n\nThe margin of Atlas is added per customer group. A price holds for 24 hours.\n\n## Booking\n\nThe carrier confirms by their own system, or by mail where they have none.\n',
      later:
        'A quote asks all carriers of a lane at once and waits ten seconds.\n\n## Prices\n\nThe margin of Atlas is added per customer group. A price holds for 48 hours, fuel included.\n\n## Booking\n\nThe carrier confirms by their own system, or by mail where they have none. After two hours without a word the desk is told.\n',
    },
    {
      title: 'Following a transport',
      body: 'Positions come from the carriers every ten minutes. A transport without a position for an hour is shown grey, and the desk calls the carrier.\n',
    },
    {
      title: 'Papers and invoices',
      body: 'The CMR is made when the carrier confirms, the invoice when it is delivered. Both carry the reference of Atlas, never that of the carrier.\n',
    },
    {
      kind: 'deviation',
      title: 'What differs from the standard portal',
      body: '- Prices per customer group.\n- Two languages on each paper.\n- Accounts are exported each night as a file, not by the standard link.\n',
    },
  ],
  clinic: [
    {
      title: 'From a form to an appointment',
      body: 'The form writes to the reception by mail and keeps nothing. The reception calls back; the calendar of the clinic is not connected.\n',
    },
    {
      title: 'News and opening hours',
      body: 'The clinic writes both in the back office. A change shows at once; the front page is kept for five minutes.\n',
    },
    {
      kind: 'deviation',
      title: 'What differs from the standard site',
      body: 'No cookies, and so no banner. Pictures are made small on upload.\n',
    },
  ],
  booking: [
    {
      title: 'Da procura à reserva',
      body: 'Quem procura vê as casas livres em todas as noites pedidas.\n\n1. O preço é o da noite mais cara, vezes as noites.\n2. A reserva fica presa vinte minutos até ser paga.\n3. Paga, segue o email com a morada e o código da porta.\n',
    },
    {
      title: 'Ligação aos portais',
      body: 'O calendário de cada casa é trocado com dois portais de quinze em quinze minutos.\n\nSe duas reservas chegarem ao mesmo tempo, vale a primeira, e a Casa Nova é avisada da outra.\n',
      later:
        'O calendário de cada casa é trocado com três portais de cinco em cinco minutos.\n\nSe duas reservas chegarem ao mesmo tempo, vale a primeira, e a Casa Nova é avisada da outra por email e mensagem.\n',
    },
    {
      kind: 'deviation',
      title: 'O que difere do produto padrão',
      body: '- Preço por época e por dia da semana.\n- Taxa turística por hóspede, cobrada à chegada.\n- Faturas pelo programa da Casa Nova.\n',
    },
  ],
}
