import { addMessageWithin } from '../../../db/thread.ts'
import { addsWords } from './add-words.server.ts'
import { refusesMethod, writes } from './call.server.ts'

/** POST /api/v1/tickets/{number}/messages */
export const action = writes(addsWords(addMessageWithin))

export const loader = refusesMethod('POST')
