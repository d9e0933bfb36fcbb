import { useWords } from '../words/use-words.ts'
import { Icon } from './icon.tsx'

/** Says before a title, in a picture and in a word, that this cannot wait. */
export function UrgentMark() {
  const words = useWords()
  return (
    <span className="urgent-mark">
      <Icon name="urgent" />
      {words.urgent}
    </span>
  )
}
