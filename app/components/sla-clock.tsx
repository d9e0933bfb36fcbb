import { useEffect, useState } from 'react'
import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'

/**
 * A clock as the server saw it. `minutes` are business minutes left (negative: over) and null where a date
 * says more; they run on for `runsFor` minutes, until the office closes. `share` is what is left, 0 to 100. Tone `none`
 * promises nothing: the text is a moment and no more.
 */
export type Clock = {
  tone: 'over' | 'soon' | 'calm' | 'paused' | 'none'
  minutes: number | null
  runsFor: number
  text: string
  target: string
  share: number
}

/** Ring, time and what is due; over time it is a triangle, stopped it is two bars. */
export function SlaClock({ clock }: { clock: Clock }) {
  return <Ticking clock={clock} key={`${clock.minutes} ${clock.text}`} />
}

function Ticking({ clock }: { clock: Clock }) {
  const words = useWords()
  const running = clock.minutes !== null && clock.tone !== 'paused'
  const passed = Math.min(useMinutesPassed(running), clock.runsFor)
  const left = clock.minutes === null ? null : clock.minutes - passed
  const tone = left !== null && left < 0 ? 'over' : clock.tone
  return (
    <div className={`clock ${tone}`}>
      {tone === 'over' && <Icon name="warning" />}
      {tone === 'paused' && <Icon name="pause" />}
      {tone === 'none' && <Icon name="clock" />}
      {(tone === 'soon' || tone === 'calm') && <Ring share={clock.share} />}
      <span>
        <b className="num">{left === null || passed === 0 ? clock.text : words.clock(left)}</b>
        <small>{clock.target}</small>
      </span>
    </div>
  )
}

function Ring({ share }: { share: number }) {
  return (
    <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
      <circle cx="10" cy="10" r="8" />
      <circle cx="10" cy="10" r="8" pathLength="100" strokeDasharray={`${share} 100`} transform="rotate(-90 10 10)" />
    </svg>
  )
}

/** Whole minutes since this clock came from the server; our own watch is never compared with theirs. */
function useMinutesPassed(running: boolean) {
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    if (!running) return
    const since = performance.now()
    const timer = setInterval(() => setPassed(Math.floor((performance.now() - since) / 60_000)), 30_000)
    return () => clearInterval(timer)
  }, [running])
  return passed
}
