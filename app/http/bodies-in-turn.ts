import type { NextFunction, Request, Response } from 'express'
import { type PlainWords, respondInWords } from './plain-page.ts'
import { largestBody } from './security.ts'

/** In bytes. `atOnce` and `ofOne` are at least as much as the largest body, or that would never get its turn. */
export type Turns = { small: number; atOnce: number; ofOne: number; patienceMs: number }

/** Files are held in memory while they come in, about three times over once they are kept: these stay below 1 GB. */
const usual: Turns = {
  // Forms without files are smaller.
  small: 256 * 1024,
  atOnce: 4 * largestBody,
  ofOne: 2 * largestBody,
  patienceMs: 120_000,
}

type Body = { bytes: number; sender: string; begin: () => void }

/**
 * Lets in only so many bytes of bodies at once, and of one address only half of them; the others wait, unread, in the
 * order they came. Who waited too long is told to come back. Counted is what a body says of its length; one that says
 * nothing counts as the largest.
 */
export function takeBodiesInTurn({ small, atOnce, ofOne, patienceMs }: Turns = usual) {
  const inside = new Set<Body>()
  const waiting = new Set<Body>()
  const heldBy = (sender?: string) =>
    [...inside].reduce((sum, body) => (sender === undefined || body.sender === sender ? sum + body.bytes : sum), 0)

  function letIn() {
    for (const body of waiting) {
      // Whoever has their share waits for their own; what fits for nobody else either must not be overtaken for ever.
      if (heldBy(body.sender) + body.bytes > ofOne) continue
      if (heldBy() + body.bytes > atOnce) return
      waiting.delete(body)
      inside.add(body)
      body.begin()
    }
  }

  return (request: Request, response: Response, next: NextFunction) => {
    const bytes = lengthOf(request)
    if (bytes <= small) return next()
    const tooLate = setTimeout(() => {
      waiting.delete(body)
      response.set('Retry-After', '10')
      respondInWords(request, response, busy)
    }, patienceMs)
    const begin = () => {
      clearTimeout(tooLate)
      next()
    }
    const body = { bytes, sender: request.ip ?? '', begin }
    response.once('close', () => {
      clearTimeout(tooLate)
      waiting.delete(body)
      inside.delete(body)
      letIn()
    })
    waiting.add(body)
    letIn()
  }
}

function lengthOf({ headers }: Request): number {
  if (headers['transfer-encoding'] !== undefined) return largestBody
  return Number(headers['content-length'] ?? 0)
}

const busy: PlainWords = {
  status: 503,
  code: 'busy',
  en: {
    title: 'Too much at once',
    sentence: 'Many files are being sent just now, so yours were not taken. Try again in a few seconds.',
  },
  pt: {
    title: 'Demasiado de uma vez',
    sentence:
      'Há muitos ficheiros a ser enviados neste momento, por isso os seus não foram recebidos. Tente de novo dentro de segundos.',
  },
}
