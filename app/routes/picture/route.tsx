import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { readPictures } from '../../../db/tickets/pictures.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { requireActor } from '../../actor.server.ts'
import { WrongPage } from '../../components/wrong.tsx'
import { titled } from '../../title.ts'
import { turnWords } from '../../words/turn.server.ts'
import { wordsFor } from '../../words/words.ts'
import { PicturePage, type PictureProps } from './page.tsx'

/** GET /tickets/{number}/pictures/{id}: one picture as large as it is, with those that came with it before and after. */
export async function loader({
  request,
  params,
  context,
}: LoaderFunctionArgs): Promise<PictureProps & { title: string }> {
  const { actor, language } = await requireActor(request, context)
  const asked = z.object({ number: z.coerce.number().int().min(1).max(999_999_999), id: z.uuid() }).safeParse(params)
  if (!asked.success) throw new Response(null, { status: 404 })
  const { number, id } = asked.data
  const found = await readPictures(context.house, actor, { number, id })
  if (isRefusal(found)) throw new Response(null, { status: 404 })
  const { pictures } = found
  const place = pictures.findIndex((one) => one.id === id)
  const shown = pictures[place]
  if (!shown) throw new Response(null, { status: 404 })
  const { picture, pictureOf, leaf } = turnWords(language)
  const hrefOf = (at: number) => pictures[at] && `/tickets/${number}/pictures/${pictures[at].id}`
  const name = shown.shows ? pictureOf(picture[shown.shows], shown.name) : shown.name
  return {
    title: titled(wordsFor(language), `${name} · #${number}`),
    heading: found.title,
    name,
    src: `/files/${id}`,
    words: leaf.of(place + 1, pictures.length),
    back: { href: actor.kind === 'staff' ? `/desk/t/${number}` : `/tickets/${number}`, text: leaf.back(number) },
    previous: { href: hrefOf(place - 1) ?? null, text: leaf.previous },
    next: { href: hrefOf(place + 1) ?? null, text: leaf.next },
    original: { href: `/files/${id}?download`, text: leaf.original },
  }
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Picture() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <PicturePage {...page} />
}

export { WrongPage as ErrorBoundary }
