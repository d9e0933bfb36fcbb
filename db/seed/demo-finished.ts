import type { DemoPeople } from './demo-people.ts'
import type { DaysAgo, Play } from './play.ts'
import { answered, approved, asked, built, estimated, released, says, scoped, taken } from './scenes.ts'

/** Tickets that have ended, in all the ways a ticket can end; the oldest first. */
export function finishedPlays(people: DemoPeople, ago: DaysAgo): Play[] {
  return [...repaired(people, ago), ...endedOtherwise(people, ago)]
}

/** Fixed, tested by the customer, released and documented. */
function repaired({ staff, companies, contacts, apps }: DemoPeople, ago: DaysAgo): Play[] {
  const { marta, diogo, lena, rui, nadia, tom } = staff
  const works = [
    [
      'joana',
      'vale',
      'shop',
      marta,
      rui,
      'Vouchers can be used twice',
      'A customer used the same voucher in two orders.',
      'A voucher is spent in the same step that uses it.',
      3,
    ],
    [
      'pedro',
      'vale',
      'shop',
      marta,
      nadia,
      'Product pictures load slowly on phones',
      'The list of bikes takes eight seconds on 4G.',
      'Pictures are sent in the size of the screen.',
      5,
    ],
    [
      'joana',
      'vale',
      'workshop',
      marta,
      nadia,
      'Bookings shift by an hour after the change of clocks',
      'All bookings after Sunday are an hour off.',
      'Bookings keep the local time of the workshop.',
      4,
    ],
    [
      'ines',
      'atlas',
      'freight',
      diogo,
      tom,
      'Tracking page shows the wrong carrier',
      'Parcels by road show the sea carrier.',
      'The carrier is read from the leg, not from the order.',
      2,
    ],
    [
      'hugo',
      'atlas',
      'freight',
      diogo,
      tom,
      'Pallet weights are rounded down',
      '1.9 t becomes 1 t on the waybill.',
      'Weights are kept in kilograms.',
      1.5,
    ],
    [
      'ines',
      'atlas',
      'freight',
      diogo,
      rui,
      'Search finds nothing with accents',
      '“São” finds nothing, “Sao” does.',
      'Search ignores accents.',
      3,
    ],
    [
      'clara',
      'lumen',
      'clinic',
      diogo,
      nadia,
      'Appointment form loses the phone number',
      'The number is empty in the mail to the front desk.',
      'The field had two names; now it has one.',
      1,
    ],
    [
      'rita',
      'casa',
      'booking',
      marta,
      tom,
      'Preços de época alta não aparecem',
      'Em agosto mostra o preço de inverno.',
      'O preço é escolhido pela noite, não pela data da reserva.',
      2,
    ],
  ] as const
  return works.map(([by, company, app, pm, developer, title, body, solution, hours], place) => {
    const contact = contacts[by]
    const decider = { vale: contacts.joana, atlas: contacts.ines, lumen: contacts.clara, casa: contacts.rita }[company]
    const summary = `${solution} Please look at it on staging.`
    const fix = released(pm, lena, decider, { summary, url: `https://staging.${app}.example` })
    return {
      by: contact,
      companyId: companies[company],
      appId: apps[app],
      category: place % 2 === 0 ? 'issue_with_error' : 'issue_no_error',
      title,
      body,
      opened: ago(58 - place * 4, (place * 1.7) % 6),
      steps: [
        ...taken(pm, 0.5 + place / 5),
        ...scoped(pm, apps[app], solution, 'postpaid'),
        ...estimated(lena, pm, hours, solution),
        ...approved(decider, 1),
        ...built(pm, lena, developer, 300 + place, hours),
        ...(app === 'clinic' ? [{ after: 1, by: pm, does: 'skip_review' } as const] : [fix.offered, fix.agreed]),
        ...[fix.moved, fix.live, fix.done],
      ],
    }
  })
}

