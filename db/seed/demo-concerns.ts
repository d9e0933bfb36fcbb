import type { DemoPeople } from './demo-people.ts'
import type { DaysAgo, Play } from './play.ts'
import { asked, notes, says, scoped, taken } from './scenes.ts'

/** Tickets whose price nobody was told: new, asked about, looked into, or too urgent for one. */
export function concernPlays({ staff, companies, contacts, apps }: DemoPeople, ago: DaysAgo): Play[] {
  const { marta, diogo, lena, tom, tess, quinn } = staff
  const { vale, atlas, lumen, casa } = companies
  const { joana, pedro, sofia, ines, hugo, clara, otto, rita, luis } = contacts

  return [
    {
      by: hugo,
      companyId: atlas,
      appId: apps.freight,
      category: 'server_issue',
      title: 'Tracking import is an hour late every night',
      body: 'The import of 02:00 finishes after 03:10 since last week. Drivers start with old data.',
      opened: ago(4, 1),
      steps: [
        ...taken(diogo),
        {
          after: 1,
          by: diogo,
          does: 'escalate',
          with: { issue_type: 'infrastructure', scope: 'Night import takes 70 minutes instead of 10.' },
        },
        {
          after: 2,
          by: tess,
          does: 'validate',
          with: {
            severity: 'high',
            target_url: 'https://freight-portal.example/tracking',
            acceptance_criteria: 'The import ends before 02:30.',
            steps: 'Look at the log of any night since Monday.',
            ops_can_reproduce: true,
          },
        },
        ...notes(quinn, 'Same on the copy: one query takes 55 of the 70 minutes.'),
      ],
    },
    {
      by: otto,
      companyId: lumen,
      category: null,
      title: 'Appointment reminders arrive twice',
      body: 'Good morning, some patients complain that they get the reminder two times, once at 8 and once at 9. Best, Otto',
      opened: ago(3, 2),
      steps: [
        ...taken(tess, 0.5),
        { after: 0.5, by: diogo, does: 'categorise', with: { category: 'issue_with_error', work_class: 'bug_fix' } },
        {
          after: 0.5,
          by: diogo,
          does: 'escalate',
          with: { issue_type: 'coding', scope: 'Reminders are sent by both workers after the move.' },
        },
      ],
    },
    {
      by: sofia,
      companyId: vale,
      appId: apps.shop,
      category: 'question',
      title: 'Can we sell gift cards of any amount?',
      body: 'Customers ask for 35 € or 120 €. Today we have 25, 50 and 100.',
      opened: ago(5, 3),
      steps: [
        ...taken(marta, 1),
        {
          after: 1,
          by: marta,
          does: 'ask_proceed',
          with: {
            body: 'The shop can do it after a change of about half a day. Shall we look into it and send you an estimate?',
          },
        },
      ],
    },
    {
      by: ines,
      companyId: atlas,
      appId: apps.freight,
      category: 'issue_with_error',
      title: 'Refund invoices stop with error 500',
      body: 'Creating a refund invoice for a customer in Spain ends with error 500. Portuguese customers work.',
      opened: ago(3, 1),
      steps: [
        ...taken(diogo),
        ...says(diogo, 'Is it every Spanish customer, or those without a VAT number?', 0.8),
        ...says(ines, 'Only those without a number, now that you ask. B-1290 has one and works.', 1),
        ...scoped(diogo, apps.freight, 'Refund invoices for buyers without a VAT number.', 'postpaid'),
        { after: 1, by: lena, does: 'estimate', with: { hours: 4 } },
      ],
    },
    {
      by: rita,
      companyId: casa,
      appId: apps.booking,
      category: 'issue_no_error',
      title: 'Exportação CSV com acentos trocados',
      body: 'Ao abrir no Excel, “São João” aparece como “SÃ£o JoÃ£o”.',
      opened: ago(2, 1),
      steps: [
        ...taken(marta),
        ...asked(marta, 'Em que versão do Excel, e em Windows ou Mac? Pode enviar-nos um dos ficheiros?'),
      ],
    },
    {
      by: joana,
      companyId: vale,
      appId: apps.shop,
      category: 'issue_with_error',
      title: 'Stock goes below zero when two people buy the last bike',
      body: 'We sold the last Serra 29 twice on Saturday. The second order should have been refused.',
      opened: ago(2, 2),
      steps: [
        ...taken(marta),
        ...asked(marta, 'Can you send us the two order numbers? Then we see which way the second one came.'),
      ],
    },
    {
      by: pedro,
      companyId: vale,
      appId: apps.workshop,
      category: 'issue_no_error',
      title: 'Service reminders should say which bike',
      body: 'Families with four bikes do not know which one is due.',
      opened: ago(2, 3),
      steps: [...taken(marta, 1), ...notes(marta, 'Same wish from two other workshops. Might be worth doing for all.')],
    },
    {
      by: clara,
      companyId: lumen,
      appId: apps.clinic,
      category: 'issue_with_error',
      title: 'Contact form asks for the captcha twice',
      body: 'After sending, the form comes back and asks again. Most people leave.',
      opened: ago(1, 0.5),
      steps: [...taken(diogo, 0.7)],
    },
    {
      by: hugo,
      companyId: atlas,
      appId: apps.freight,
      category: 'urgent_issue',
      impact: ['website'],
      title: 'All quote pages answer 502 since the deploy',
      body: 'Since about ten minutes every quote page answers 502. Customers call us.',
      opened: ago(1, 1),
      steps: [
        ...taken(diogo, 0.2),
        {
          after: 0.2,
          by: diogo,
          does: 'categorise',
          with: { work_class: 'bug_fix', app: apps.freight, needs_code: true },
        },
        { after: 0.1, by: diogo, does: 'plan', with: { reason: 'Urgent: the estimate is skipped.' } },
        { after: 0.1, by: diogo, does: 'assign', with: { developer: tom.email } },
        ...says(diogo, 'We see it too. Tom is on it, and I write again within the hour.', 0.1),
      ],
    },
    {
      by: clara,
      companyId: lumen,
      appId: apps.clinic,
      category: 'server_issue',
      title: 'Disk of the production server is 96 % full',
      body: 'Our monitoring says 96 %. It was 80 % last week.',
      opened: ago(0, -0.1),
      steps: [],
    },
    {
      by: sofia,
      companyId: vale,
      category: 'question',
      title: 'How do I give a colleague access to stock?',
      body: 'Our new colleague Bruno should see the stock, but not the prices.',
      opened: ago(1, 3),
      steps: [],
    },
    {
      by: ines,
      companyId: atlas,
      category: null,
      title: 'Invoice address of our Madrid office',
      body: 'Hello, from January our Madrid office moves. Which places do we have to change so that invoices show the new address? Inês',
      opened: ago(0, -0.4),
      steps: [],
    },
    {
      by: luis,
      companyId: casa,
      appId: apps.booking,
      category: 'issue_with_error',
      title: 'Erro ao alterar a data de chegada',
      body: 'Ao mudar a data de chegada aparece “Ocorreu um erro”. Só acontece em reservas com duas casas.',
      opened: ago(0, -0.2),
      steps: [],
    },
  ]
}
