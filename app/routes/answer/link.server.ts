import type { AppLoadContext } from '@remix-run/node'
import { type AnswerLink, readAnswerLink } from '../../../db/people/answer-link.ts'
import { readHomeZone } from '../../../db/people/home-zone.ts'
import { countTry } from '../../../db/people/rate-limit.ts'
import { readActor } from '../../actor.server.ts'
import type { Manner } from '../../moment.server.ts'
import { asResponse } from '../../respond.server.ts'

/** Whoever holds the link of a letter, and on what proof they answer. */
export type Holder = AnswerLink & { token: string; manner: Manner; proof: 'P3' | 'P4' }

/** Found once a request, however many loaders ask. */
const holders = new WeakMap<AppLoadContext, Promise<Holder | null>>()

/** The person for whom the page of this link was made; null where the address is that of no such page, or of no use. */
export function readHolder(request: Request, context: AppLoadContext): Promise<Holder | null> {
  const known = holders.get(context)
  if (known) return known
  const token = /^\/a\/([a-z2-7]{52})(?:[/.]|$)/i.exec(new URL(request.url).pathname)?.[1]
  const holder = token === undefined ? Promise.resolve(null) : findHolder(token, request, context)
  holders.set(context, holder)
  return holder
}

/** The same on the page itself, where whoever tries wrong links is slowed down. */
export async function requireHolder(request: Request, context: AppLoadContext): Promise<Holder | null> {
  const holder = await readHolder(request, context)
  if (holder) return holder
  const tooMany = await countTry(context.house.db, 'answer_link', context.ip)
  if (tooMany) throw asResponse(tooMany, 'en')
  return null
}

async function findHolder(token: string, request: Request, context: AppLoadContext): Promise<Holder | null> {
  const { house, settings } = context
  const now = context.now()
  const link = await readAnswerLink(house, { secretKey: settings.secretKey, token, now })
  if (!link) return null
  const [reader, homeZone] = await Promise.all([readActor(request, context), readHomeZone(house.db, link.contact)])
  const isSignedIn = reader?.actor.id === link.contact.id
  const manner = { language: link.language, timeZone: link.timeZone ?? homeZone, now }
  return { ...link, token, manner, proof: isSignedIn ? 'P4' : 'P3' }
}
