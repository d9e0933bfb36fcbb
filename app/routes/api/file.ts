import { z } from 'zod'
import { isFileOf } from '../../../db/tickets/ticket-files.ts'
import { isRefusal } from '../../../domain/refusal.ts'
import { respondWithFile } from '../../file-response.server.ts'
import { notFound, numberIn, reads, refusesMethod } from './call.server.ts'

/** GET /api/v1/tickets/{number}/files/{id} */
export const loader = reads(async (call) => {
  const { house, actor, params, request } = call
  const number = numberIn(call)
  const id = z.uuid().safeParse(params.id)
  if (number === null || !id.success || !(await isFileOf(house, { number, actor }, id.data))) return notFound()
  const answer = await respondWithFile(house, { actor, id: id.data, request })
  return isRefusal(answer) ? notFound() : answer
})

export const action = refusesMethod('GET')
