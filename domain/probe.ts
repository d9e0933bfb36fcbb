/** What stands between a mail and what its writer may do by mail: each has a way to mend it. */
export const probeFaults = [
  'not_pinned',
  'other_server',
  'unchecked',
  'unsigned',
  'foreign_signature',
  'rejected',
  'uncovered',
] as const
export type ProbeFault = (typeof probeFaults)[number]

/** What a probe mail arrived with (D12), and what a mail like it may do. */
export type ProbeFindings = {
  /** The name in the topmost Authentication-Results field, whoever wrote that. */
  server: string | null
  /** The name that this installation believes. */
  pinned: string | null
  /** What the pinned server said, by method; null where it said nothing that counts. */
  said: { dmarc: string | null; dkim: string | null; spf: string | null } | null
  /** Whose signatures it bears, whether they hold or not. */
  signers: string[]
  /** What we found ourselves; null where nobody had to look, or there was nothing to look at. */
  own: { signed: boolean; dmarc: string } | null
  /** A mail like it that answers a letter of ours: a note always needs less than a public reply or a command. */
  may: { note: boolean; reply: boolean }
  fault: ProbeFault | null
}

/** The code of a probe in what somebody wrote as a subject; null where there is none. */
export function probeCodeIn(subject: string): string | null {
  return /\bproof-[a-z2-7]{16}\b/i.exec(subject)?.[0]?.toLowerCase() ?? null
}
