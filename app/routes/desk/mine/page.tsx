import { Form } from '@remix-run/react'
import { Button } from '../../../components/button.tsx'
import { ErrorSummary } from '../../../components/error-summary.tsx'
import { FormKey } from '../../../components/form-key.tsx'
import { Link } from '../../../components/link.tsx'
import { type LineDoing, type LineFailed, LinePanel } from '../line/panel.tsx'
import { type ShownWork, WorkRow } from '../line/row.tsx'
import { useQueueKeys } from '../queue/keys.ts'

type PageWords = Record<'title' | 'now' | 'waiting' | 'empty' | 'emptyWaiting' | 'more' | 'queue' | 'start', string>
export type MineProps = {
  words: PageWords
  mine: ShownWork[]
  waiting: ShownWork[]
  more: boolean
  /** The ticket its reader may begin right here. */
  start: number | null
  doing: LineDoing | null
  failed: LineFailed | null
  formKey: string
}

/** What is my turn now, the most pressing first, and what of mine waits for others. */
export function MinePage({ words, mine, waiting, more, start, doing, failed, formKey }: MineProps) {
  useQueueKeys(formKey)
  const here = doing ? `/desk/mine?do=${doing.deed}&at=${doing.number}` : '/desk/mine'
  return (
    <>
      <div className="desk-head plain">
        <h1>{words.title}</h1>
      </div>
      <div className="lanes mine">
        {failed && !doing && <ErrorSummary errors={failed.errors} />}
        <section aria-labelledby="mine">
          <div className="group-head">
            <h2 id="mine">{words.now}</h2>
            <span className="num">{mine.length}</span>
          </div>
          {mine.length === 0 && (
            <p className="nothing-here">
              {words.empty} <Link to="/desk/queue">{words.queue}</Link>
            </p>
          )}
          {mine.length > 0 && (
            <ul className="rows">
              {mine.map((row) => (
                <WorkRow key={row.number} row={row}>
                  {doing?.number === row.number && (
                    <LinePanel doing={doing} failed={failed} formKey={formKey} here={here} />
                  )}
                  {start === row.number && (
                    <Form method="post" action="/desk/mine" className="at-once" preventScrollReset>
                      <FormKey action="start" formKey={formKey} />
                      <input type="hidden" name="number" value={row.number} />
                      <Button look="primary" size="small">
                        {words.start} #{row.number}
                      </Button>
                    </Form>
                  )}
                </WorkRow>
              ))}
            </ul>
          )}
        </section>
        <section aria-labelledby="waiting">
          <div className="group-head">
            <h2 id="waiting">{words.waiting}</h2>
            <span className="num">{waiting.length}</span>
          </div>
          {waiting.length === 0 ? (
            <p className="nothing-here">{words.emptyWaiting}</p>
          ) : (
            <ul className="rows">
              {waiting.map((row) => (
                <WorkRow key={row.number} row={row} />
              ))}
            </ul>
          )}
        </section>
        {more && (
          <p className="nothing-here">
            {words.more} <Link to="/desk/queue">{words.queue}</Link>
          </p>
        )}
      </div>
    </>
  )
}
