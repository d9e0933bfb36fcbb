import { Form } from '@remix-run/react'
import { Avatar, type Face } from '../../components/avatar.tsx'
import { Button } from '../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import { type Option, SelectField, TextField } from '../../components/field.tsx'
import { FormKey } from '../../components/form-key.tsx'
import { Link } from '../../components/link.tsx'
import { RightsFields } from '../../components/rights-fields.tsx'
import type { ShownRights } from '../../rights.server.ts'
import type { PeopleWords } from '../../words/people.server.ts'

export type ShownColleague = {
  face: Face
  email: string
  /** "Approver", "up to €500.00", "Last seen …". */
  about: string[]
  isMe: boolean
  /** Where to change what they may do; null for who may not. */
  href: string | null
}
/** One company of the reader. `invitation` is the empty form, for who manages people there. */
export type ShownCompany = {
  id: string
  name: string
  currency: string
  people: ShownColleague[]
  invitation: ShownRights | null
}
export type FailedInvitation = {
  company: string
  entered: { name: string; address: string; language: string; rights: ShownRights }
  errors: FieldError[]
}
type Words = { page: PeopleWords['page']; rights: PeopleWords['rights'] }
export type PeopleProps = {
  companies: ShownCompany[]
  languages: Option[]
  words: Words
  formKey: string
  failed: FailedInvitation | null
}

/** Who is at the company, and for who manages people a form to invite more. */
export function PeoplePage({ companies, languages, words, formKey, failed }: PeopleProps) {
  return (
    <div className="frame single">
      <main id="main">
        <h1>{words.page.title}</h1>
        {companies.map((company) => (
          <section key={company.id} className="section" aria-labelledby={`at-${company.id}`}>
            <header>
              <h2 id={`at-${company.id}`}>{company.name}</h2>
            </header>
            <ul className="rows">
              {company.people.map((one) => (
                <Colleague key={one.email} colleague={one} words={words} />
              ))}
            </ul>
            {company.invitation ? (
              <Invitation
                company={company}
                blank={company.invitation}
                failed={failed?.company === company.id ? failed : null}
                {...{ languages, words, formKey }}
              />
            ) : (
              <p className="hint below">{words.page.others}</p>
            )}
          </section>
        ))}
      </main>
    </div>
  )
}

function Colleague({ colleague, words }: { colleague: ShownColleague; words: Words }) {
  const { face, email, about, isMe, href } = colleague
  return (
    <li className="row simple person">
      <Avatar face={face} />
      <div className="subject">
        <p>
          <b>{face.name}</b> {isMe && <span className="muted">{words.page.you}</span>}
        </p>
        <p className="about">
          <span>{email}</span>
          {about.map((one) => (
            <span key={one}>{one}</span>
          ))}
        </p>
      </div>
      {href && (
        <p className="aside">
          <Link to={href}>
            {words.page.change}
            <span className="hidden-text"> {face.name}</span>
          </Link>
        </p>
      )}
    </li>
  )
}

type InvitationProps = Pick<PeopleProps, 'languages' | 'words' | 'formKey' | 'failed'> & {
  company: ShownCompany
  blank: ShownRights
}

/** POST `company`, `name`, `address`, `language`, `rights`*, `limit`, `key`. */
function Invitation({ company, blank, languages, words, formKey, failed }: InvitationProps) {
  const { entered, errors } = failed ?? { entered: null, errors: [] }
  return (
    <details className="card padded suggest" open={failed !== null}>
      <summary>{words.page.invite}</summary>
      <Form method="post" className="form" noValidate>
        <ErrorSummary errors={errors} />
        <FormKey formKey={formKey} />
        <input type="hidden" name="company" value={company.id} />
        <TextField name="name" label={words.page.name} defaultValue={entered?.name} errors={errors} />
        <TextField
          name="address"
          type="email"
          label={words.page.address}
          hint={words.page.inviteLine}
          defaultValue={entered?.address}
          errors={errors}
        />
        <SelectField
          name="language"
          label={words.page.language}
          options={languages}
          chosen={entered?.language}
          errors={errors}
        />
        <RightsFields
          {...(entered?.rights ?? blank)}
          currency={company.currency}
          words={words.rights}
          errors={errors}
        />
        <div className="button-row">
          <Button look="primary">{words.page.send}</Button>
        </div>
      </Form>
    </details>
  )
}
