import { addDocument } from '../../db/customers/write-document.ts'
import type { House } from '../../db/house.ts'
import { addAgency, addApp, addCompany, addContact, addStaff, officeHours, rights } from '../../db/seed/cast.ts'

/** How large the filled house is; one ticket in fifty is open. */
export type Size = { companies: number; tickets: number; messagesPerTicket: number }

/**
 * Fills a house for measuring: companies with a contact each, tickets spread over them and over three years, each with
 * its words, events and clocks, and a page about each app. Answers a PM, a contact, its company, and the number of an open
 * ticket of that contact.
 */
export async function fill(house: House, { companies, tickets, messagesPerTicket }: Size) {
  const now = Temporal.Now.instant()
  await addAgency(house.db, { name: 'Northpier', hours: officeHours, demo: false })
  const marta = await addStaff(house.db, {
    name: 'Marta Lopes',
    email: 'marta@agency.example',
    roles: ['pm', 'triage'],
    now,
  })
  const rui = await addStaff(house.db, { name: 'Rui Tavares', email: 'rui@agency.example', roles: ['developer'], now })
  const contacts = []
  for (let place = 0; place < companies; place += 1) {
    const companyId = await addCompany(house.db, {
      name: `Company ${place}`,
      domain: `c${place}.example`,
      tier: 'business',
      hours: 20,
      billingPolicy: 'postpaid',
      pmId: marta.id,
    })
    const app = { companyId, name: `App ${place}`, staging: true, repository: true, developerIds: [rui.id] }
    const about = { title: `How App ${place} works`, body: 'A basket, then an order.', ticketNumber: null }
    const appId = await addApp(house.db, app)
    await addDocument(house, { ...about, appId, kind: 'flow', by: marta, key: `bench/${place}`, now })
    contacts.push(
      await addContact(house.db, {
        name: `Contact ${place}`,
        email: `contact@c${place}.example`,
        memberships: [rights.decides(companyId)],
        now,
      }),
    )
  }
  await fillTickets(house, { tickets, messagesPerTicket, pmId: marta.id, developerId: rui.id })
  const [first] = contacts
  if (!first) throw new Error('Measuring needs at least one company.')
  const [open] = await house.sql`
    select number from ticket where requester_id = ${first.id} and stage = 'investigating' order by number desc limit 1`
  return { marta, contact: first, company: first.memberships[0]?.companyId ?? '', number: Number(open?.number) }
}

type Filling = { tickets: number; messagesPerTicket: number; pmId: string; developerId: string }

async function fillTickets({ sql }: House, given: Filling) {
  const { tickets, messagesPerTicket, pmId, developerId } = given
  await sql`
    insert into ticket (id, company_id, requester_id, source, source_key, title, category, stage, stage_since, resolution,
      closed_at, pm_id, developer_id, line_rank, created_at, updated_at)
    select uuidv7(at - now()), company_id, person_id, 'portal', 'bench/' || place,
      (array['Checkout fails with error 502', 'Filters forget the size', 'Invoice export has wrong accents',
        'Reminder mails arrive twice', 'Search finds nothing'])[1 + place % 5] || ' ' || place,
      (array['question', 'urgent_issue', 'server_issue', 'issue_with_error', 'issue_no_error'])[1 + place % 5],
      stage, at, case when stage = 'closed' then 'answered' end, case when stage = 'closed' then at + interval '2 days' end,
      ${pmId}, case when stage = 'planned' then ${developerId}::uuid end,
      case when stage = 'planned' then extract(epoch from at) end, at, at
    from (
      select place, person_id, company_id, now() - (${tickets} - place) * (interval '3 years' / ${tickets}) as at,
        case when place % 50 > 0 then 'closed'
          else (array['new', 'investigating', 'estimating', 'investigating', 'planned'])[1 + (place / 50) % 5] end as stage
      from generate_series(1, ${tickets}::int) as place
      join (select person_id, company_id, row_number() over () - 1 as seat, count(*) over () as seats from membership) as chair
        on chair.seat = place % chair.seats
    ) as plan order by place`
  // Half a million times the same trigger takes minutes; gathered afterwards they come to the same words.
  await sql`alter table message disable trigger message_adds_words`
  await sql`
    insert into message (id, ticket_id, company_id, author_kind, author_id, author_name, author_email, visibility, purpose,
      channel, text, source_key, at)
    select uuidv7(t.created_at - now() + part * interval '1 hour'), t.id, t.company_id,
      case when part % 2 = 1 then 'contact' else 'staff' end, case when part % 2 = 1 then t.requester_id else ${pmId}::uuid end,
      case when part % 2 = 1 then 'Contact' else 'Marta Lopes' end, null,
      case when part % 10 = 0 then 'internal' else 'public' end, case when part % 10 = 0 then 'note' else 'reply' end, 'web',
      'Since this morning the basket ' || (array['forgets', 'loses', 'doubles', 'hides'])[1 + (t.number + part) % 4]
        || ' what was put into it, on every browser we tried. Order ' || t.number * 17 + part,
      'bench/' || part, t.created_at + part * interval '1 hour'
    from ticket t, generate_series(1, ${messagesPerTicket}::int) as part`
  await sql`alter table message enable trigger message_adds_words`
  await sql`select gather_ticket_words(id) from ticket`
  await sql`
    insert into event (id, ticket_id, company_id, action, from_stage, to_stage, actor_kind, actor_id, channel, proof,
      source_key, body, at)
    select uuidv7(created_at - now()), id, company_id, 'open', null, 'new', 'contact', requester_id, 'web', 'session', 'bench', '{}', created_at
    from ticket`
  await sql`
    insert into clock (id, ticket_id, company_id, kind, started_at, "window", met_at, due_at, due_soon_at)
    select uuidv7(created_at - now()), id, company_id, 'assign', created_at, '{"days": 1}',
      case when stage <> 'new' then created_at + interval '2 hours' end, created_at + interval '1 day', created_at + interval '18 hours'
    from ticket`
  await sql`analyze`
}
