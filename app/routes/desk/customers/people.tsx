import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { addMailDomain, dropMailDomain } from '../../../../db/customers/change-company.ts'
import { type KeptContact, listContacts, listMailDomains, readCustomer } from '../../../../db/customers/customers.ts'
import { mailDomain, roleWordOf } from '../../../../domain/customer.ts'
import { mayKeep } from '../../../../domain/keeping.ts'
import { isRefusal } from '../../../../domain/refusal.ts'
import { requireStaff } from '../../../actor.server.ts'
import { Avatar } from '../../../components/avatar.tsx'
import { ButtonLink } from '../../../components/button.tsx'
import { ActButtons, DescribedForm } from '../../../components/described-form.tsx'
import { Icon } from '../../../components/icon.tsx'
import { SimpleRow } from '../../../components/row.tsx'
import { useSteadyKey } from '../../../components/steady-key.ts'
import { faceOf } from '../../../face.server.ts'
import { redirectWith } from '../../../flash.server.ts'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { titled } from '../../../title.ts'
import { customersWords } from '../../../words/customers.server.ts'
import { peopleWords } from '../../../words/people.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { comeBack, readDeskForm, refused } from './form.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/customers/:company/people: contacts and mail domains. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { actor, language, timeZone } = await requireStaff(request, context)
  const customer = await readCustomer(context.house, params.company ?? '')
  if (!customer) throw new Response(null, { status: 404 })
  const { page, field } = customersWords(language)
  const [contacts, domains] = await Promise.all([
    listContacts(context.house, customer.id),
    listMailDomains(context.house, customer.id),
  ])
  const manner = { language, timeZone, now: context.now() }
  return {
    title: titled(wordsFor(language), `${page.people}: ${customer.name}`),
    ...{ words: page, domains, mayChange: mayKeep(actor, 'people'), formKey: crypto.randomUUID() },
    contacts: contacts.map((contact) => showContact(contact, { companyId: customer.id, manner })),
    fields: [{ kind: 'text' as const, name: 'domain', label: page.addDomain, value: '', hint: field.domain }],
  }
}

function showContact(
  { id, name, active, rights, addresses, seenAt }: KeptContact,
  { companyId, manner }: { companyId: string; manner: Manner },
) {
  const words = peopleWords(manner.language)
  return {
    ...{ id, name, face: faceOf({ id, name }), href: `/desk/customers/${companyId}/people/${id}` },
    about: [
      active ? words.role[roleWordOf(rights)] : customersWords(manner.language).letGone,
      ...addresses.map(({ address }) => address),
    ],
    seen: seenAt ? words.seen(sayWhen(seenAt, manner).text) : words.neverSeen,
  }
}

/** POST, `do` = add_domain {domain} or drop_domain {id}. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  const words = customersWords(language)
  const form = await readDeskForm(request, language)
  const asked = { companyId: params.company ?? '', by: actor, now: context.now() }
  const adds = form.one('do') === 'add_domain'
  const domain = mailDomain.safeParse(form.one(adds ? 'domain' : 'id'))
  if (!domain.success) {
    return comeBack(form, ['domain'], { errors: [{ field: 'domain', text: words.wrongDomain }], status: 422 })
  }
  const done = await (adds ? addMailDomain : dropMailDomain)(context.house, { ...asked, domain: domain.data })
  if (isRefusal(done)) return comeBack(form, ['domain'], refused(done, language))
  const back = `/desk/customers/${asked.companyId}/people`
  return redirectWith(back, { tone: 'good', text: words.saved }, context.settings)
}

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [{ title: page?.title }]

export default function People() {
  const { contacts, domains, fields, words, mayChange, formKey } = useLoaderData<typeof loader>()
  const failed = useActionData<typeof action>() ?? null
  const key = useSteadyKey(formKey)
  return (
    <>
      <section aria-labelledby="people">
        <div className="title-row">
          <h2 id="people">{words.people}</h2>
          {mayChange && (
            <ButtonLink size="small" to="new">
              <Icon name="plus" />
              {words.addPerson}
            </ButtonLink>
          )}
        </div>
        <ul className="rows people">
          {contacts.map(({ id, name, face, href, about, seen }) => (
            <SimpleRow
              key={id}
              mark={<Avatar face={face} size="small" />}
              {...{ href, title: name }}
              about={about.map((one) => <span key={one}>{one}</span>)}
              aside={seen}
            />
          ))}
        </ul>
      </section>
      <section className="card padded form" aria-labelledby="domains">
        <div>
          <h2 id="domains">{words.domains}</h2>
          <p className="hint">{domains.length > 0 ? words.domainsLine : words.noDomains}</p>
        </div>
        <ul className="kept">
          {domains.map((domain) => (
            <li key={domain}>
              <span>{domain}</span>
              {mayChange && (
                <ActButtons
                  id={domain}
                  formKey={key}
                  acts={[{ name: 'drop_domain', text: words.drop, about: domain }]}
                />
              )}
            </li>
          ))}
        </ul>
        {mayChange && (
          <DescribedForm name="add_domain" fields={fields} submit={words.add} formKey={key} failed={failed} />
        )}
      </section>
    </>
  )
}
