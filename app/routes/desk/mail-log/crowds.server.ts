import type { HeldCrowd } from '../../../../db/mailbox/held-flood.ts'
import { domainOfNewOnes } from '../../../../domain/crowd.ts'
import { type Manner, sayWhen } from '../../../moment.server.ts'
import { sayCount } from '../../../number.server.ts'
import type { CrowdsProps } from './crowds.tsx'
import { crowdWordsFor } from './words.server.ts'

/** Held mails that stand as one line, in the words of their reader. */
export function showCrowds(crowds: HeldCrowd[], manner: Manner): CrowdsProps['crowds'] {
  const words = crowdWordsFor(manner.language)
  const who = (key: string) => {
    const domain = domainOfNewOnes(key)
    return domain ? words.newcomers(domain) : key.includes('@') ? key : words.strangers
  }
  return crowds.map(({ key, mails, from, to, mayPass }) => ({
    ...{ key, mayPass },
    title: words.mails(sayCount(mails, manner.language), who(key)),
    when: words.when(sayWhen(from, manner).text, sayWhen(to, manner).text),
    href: `/desk/mail?${new URLSearchParams({ view: 'held', crowd: key })}`,
  }))
}
