import { createContext, useContext } from 'react'
import type { Words } from './en.ts'

const Dictionary = createContext<Words | null>(null)

/** Holds the dictionary of the reader's language; the two entries put it around the whole page. */
export const WordsProvider = Dictionary.Provider

/** The words of the page, in the language of its reader. */
export function useWords(): Words {
  const words = useContext(Dictionary)
  if (!words) throw new Error('No dictionary around this page: wrap it in WordsProvider')
  return words
}
