import { createElement, Fragment, type ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'
import { Avatar, type Face } from './avatar.tsx'
import type { FileLink } from './file-drop.tsx'
import { Icon } from './icon.tsx'
import type { IconName } from './icon-names.ts'
import { LetterFrame, type LetterFrameProps } from './letter-frame.tsx'
import { Markdown } from './markdown.tsx'
import { type Status, StatusGlyph } from './status-glyph.tsx'
import { Time, type When } from './time.tsx'

/** A sentence with its weighty parts marked: `['Planned for ', { strong: 'Rui' }]`. */
export type Phrase = (string | { strong: string })[]

/**
 * One entry of a thread. `role` is what stands behind the name ("Project manager", "You"); `doubt` a warning
 * about who wrote it ("Sent through Pedro's address"); `folded` the quoted part, shown on demand.
 */
export type Entry =
  | {
      kind: 'message' | 'note'
      id: string
      author: Face
      role: string | null
      at: When
      html: string
      /** A letter that says more by its shape than by its words, and is shown in a frame in place of `html`. */
      letter: LetterFrameProps | null
      folded: string | null
      files: FileLink[]
      byMail: boolean
      doubt: string | null
    }
  | { kind: 'event'; id: string; mark: { icon: IconName } | { status: Status }; text: Phrase; at: When }

/** What happened, in order: words of both sides, notes among staff, and events between them. */
export function Timeline({ entries, children }: { entries: Entry[]; children?: ReactNode }) {
  return (
    <ol className="timeline">
      {entries.map((entry) => (
        <li key={entry.id} id={`entry-${entry.id}`}>
          {entry.kind === 'event' ? <EventEntry entry={entry} /> : <MessageEntry entry={entry} />}
        </li>
      ))}
      {children && <li>{children}</li>}
    </ol>
  )
}

function EventEntry({ entry }: { entry: Extract<Entry, { kind: 'event' }> }) {
  return (
    <>
      <span className="pin">
        {'status' in entry.mark ? <StatusGlyph status={entry.mark.status} /> : <Icon name={entry.mark.icon} />}
      </span>
      <p className="event">
        {sayPhrase(entry.text)} <Time {...entry.at} />
      </p>
    </>
  )
}

function MessageEntry({ entry }: { entry: Exclude<Entry, { kind: 'event' }> }) {
  const words = useWords()
  const { kind, author, role, at, html, letter, folded, files, byMail, doubt } = entry
  return (
    <>
      <Avatar face={author} />
      <article className={kind === 'note' ? 'message note' : 'message'}>
        <header>
          {kind === 'note' && <Icon name="lock" />}
          <b>{author.name}</b>
          {role && <span className="role">{role}</span>}
          {kind === 'note' && <span>{words.thread.note}</span>}
          {byMail && <span>{words.thread.byMail}</span>}
          <Time {...at} />
        </header>
        {doubt && <p className="doubt">{doubt}</p>}
        {letter ? <LetterFrame {...letter} /> : <Markdown html={html} />}
        {folded && (
          <details>
            <summary>{words.thread.folded}</summary>
            <Markdown html={folded} />
          </details>
        )}
        <Files files={files} />
      </article>
    </>
  )
}

/** Files to fetch, with their sizes; pictures in little. */
export function Files({ files }: { files: FileLink[] }) {
  if (files.length === 0) return null
  return (
    <ul className="files">
      {files.map(({ id, name, size, href, picture }) => (
        <li key={id}>
          <a className={picture ? 'file picture' : 'file'} href={href}>
            {picture ? <img src={`/files/${id}?small`} alt="" loading="lazy" /> : <Icon name="file" />}
            <span>{name}</span>
            <span className="muted">{size}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** A phrase as React sees it. */
export function sayPhrase(phrase: Phrase) {
  const parts = phrase.map((part) => (typeof part === 'string' ? part : createElement('b', null, part.strong)))
  return createElement(Fragment, null, ...parts)
}
