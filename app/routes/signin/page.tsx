import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import { TextField } from '../../components/field.tsx'
import { BarePage } from '../../components/page.tsx'
import { useWords } from '../../words/use-words.ts'

/** `demoPeople` is empty outside demo mode; `back` is where to go afterwards. */
export type SignInProps = {
  agency: { name: string; mark: string }
  email: string
  back: string | null
  demoPeople: { email: string; name: string; line: string }[]
  errors: FieldError[]
}

/** Sign in without a password: one field. POST `email`, or in the demo `demo`. */
export function SignInPage({ agency, email, back, demoPeople, errors }: SignInProps) {
  const words = useWords()
  return (
    <BarePage agency={agency}>
      <div className="signin">
        <ErrorSummary errors={errors} />
        <Form method="post" className="card padded form">
          <h1>{words.signIn.title}</h1>
          {back && <input type="hidden" name="then" value={back} />}
          <TextField
            name="email"
            type="email"
            label={words.signIn.email}
            hint={words.signIn.emailHint}
            autoComplete="email"
            defaultValue={email}
            required
            errors={errors}
          />
          <Button look="primary">{words.signIn.sendLink}</Button>
        </Form>
        {demoPeople.length > 0 && (
          <section className="card padded" aria-labelledby="demo-title">
            <h2 id="demo-title">{words.signIn.demo}</h2>
            <p className="hint">{words.signIn.demoHint}</p>
            <Form method="post" className="demo-people">
              {back && <input type="hidden" name="then" value={back} />}
              {demoPeople.map((person) => (
                <button type="submit" name="demo" value={person.email} key={person.email}>
                  <b>{person.name}</b>
                  <span className="muted small">{person.line}</span>
                </button>
              ))}
            </Form>
          </section>
        )}
      </div>
    </BarePage>
  )
}
