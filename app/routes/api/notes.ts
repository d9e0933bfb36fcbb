import { addNoteWithin } from '../../../db/thread.ts'
import { addsWords } from './add-words.server.ts'
import { forStaff, refusesMethod, writes } from './call.server.ts'

/** POST /api/v1/tickets/{number}/notes */
export const action = writes(forStaff(addsWords(addNoteWithin)))

export const loader = refusesMethod('POST')
