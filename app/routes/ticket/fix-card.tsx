import { ActionCard, SaidBy } from '../../components/action-card.tsx'
import { Icon } from '../../components/icon.tsx'
import { Link } from '../../components/link.tsx'
import { useWords } from '../../words/use-words.ts'
import { DecisionForm } from './decision-form.tsx'
import { TestSteps } from './test-steps.tsx'
import { type CardOf, Nudge, type Screenshot, Until } from './turn.tsx'

/** POST `action` = approve_release or request_changes, `round`, `reason`, `files`*, `key`. */
export function FixCard({ turn, number, me, formKey, entered, kept, errors }: CardOf<'fix'>) {
  const { turn: words } = useWords()
  const [tip, ok, or, notOk, counts] = words.fixTip
  return (
    <ActionCard
      title={turn.others?.title ?? (turn.roundLine ? `${words.fix} · ${turn.roundLine}` : words.fix)}
      lead={turn.others?.line ?? <Until {...turn} after={words.fixAfter} />}
      tip={
        !turn.others && (
          <>
            {tip} <b>{ok}</b> {or} <b>{notOk}</b> {counts}
          </>
        )
      }
    >
      <SaidBy {...turn.said} />
      <Screenshots shots={turn.shots} />
      {turn.noPictures && (
        <p className="small muted">
          {turn.noPicturesHead} {turn.noPictures}
        </p>
      )}
      <div className="try">
        {turn.steps.length > 0 && (
          <TestSteps name={`${number}.${turn.round}`} legend={words.howToTest} steps={turn.steps} />
        )}
        {turn.stagingUrl && (
          <div>
            <a className="button" href={turn.stagingUrl} rel="noreferrer" target="_blank">
              {words.openStaging} <Icon name="outside" />
            </a>
          </div>
        )}
      </div>
      {turn.others ? (
        <Nudge others={turn.others} />
      ) : (
        <DecisionForm
          legend={words.fixAsk}
          hidden={{ name: 'round', value: String(turn.round) }}
          choices={[
            { value: 'approve_release', ...words.ok },
            { value: 'request_changes', ...words.notOk, needsReason: true },
          ]}
          reason={{ name: 'reason', label: words.whatDidYouSee, entered: entered.reason ?? '' }}
          chosen={entered.action ?? ''}
          kept={kept}
          {...{ me, formKey, errors }}
        />
      )}
    </ActionCard>
  )
}

function Screenshots({ shots }: { shots: Screenshot[] }) {
  const words = useWords()
  if (shots.length === 0) return null
  return (
    <div className={shots.length === 1 ? 'pair alone' : 'pair'}>
      {shots.map(({ href, src, alt, title, where }) => (
        <figure key={href}>
          <figcaption>
            <b>{title}</b>
            <span className="muted">{where}</span>
            <Link to={href} reloadDocument={isFile(href)}>
              {words.turn.enlarge}
              <span className="hidden-text"> {alt}</span>
            </Link>
          </figcaption>
          <Link to={href} tabIndex={-1} aria-hidden="true" reloadDocument={isFile(href)}>
            <img src={src} alt="" loading="lazy" />
          </Link>
        </figure>
      ))}
    </div>
  )
}

/** Who came by the link of a letter sees the picture itself, which is no page of ours. */
function isFile(href: string): boolean {
  return href.startsWith('/a/')
}
