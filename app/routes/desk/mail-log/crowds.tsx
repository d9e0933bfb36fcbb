import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { Link } from '../../../components/link.tsx'

export type CrowdsProps = {
  crowds: { key: string; title: string; when: string; href: string; mayPass: boolean }[]
  /** The crowd whose mails are listed below; null when it is one line among others. */
  shown: string | null
  words: { open: string; letIn: string; spam: string; back: string }
}

/** Held mails that stand as one line, each with what may be decided of all of them. POST `action` = let_in or spam. */
export function Crowds({ crowds, shown, words }: CrowdsProps) {
  return crowds.map(({ key, title, when, href, mayPass }) => (
    <section key={key} className="card padded form crowd">
      <h2>{title}</h2>
      <p className="hint">{when}</p>
      <Form method="post" className="button-row">
        <input type="hidden" name="crowd" value={key} />
        {mayPass && (
          <Button size="small" name="action" value="let_in">
            {words.letIn}
          </Button>
        )}
        <Button size="small" name="action" value="spam">
          {words.spam}
        </Button>
        {shown === key ? <Link to="/desk/mail?view=held">{words.back}</Link> : <Link to={href}>{words.open}</Link>}
      </Form>
    </section>
  ))
}
