import { Form } from '@remix-run/react'
import { Button } from '../../components/button.tsx'
import { ErrorSummary, type FieldError } from '../../components/error-summary.tsx'
import { TextField } from '../../components/field.tsx'
import { BarePage } from '../../components/page.tsx'
import { useWords } from '../../words/use-words.ts'

/** The same page for known and unknown addresses; `mayAskAgain` once a minute has passed. */
export type SignInSentProps = {
  agency: { name: string; mark: string }
  email: string
  back: string
  minutes: number
  mayAskAgain: boolean
  errors: FieldError[]
}

/** The link is on its way; who reads mail elsewhere types the code. POST `code`; again: POST `email` and `then` to /signin. */
export function SignInSentPage({ agency, email, back, minutes, mayAskAgain, errors }: SignInSentProps) {
  const words = useWords()
  return (
    <BarePage agency={agency}>
      <div className="signin">
        <ErrorSummary errors={errors} />
        <div className="card padded form">
          <h1>{words.signIn.sentTitle}</h1>
          <p>
            {words.signIn.sentTo} <b>{email}</b>. {words.signIn.validFor(minutes)}
          </p>
          <Form method="post" className="form">
            <TextField
              name="code"
              label={words.signIn.code}
              hint={words.signIn.codeHint}
              className="input code-input"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="[0-9 ]*"
              maxLength={7}
              required
              errors={errors}
            />
            <Button look="primary">{words.signIn.useCode}</Button>
          </Form>
        </div>
        <Form method="post" action="/signin" className="button-row">
          <input type="hidden" name="email" value={email} />
          <input type="hidden" name="then" value={back} />
          <p>{mayAskAgain ? words.signIn.nothingCame : words.signIn.waitAMinute}</p>
          <button className="link-button" type="submit">
            {words.signIn.sendAgain}
          </button>
        </Form>
      </div>
    </BarePage>
  )
}
