import { useEffect } from 'react'
import { ButtonLink } from '../../components/button.tsx'
import { Link } from '../../components/link.tsx'

type Way = { href: string; text: string }
type Turning = { href: string | null; text: string }

export type PictureProps = {
  heading: string
  name: string
  src: string
  words: string
  back: Way
  previous: Turning
  next: Turning
  original: Way
}

/** One picture whole; the arrow keys leaf through what came with it, Escape leads back. */
export function PicturePage({ heading, name, src, words, back, previous, next, original }: PictureProps) {
  useEffect(() => {
    const keys: Partial<Record<string, string>> = { ArrowLeft: 'prev', ArrowRight: 'next', Escape: 'up' }
    const leaf = ({ key, altKey, ctrlKey, metaKey }: KeyboardEvent) => {
      if (altKey || ctrlKey || metaKey || !keys[key]) return
      document.querySelector<HTMLAnchorElement>(`.leaf a[rel=${keys[key]}]`)?.click()
    }
    document.addEventListener('keydown', leaf)
    return () => document.removeEventListener('keydown', leaf)
  }, [])
  return (
    <div className="frame single">
      <main id="main" className="leaf">
        <nav className="crumbs" aria-label={heading}>
          <Link to={back.href} rel="up">
            {back.text}
          </Link>
          <span aria-hidden="true">/</span>
          <span>{words}</span>
        </nav>
        <h1>{name}</h1>
        <p className="button-row">
          <Leaf {...previous} rel="prev" />
          <Leaf {...next} rel="next" />
          <a className="small" href={original.href}>
            {original.text}
          </a>
        </p>
        <img src={src} alt={name} />
      </main>
    </div>
  )
}

function Leaf({ href, text, rel }: Turning & { rel: string }) {
  if (!href) return null
  return (
    <ButtonLink to={href} rel={rel} size="small" replace>
      {text}
    </ButtonLink>
  )
}
