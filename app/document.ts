import { createContext, useContext } from 'react'

/** What belongs to this one document: the nonce of its script tags, and the number of a fault, if it tells of one. */
export type Document = { nonce?: string | undefined; incident?: string | undefined }

const Current = createContext<Document>({})

export const DocumentProvider = Current.Provider

/** In the browser the nonce is gone, as browsers hide it; the incident is read back from the page. */
export function useDocument(): Document {
  return useContext(Current)
}