/** Answered, withdrawn, doubled, or left by the customer. */
function endedOtherwise({ staff, companies, contacts }: DemoPeople, ago: DaysAgo): Play[] {
  const { marta, diogo, tess } = staff
  const { vale, atlas, lumen, casa } = companies
  const { joana, sofia, ines, hugo, clara, otto, rita } = contacts
  const question = (
    by: typeof joana,
    companyId: string,
    opened: Temporal.Instant,
    title: string,
    body: string,
    steps: Play['steps'],
  ) => ({ by, companyId, category: 'question', title, body, opened, steps }) satisfies Play
  return [
    question(
      sofia,
      vale,
      ago(40, 1),
      'Where do I change the text of the shipping mail?',
      'We want to name the new carrier.',
      [
        ...taken(marta, 1),
        ...answered(marta, 'In Settings, under Mail texts, “Order shipped”. The change is live at once.'),
      ],
    ),
    question(
      ines,
      atlas,
      ago(33, 2),
      'Does the API limit calls per minute?',
      'Our partner wants to read 500 positions a minute.',
      [...taken(diogo, 1), ...answered(diogo, 'Yes, 600 a minute and key. Your partner is well below it.')],
    ),
    question(clara, lumen, ago(27), 'Can patients pay a deposit online?', 'We lose money on missed appointments.', [
      ...taken(diogo, 1),
      ...says(diogo, 'They can, with the payment module. Is it for all treatments, or for new patients only?'),
      ...says(clara, 'New patients only.', 2),
      ...answered(diogo, 'Then it is a switch in the module. I sent you the two pages that show it.'),
    ]),
    question(rita, casa, ago(22, 1), 'Como exporto os hóspedes do mês?', 'Preciso da lista para o SEF.', [
      ...taken(marta, 1),
      ...answered(marta, 'Em Reservas, “Exportar”, escolha o mês e “Boletins”. O ficheiro já vem no formato pedido.'),
    ]),
    {
      by: hugo,
      companyId: atlas,
      category: 'issue_no_error',
      title: 'Map is grey in the office',
      body: 'The map of the depots stays grey on all our computers.',
      opened: ago(19, 2),
      steps: [
        ...taken(diogo, 1),
        ...says(diogo, 'It works from outside. Could your firewall block tiles.example?'),
        ...says(hugo, 'It did. Sorry, and thank you!', 3),
        {
          after: 1,
          by: diogo,
          does: 'cancel',
          with: { reason: 'It was the firewall of the office. Nothing to change on our side.' },
        },
      ],
    },
    {
      by: otto,
      companyId: lumen,
      category: null,
      title: 'Printer in room 2',
      body: 'Hi, the printer in room 2 does not print. Otto',
      opened: ago(15),
      steps: [
        ...taken(tess, 0.4),
        {
          after: 0.6,
          by: diogo,
          does: 'cancel',
          with: { reason: 'Printers are with your house technician, Mr Lang. I have sent him your mail.' },
        },
      ],
    },
    {
      by: joana,
      companyId: vale,
      category: 'urgent_issue',
      impact: ['checkout'],
      title: 'Checkout shows a blank page',
      body: 'Nobody can order. It began five minutes ago.',
      opened: ago(13, 0.5),
      steps: [
        ...taken(marta, 0.1),
        ...says(
          marta,
          'The payment provider has an outage, see their status page. The shop now shows the other ways to pay.',
          0.3,
        ),
        ...answered(
          marta,
          'Their outage ended at 11:40 and all ways to pay are back. Eleven orders were waiting and went through.',
          2,
        ),
      ],
    },
    {
      by: sofia,
      companyId: vale,
      category: 'issue_no_error',
      title: 'Sizes in inches for the English pages',
      body: 'British customers ask for inches.',
      opened: ago(12, 1),
      steps: [
        ...taken(marta, 1),
        ...asked(marta, 'Frame sizes only, or wheels and handlebars too?'),
        ...says(sofia, 'Let us leave it, the new shop of next year does it anyway.', 4),
        { after: 1, by: marta, does: 'cancel', with: { reason: 'Comes with the new shop.' } },
      ],
    },
  ]
}
