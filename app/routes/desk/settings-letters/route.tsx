import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { causesOf, type Letter, letters, mayWait } from '../../../../domain/notify.ts'
import { type Language, languages } from '../../../../domain/ticket.ts'
import { commandOutcomes } from '../../../../mail/preview.ts'
import { requireStaff } from '../../../actor.server.ts'
import { titled } from '../../../title.ts'
import { deskWordsFor } from '../../../words/desk.server.ts'
import { mailWordsFor } from '../../../words/mail.server.ts'
import { wordsFor } from '../../../words/words.ts'
import { previewOf, refuseOthers, type Wanted, wantedIn } from './asked.server.ts'
import { LettersPage } from './page.tsx'
import { letterWordsFor } from './words.server.ts'

export { Wrong as ErrorBoundary } from '../../../components/wrong.tsx'

/** GET /desk/settings/letters?letter=&language=&ticket=: one letter at a time, of an example or of a ticket. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor, language } = await requireStaff(request, context)
  refuseOthers(actor)
  const { page: words, outcomes } = letterWordsFor(language)
  const named = mailWordsFor(language).letters
  const wanted = wantedIn(new URL(request.url), undefined, language)
  const preview = await previewOf(context.house, actor, wanted, context.settings.baseUrl)
  const query = new URLSearchParams({
    ...{ language: wanted.language, outcome: wanted.outcome },
    ...(wanted.ticket && { ticket: String(wanted.ticket) }),
  })
  return {
    title: titled(wordsFor(language), words.title),
    words,
    ...{ letter: wanted.letter, language: wanted.language, ticket: String(wanted.ticket ?? '') },
    name: named[wanted.letter],
    who: whoGets(wanted.letter, language),
    links: letters.map((letter) => ({
      ...{ href: hrefOf({ ...wanted, letter }), text: named[letter] },
      current: letter === wanted.letter,
    })),
    languages: languages.map((one) => ({
      ...{ href: hrefOf({ ...wanted, language: one }), text: words[one] },
      current: one === wanted.language,
    })),
    outcomes:
      wanted.letter === 'mail_commands' && wanted.ticket === null
        ? commandOutcomes.map((outcome) => ({
            ...{ href: hrefOf({ ...wanted, outcome }), text: outcomes[outcome] },
            current: outcome === wanted.outcome,
          }))
        : [],
    shown: preview && {
      ...{ subject: preview.subject, text: preview.text },
      htmlHref: `/desk/settings/letters/${wanted.letter}/html?${query}`,
    },
  }
}

function hrefOf({ letter, language, ticket, outcome }: Wanted): string {
  const query = new URLSearchParams({
    ...{ letter, language },
    ...(ticket && { ticket: String(ticket) }),
    ...(letter === 'mail_commands' && { outcome }),
  })
  return `/desk/settings/letters?${query}`
}

/** The table of domain/notify.ts in words. */
function whoGets(letter: Letter, language: Language): string[] {
  const words = letterWordsFor(language)
  const { did } = deskWordsFor(language)
  const list = new Intl.ListFormat(language === 'pt' ? 'pt-PT' : 'en-GB')
  const named: Partial<Record<string, string>> = { ...did, ...words.occasion }
  const causes = causesOf(letter)
  const lines = causes.map(({ cause, to }) =>
    words.when(named[cause] ?? cause, list.format([...new Set(to)].map((audience) => words.audience[audience]))),
  )
  return [...(lines.length > 0 ? lines : [words.asked]), mayWait.includes(letter) ? words.mayWait : words.always]
}

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }]

export default function Letters() {
  const { title: _, ...shown } = useLoaderData<typeof loader>()
  return <LettersPage {...shown} />
}
