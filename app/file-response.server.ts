import type { House } from '../db/house.ts'
import { openFile } from '../db/tickets/files.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import type { Actor } from '../domain/ticket.ts'
import { drawnPicture } from './drawn-picture.server.ts'

/**
 * A file for somebody who may see it, as a download under its own name. The four kinds of pictures are shown in place,
 * written anew from their pixels, so that nothing else that lay in the bytes reaches a browser. Refuses strangers.
 */
export async function respondWithFile(
  house: House,
  { actor, id, request }: { actor: Actor; id: string; request: Request },
): Promise<Response | Refusal> {
  const found = await openFile(house, actor, id)
  if (isRefusal(found)) return found
  // Bytes never change under an id, but whether one may see them is asked every time.
  const wanted = new URL(request.url).searchParams
  const small = wanted.has('small')
  const tag = small ? `"${id}-small"` : `"${id}"`
  const headers = { ETag: tag, 'Cache-Control': 'private, no-cache' }
  if (request.headers.get('if-none-match') === tag) return new Response(null, { status: 304, headers })
  if (small && found.shown) return respondSmall(await drawnPicture(house, found, 'small'), headers)
  const picture = found.shown && !wanted.has('download') ? await drawnPicture(house, found, 'whole') : null
  const body = picture ?? found.content.stream()
  return new Response(body, {
    headers: {
      ...headers,
      'Content-Type': picture ? found.type : 'application/octet-stream',
      'Content-Length': String(picture?.byteLength ?? found.size),
      'Content-Disposition': disposition(picture ? 'inline' : 'attachment', found.name),
    },
  })
}

/** The picture in little, or nothing: what cannot be drawn small is never sent whole in its place. */
function respondSmall(picture: Uint8Array<ArrayBuffer> | null, headers: Record<string, string>): Response {
  if (picture === null) return new Response(null, { status: 404 })
  return new Response(picture, {
    headers: { ...headers, 'Content-Type': 'image/webp', 'Content-Length': String(picture.byteLength) },
  })
}

/** RFC 6266, section 4.3: a plain name for old readers, and the true one percent-encoded after RFC 8187. */
function disposition(kind: 'inline' | 'attachment', name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${plain}"; filename*=UTF-8''${exact}`
}
