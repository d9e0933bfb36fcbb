/** Where mail comes to us: at our own domain, and by the mailboxes that the settings name. */
export type OurAddresses = { mailDomain: string; mailboxes: { address: string | null; user: string }[] }

const atOurDomain = ['support', 'postmaster', 'mailer-daemon', 'reply', 'note', 'bounce']

/** Our own addresses without what may stand behind a plus, in lower case. */
export function listOurs({ mailDomain, mailboxes }: OurAddresses): string[] {
  // A mailbox without an address is written to by the name of its user, where that is one.
  const named = mailboxes.map(({ address, user }) => address ?? user).filter((name) => name.includes('@'))
  return [...new Set([...atOurDomain.map((part) => `${part}@${mailDomain}`), ...named].map(withoutTag))]
}

/**
 * Whether what is sent to this address comes back to us, whatever stands behind a plus in it. Nobody may have such an
 * address: we would write to ourselves, and answer (L08). Others at our domain may be people.
 */
export function belongsToUs(address: string, ours: OurAddresses): boolean {
  return listOurs(ours).includes(withoutTag(address))
}

function withoutTag(address: string): string {
  return address
    .trim()
    .toLowerCase()
    .replace(/\+[^@]*(?=@)/, '')
}
