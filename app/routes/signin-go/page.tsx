import { Form } from '@remix-run/react'
import { Button, ButtonLink } from '../../components/button.tsx'
import { BarePage } from '../../components/page.tsx'
import { useWords } from '../../words/use-words.ts'

/** `name` is null when the link is used up, too old or never was ours. */
export type SignInGoProps = { agency: { name: string; mark: string }; name: string | null }

/** What the link in the mail opens: one button, because scanners open links but press nothing. POST, no fields. */
export function SignInGoPage({ agency, name }: SignInGoProps) {
  const words = useWords()
  return (
    <BarePage agency={agency}>
      <div className="card padded signin">
        {name === null ? (
          <>
            <h1>{words.signIn.expiredTitle}</h1>
            <p>{words.signIn.expiredLine}</p>
            <ButtonLink look="primary" to="/signin">
              {words.signIn.newLink}
            </ButtonLink>
          </>
        ) : (
          <>
            <h1>{words.signIn.goTitle}</h1>
            <p>{words.signIn.goLine}</p>
            <Form method="post">
              <Button look="primary">{words.signIn.goAs(name)}</Button>
            </Form>
          </>
        )}
      </div>
    </BarePage>
  )
}
