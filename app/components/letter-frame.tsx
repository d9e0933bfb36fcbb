import { useEffect, useRef } from 'react'
import { useWords } from '../words/use-words.ts'

export type LetterFrameProps = {
  src: string
  title: string
  /** Whether pictures from elsewhere are shown without asking, and what the reader may choose instead, if there are any. */
  loads: boolean
  choice: { value: 'always' | 'ask'; label: string; action: string; back: string } | null
}

/**
 * A letter in its own shape, in a frame in which nothing runs. With JavaScript it is as high as what it holds; without,
 * it is scrolled. A document of our own origin can be measured from here, while it has no scripts itself.
 */
export function LetterFrame({ src, title, loads, choice }: LetterFrameProps) {
  const words = useWords()
  const frame = useRef<HTMLIFrameElement>(null)
  useEffect(() => {
    const shown = frame.current
    if (!shown) return
    // Its first word comes at once: what had arrived before this page woke up is measured then.
    const watch = new ResizeObserver(() => stretch(shown))
    watch.observe(shown)
    return () => watch.disconnect()
  }, [])
  return (
    <>
      <iframe
        ref={frame}
        className="letter-frame"
        loading="lazy"
        src={loads ? `${src}?pictures=all` : src}
        title={title}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        onLoad={({ currentTarget }) => stretch(currentTarget)}
      />
      <div className="button-row">
        <a className="small" href={`${src}?alone`} target="_blank" rel="noopener noreferrer">
          {words.thread.alone}
        </a>
        {choice && (
          // The frame itself may send no form.
          <form method="post" action={choice.action}>
            <input type="hidden" name="back" value={choice.back} />
            <button className="link-button small" type="submit" name="pictures" value={choice.value}>
              {choice.label}
            </button>
          </form>
        )}
      </div>
    </>
  )
}

function stretch(frame: HTMLIFrameElement) {
  const { contentDocument: page, contentWindow: view } = frame
  // A frame that waits to be scrolled to holds an empty page.
  if (!page?.documentElement || !view || page.URL === 'about:blank') return
  const around = frame.offsetHeight - view.innerHeight
  frame.style.height = `${page.documentElement.offsetHeight + around}px`
}
