import type { DemoPeople } from './demo-people.ts'
import type { DaysAgo, Letter, Play } from './play.ts'
import { approved, built, estimated, finished, lined, notes, released, says, scoped, started, taken } from './scenes.ts'

/** Tickets whose price is told: to be agreed on, to be paid, or in work until the customer has it. */
export function workPlays({ staff, companies, contacts, apps }: DemoPeople, ago: DaysAgo): Play[] {
  const { marta, diogo, lena, rui, nadia, tom, alma, acco, bill } = staff
  const { vale, atlas, lumen, casa } = companies
  const { joana, pedro, ines, hugo, clara, rita, luis } = contacts

  const mbWay = 'We now read the channel from the list of the provider, and an alert tells us when a method disappears.'
  type Fix = Parameters<typeof released>[3]
  const fixOf = (
    pm: typeof marta,
    contact: typeof joana,
    url: string,
    summary: string,
    steps?: string[],
    pictures?: Fix['pictures'],
  ) => released(pm, lena, contact, { summary, url, ...(steps && { steps }), ...(pictures && { pictures }) })

  const labels = fixOf(
    diogo,
    ines,
    'https://staging.freight-portal.example/labels',
    'One label, one page. Please print two labels from staging.',
  )
  const slots = fixOf(
    marta,
    joana,
    'https://staging.workshop-planner.example',
    'Slots now end before lunch. Please book one for 12:00 on staging.',
  )
  const photos = fixOf(diogo, clara, 'https://clinic-site.example', 'HEIC photos are accepted.')

  return [
    {
      by: joana,
      companyId: vale,
      appId: apps.shop,
      category: 'issue_with_error',
      title: 'MB WAY payments fail at checkout',
      body: 'Since this morning nobody can pay with MB WAY. The checkout says “Payment method unavailable”. Cards still work, but MB WAY is about a third of our orders.',
      opened: ago(3, 0.2),
      steps: [
        ...taken(marta, 0.8),
        ...says(marta, 'We found the cause on the side of the provider and know how to make the shop safe against it.'),
        ...scoped(
          marta,
          apps.shop,
          'Read the payment channels from the provider; alert when one disappears.',
          'postpaid',
        ),
        ...estimated(lena, marta, 3, mbWay),
        ...approved(joana, 0.6),
        ...built(marta, lena, rui, 412, 6),
        fixOf(
          marta,
          joana,
          'https://staging.vale-shop.example/checkout',
          'The provider renamed the MB WAY channel, so the shop hid it. We read the channel from their list now. Please pay one test order with MB WAY on staging.',
          [
            'Open the shop on staging and put any bicycle in the cart.',
            'Choose MB WAY and pay with 912 345 678.',
            'Check that the order is confirmed.',
          ],
          [
            { name: 'mb-way-before.png', shows: 'before' },
            { name: 'mb-way-after.png', shows: 'after' },
          ],
        ).offered,
      ],
    },
    {
      by: ines,
      companyId: atlas,
      appId: apps.freight,
      category: 'issue_no_error',
      title: 'Show the VAT number on order confirmations',
      body: 'Our accountants need the VAT number of the buyer on the confirmation mail and on the PDF.',
      opened: ago(7, 1),
      steps: [
        ...taken(diogo, 1),
        ...scoped(
          diogo,
          apps.freight,
          'VAT number on confirmation mail and PDF, from the company record.',
          'quote',
          'enhancement',
        ),
        ...estimated(lena, alma, 6, 'Both templates get the number; a check keeps it out when there is none.'),
      ],
    },
    {
      by: rita,
      companyId: casa,
      appId: apps.booking,
      category: 'issue_no_error',
      title: 'Segunda língua nas páginas de reserva',
      body: 'Queremos as páginas de reserva também em inglês. Os textos já estão traduzidos, envio quando precisarem.',
      opened: ago(9),
      steps: [
        ...taken(marta, 1),
        ...scoped(
          marta,
          apps.booking,
          'Páginas de reserva em inglês, textos do cliente.',
          'prepaid',
          'feature_request',
        ),
        ...estimated(
          lena,
          marta,
          12,
          'Todas as páginas de reserva passam a ter versão em inglês, com endereço próprio.',
        ),
        ...approved(rita),
        {
          after: 1,
          by: acco,
          does: 'raise_invoice',
          with: { lines: [{ text: 'Segunda língua, 12 h', hours: 12, amount: 96_000 }] },
        },
      ],
    },
    {
      by: luis,
      companyId: casa,
      appId: apps.booking,
      category: 'issue_no_error',
      title: 'Calendário por quinta, não por casa',
      body: 'Com sete casas o calendário já não se lê. Podemos ter um por quinta?',
      opened: ago(6),
      steps: [
        ...taken(marta, 1),
        ...scoped(marta, apps.booking, 'Vista por quinta, com as casas em linhas.', 'prepaid', 'enhancement'),
        ...estimated(lena, marta, 5, 'Uma vista por quinta, com as casas em linhas.'),
        ...approved(rita),
      ],
    },
    {
      by: joana,
      companyId: vale,
      appId: apps.shop,
      category: 'issue_with_error',
      title: 'Refund button answers error 422',
      body: 'Refunding order V-20884 says “422 Unprocessable”. Full refunds work, partial ones do not.',
      opened: ago(5, 2),
      steps: [
        ...taken(marta),
        { after: 0.3, by: joana, writes: refusedRefunds },
        ...scoped(marta, apps.shop, 'Partial refunds send the amount in cents.', 'postpaid'),
        ...estimated(lena, marta, 1.5, 'We send the amount as the provider expects it.'),
        ...approved(joana, 1),
        ...lined(marta, lena, rui),
        ...started(rui),
        ...notes(rui, 'Reproduced with a refund of 10,50. We send 10.5 where they want 1050.'),
      ],
    },
    {
      by: pedro,
      companyId: vale,
      appId: apps.shop,
      category: 'issue_no_error',
      title: 'Filters forget the frame size after going back',
      body: 'Choose a size, open a bike, go back: the size is gone. On phones people give up.',
      opened: ago(4),
      steps: [
        ...taken(marta),
        ...scoped(marta, apps.shop, 'Filters live in the address of the page.', 'postpaid'),
        ...estimated(lena, marta, 2.5, 'The filters become part of the address, so that back works.'),
        ...approved(joana, 1),
        ...lined(marta, lena, rui),
      ],
    },
    {
      by: hugo,
      companyId: atlas,
      appId: apps.freight,
      category: 'issue_with_error',
      title: 'Newsletter form stopped converting after the cookie banner',
      body: 'Since the banner went live we have no sign-ups at all. Before it was about twenty a day.',
      opened: ago(7, 3),
      steps: [
        ...taken(diogo),
        ...scoped(diogo, apps.freight, 'The form loads whether or not cookies are accepted.', 'postpaid'),
        ...estimated(lena, diogo, 2, 'The form no longer waits for the consent script.'),
        ...approved(ines),
        ...lined(diogo, lena, tom),
        ...started(tom),
        ...finished(tom, 87, 3),
      ],
    },
    {
      by: ines,
      companyId: atlas,
      appId: apps.freight,
      category: 'issue_with_error',
      title: 'Label printer gets an empty page first',
      body: 'Each label is followed by an empty one. We waste a roll a day.',
      opened: ago(9, 1),
      steps: [
        ...taken(diogo),
        ...scoped(diogo, apps.freight, 'Labels without a trailing page break.', 'postpaid'),
        ...estimated(lena, diogo, 1, 'The label template ends without a page break.'),
        ...approved(ines, 1),
        ...built(diogo, lena, tom, 85, 2),
        labels.offered,
        labels.agreed,
      ],
    },
    {
      by: joana,
      companyId: vale,
      appId: apps.workshop,
      category: 'issue_no_error',
      title: 'Workshop slots should end before lunch',
      body: 'The planner offers 12:45, but the workshop closes at 13:00 and a service takes 40 minutes.',
      opened: ago(10),
      steps: [
        ...taken(marta),
        ...scoped(marta, apps.workshop, 'Only offer slots that end before a break.', 'postpaid'),
        ...estimated(lena, marta, 2, 'The planner looks at the end of a slot, not only at its start.'),
        ...approved(joana),
        ...built(marta, lena, nadia, 33, 3),
        slots.offered,
        slots.agreed,
        slots.moved,
      ],
    },
    {
      by: clara,
      companyId: lumen,
      appId: apps.clinic,
      category: 'issue_with_error',
      title: 'Insurance upload rejects photos from iPhones',
      body: 'Patients send HEIC photos and get “wrong format”.',
      opened: ago(11),
      steps: [
        ...taken(diogo),
        ...scoped(diogo, apps.clinic, 'Accept HEIC and turn it into JPEG.', 'postpaid'),
        ...estimated(lena, diogo, 3, 'HEIC photos are accepted and converted on arrival.'),
        ...approved(clara),
        ...built(diogo, lena, tom, 51, 3),
        { after: 1, by: diogo, does: 'skip_review', with: { reason: 'The clinic site has no staging environment.' } },
        photos.moved,
        photos.live,
      ],
    },
    {
      by: clara,
      companyId: lumen,
      appId: apps.clinic,
      category: 'issue_no_error',
      title: 'Opening hours should differ by clinic',
      body: 'The footer shows the same hours for all three clinics. Faro closes at 17:00.',
      opened: ago(8),
      steps: [
        ...taken(diogo, 1),
        ...scoped(diogo, apps.clinic, 'Hours by clinic, kept by the front desk.', 'budget', 'enhancement'),
        ...estimated(lena, diogo, 4, 'Each clinic gets its own hours in the settings.', '2026-11'),
        ...approved(clara),
        { after: 0.5, by: bill, does: 'check_budget', with: { ok: true, note: '3.5 h are left after this.' } },
        ...lined(diogo, lena, nadia),
        ...started(nadia),
      ],
    },
  ]
}

/** As her mail program wrote it: a table, a colour and a picture in the midst of the words. */
const refusedRefunds: Letter = {
  words:
    'Hello Marta,\n\nthese are the three we tried today:\n\nOrder V-20884, 10,50 of 189,00: refused\nOrder V-20891, 25,00 of 74,90: refused\nOrder V-20897, all of 32,00: went through\n\nThis is what we see.\n\nThank you, Joana',
  html: '<p>Hello Marta,</p><p>these are the three we tried today:</p><table border="1" cellpadding="6"><tr><th>Order</th><th>Refund</th><th>Paid</th><th>Answer</th></tr><tr><td>V-20884</td><td align="right">10,50</td><td align="right">189,00</td><td style="color:#c0392b">422, refused</td></tr><tr><td>V-20891</td><td align="right">25,00</td><td align="right">74,90</td><td style="color:#c0392b">422, refused</td></tr><tr><td>V-20897</td><td align="right">32,00</td><td align="right">32,00</td><td style="color:#1e8449">went through</td></tr></table><p>This is what we see:</p><p><img src="cid:refund-refused.png" alt="The shop says: 422 Unprocessable"></p><p>Thank you, Joana</p>',
  picture: 'refund-refused.png',
}
