/** What many held mails have in common where it is no address: that nobody knows who they are from. */
export const strangers = 'strangers'

/** The crowd of people of one company's domain who are all new to us. No address begins so. */
export function newOnesOf(domain: string): string {
  return `@${domain}`
}

/** The domain of such a crowd; null for any other. */
export function domainOfNewOnes(crowd: string): string | null {
  return crowd.startsWith('@') ? crowd.slice(1) : null
}
