import { notFound } from './call.server.ts'

/** What is asked for under /api and is not there, by whatever method. */
export const loader = notFound
export const action = notFound
