import { afterAll } from 'vitest'
import { type Move, openSmtpSink } from './open-smtp-sink.ts'

/** A scripted SMTP server that goes away with the test file. */
export async function anSmtpSink(moves: Move[] = []) {
  const sink = await openSmtpSink(moves)
  afterAll(sink.close)
  return sink
}
