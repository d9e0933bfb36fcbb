import { safeName } from '../../../db/tickets/files.ts'
import { keepFilesOn } from '../../../db/tickets/ticket-files.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { refusesMethod, respondWithJson, seenNumberIn, writes } from './call.server.ts'
import { actOnce, readUploads, replayed } from './write.server.ts'

/** POST /api/v1/tickets/{number}/files */
export const action = writes(async (call) => {
  const { house, actor, now, request } = call
  const number = await seenNumberIn(call)
  if (isRefusal(number)) return number
  const uploads = await readUploads(request)
  if (uploads instanceof Response || isRefusal(uploads)) return uploads
  const kept = await actOnce(call, { asked: 'files', uploads }, async (tx) => {
    const ids = await keepFilesOn(tx, house, { number, actor, files: uploads, now })
    return isRefusal(ids) ? ids : { number, ids }
  })
  if (isRefusal(kept)) return kept
  const files = kept.ids.map((id, place) => ({
    id,
    name: safeName(uploads[place]?.name ?? ''),
    size: uploads[place]?.bytes.byteLength,
  }))
  return respondWithJson({ ids: kept.ids, files }, { status: 201, headers: replayed(kept) })
})

export const loader = refusesMethod('POST')
