import type { ReactNode } from 'react'
import { SaidBy } from '../../../components/action-card.tsx'
import type { Face } from '../../../components/avatar.tsx'
import { errorOf, type FieldError } from '../../../components/error-summary.tsx'
import { FileDrop, type FileLink, useFileField } from '../../../components/file-drop.tsx'
import { Icon } from '../../../components/icon.tsx'
import { useWords } from '../../../words/use-words.ts'

type Side = 'before' | 'after'

/** A file the server keeps already, and what it shows. */
export type KeptPicture = FileLink & { shows: Side | null }

type PicturesProps = { label: ReactNode; hint: string | null; kept: KeptPicture[]; errors: FieldError[] }

/** Pictures of how it was and how it is now: a file field each. POST `before`*, `after`*, `file_ids`*, `shows.<id>`. */
export function Pictures({ label, hint, kept, errors }: PicturesProps) {
  const words = useWords()
  const [before, after] = [useFileField(), useFileField()]
  const error = errorOf(errors, 'screenshots')
  const sent = kept.length > 0
  return (
    <fieldset className={error ? 'field wrong pictures' : 'field pictures'} id="screenshots">
      <legend>{label}</legend>
      {hint && <p className="hint">{hint}</p>}
      {error && <p className="field-error">{error}</p>}
      <div className="pair">
        <FileDrop id="before" name="before" label={words.workspace.before} field={before} sent={sent} />
        <FileDrop id="after" name="after" label={words.workspace.after} field={after} sent={sent} />
      </div>
      {kept.length > 0 && (
        <ul className="kept-pictures">
          {kept.map(({ id, name, size, href, shows }) => (
            <li key={id}>
              <label>
                <input type="checkbox" name="file_ids" value={id} defaultChecked />
                <img src={href} alt="" loading="lazy" />
                <span>
                  {name} <span className="muted">{size}</span>
                </span>
              </label>
              <select
                className="input"
                name={`shows.${id}`}
                aria-label={words.workspace.shows(name)}
                defaultValue={shows ?? ''}
              >
                <option value="before">{words.workspace.before}</option>
                <option value="after">{words.workspace.after}</option>
                <option value="">{words.workspace.neither}</option>
              </select>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}

/** What an offer will look like to the customer. */
export type Preview = {
  face: Face
  role: string
  html: string
  steps: string[]
  url: string
  pictures: KeptPicture[]
}

/** The offer as its customer will see it. */
export function OfferPreview({ preview }: { preview: Preview }) {
  const words = useWords()
  const { pictures, steps, url } = preview
  return (
    <section className="card padded preview" aria-labelledby="preview-title" id="preview">
      <h3 id="preview-title">{words.workspace.previewTitle}</h3>
      <SaidBy {...preview} />
      <div className="pair">
        {pictures.map(({ id, href, name, shows }) => (
          <figure key={id}>
            <figcaption>
              <b>{shows ? words.workspace[shows] : name}</b>
            </figcaption>
            <img src={href} alt={name} />
          </figure>
        ))}
      </div>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <a className="button" href={url} rel="noreferrer" target="_blank">
        {words.workspace.openStaging} <Icon name="outside" />
      </a>
    </section>
  )
}
