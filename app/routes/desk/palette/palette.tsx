import { useLocation, useNavigate, useSubmit } from '@remix-run/react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Opened } from '../../../components/desk-keys.ts'
import { Icon } from '../../../components/icon.tsx'
import type { IconName } from '../../../components/icon-names.ts'
import type { DeskLink } from '../../../components/side-nav.tsx'
import { useWords } from '../../../words/use-words.ts'

/** One thing to go to, or to ask of the ticket on the page. */
export type Line = {
  icon: IconName
  text: string
  about: string
  href?: string
  ask?: { number: number; fields: Record<string, string> }
}
type PaletteWords = {
  title: string
  hint: string
  none: string
  recent: string
  close: string
  keysTitle: string
  keysOff: string
  keys: { keys: string; does: string }[]
}
export type Lines = { lines: Line[]; words: PaletteWords }

type PaletteProps = { opened: Opened; links: DeskLink[]; close: () => void }

/** Search and jump from anywhere on the desk: a combobox in a dialog. Its chunk is loaded when it is first opened. */
export default function Palette({ opened, links, close }: PaletteProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { q, ask, lines, words } = useLines(links)
  useEffect(() => {
    if (words) dialog.current?.showModal()
  }, [words])
  if (!words) return null
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={opened === 'keys' ? words.keysTitle : words.title}
      onClose={close}
      closedby="any"
    >
      {opened === 'keys' ? (
        <Keys words={words} done={() => dialog.current?.close()} />
      ) : (
        <Search {...{ q, ask, lines, words }} done={() => dialog.current?.close()} />
      )}
    </dialog>
  )
}

type SearchProps = { q: string; ask: (q: string) => void; lines: Line[]; words: PaletteWords; done: () => void }

function Search({ q, ask, lines, words, done }: SearchProps) {
  const [at, point] = useState(0)
  const navigate = useNavigate()
  const submit = useSubmit()
  const chosen = Math.min(at, lines.length - 1)

  const take = (line: Line | undefined) => {
    done()
    if (line?.href) {
      remember(line)
      navigate(line.href)
    }
    if (!line?.ask) return
    const { number, fields } = line.ask
    const then = location.pathname + location.search
    submit({ ...fields, key: crypto.randomUUID(), then }, { method: 'post', action: `/desk/t/${number}` })
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') take(lines[chosen])
    else if (step) point((chosen + step + lines.length) % Math.max(1, lines.length))
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        type="search"
        className="input"
        role="combobox"
        aria-label={words.title}
        aria-expanded={lines.length > 0}
        aria-controls="palette-lines"
        aria-activedescendant={lines.length > 0 ? `palette-${chosen}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={words.title}
        value={q}
        onChange={(event) => {
          point(0)
          ask(event.target.value)
        }}
        onKeyDown={press}
      />
      <div id="palette-lines" role="listbox" tabIndex={-1} aria-label={words.title}>
        {lines.map((line, place) => (
          <button
            type="button"
            tabIndex={-1}
            key={line.text}
            id={`palette-${place}`}
            role="option"
            aria-selected={place === chosen}
            onClick={() => take(line)}
            onMouseMove={() => point(place)}
          >
            <Icon name={line.icon} />
            <span>{line.text}</span>
            <small>{line.about}</small>
          </button>
        ))}
      </div>
      <p role="status" className="small">
        {lines.length === 0 ? words.none : words.hint}
      </p>
    </>
  )
}

function Keys({ words, done }: { words: PaletteWords; done: () => void }) {
  return (
    <>
      <h2>{words.keysTitle}</h2>
      <dl>
        {words.keys.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="small">{words.keysOff}</p>
      <button type="button" className="button" onClick={done}>
        {words.close}
      </button>
    </>
  )
}

/** What the server finds for the words typed last, after steps of the ticket on the page and places of those words. */
function useLines(links: DeskLink[]) {
  const [q, ask] = useState('')
  const [found, put] = useState<Lines | null>(null)
  const { pathname } = useLocation()
  const { deskPlaces } = useWords()
  const ticket = /^\/desk\/t\/(\d+)/.exec(pathname)?.[1] ?? ''
  useEffect(() => {
    const stop = new AbortController()
    const timer = setTimeout(
      () =>
        fetch(`/desk/palette?${new URLSearchParams({ q, ticket })}`, { signal: stop.signal })
          .then((answer) => answer.json())
          .then(put, () => {}),
      q === '' ? 0 : 120,
    )
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [q, ticket])
  const near: Line[] = [
    ...stepsOnPage(),
    ...links.map(({ place }) => ({
      ...{ icon: 'right' as const, text: deskPlaces[place], about: '', href: `/desk/${place}` },
    })),
  ].filter(({ text }) => plain(text).includes(plain(q)))
  const recent = q === '' && found ? recall().map((line) => ({ ...line, about: found.words.recent })) : []
  const all = [...recent, ...near, ...(found?.lines ?? [])]
  const lines = [...new Map(all.map((line) => [line.text, line])).values()]
  return { q, ask, lines, words: found?.words ?? null }
}

/** The steps that the ticket's own page offers. */
function stepsOnPage(): Line[] {
  return [...document.querySelectorAll<HTMLAnchorElement>('main a[href*="?do="]')].flatMap((link) => {
    const text = link.textContent?.trim()
    return text && location.pathname.startsWith('/desk/t/')
      ? [{ icon: 'check' as const, text, about: '', href: link.pathname + link.search + link.hash }]
      : []
  })
}

const memory = 'palette'

function remember({ icon, text, href }: Line) {
  const line = { icon, text, about: '', href }
  localStorage.setItem(memory, JSON.stringify([line, ...recall().filter((one) => one.href !== href)].slice(0, 5)))
}

function recall(): Line[] {
  try {
    return JSON.parse(localStorage.getItem(memory) ?? '[]')
  } catch {
    return []
  }
}

function plain(words: string): string {
  return words.trim().normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
