import { type Language, languages } from '../domain/ticket.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]
export type Preferences = { language: Language; theme: Theme }

/** How a reader who may not be known yet wants the page: their cookies `language` and `theme`, else the browser's language. */
export function readPreferences(request: Request): Preferences {
  const cookies = readCookies(request)
  return {
    language: languages.find((one) => one === cookies.get('language')) ?? languageOfBrowser(request),
    theme: themes.find((one) => one === cookies.get('theme')) ?? 'system',
  }
}

/** The plain cookies of a request; the browser's own time zone stands in `tz`. */
export function readCookies(request: Request): Map<string, string> {
  const pairs = (request.headers.get('cookie') ?? '').split(/;\s*/).map((pair) => pair.split('='))
  return new Map(pairs.map(([name = '', ...value]) => [name, value.join('=')]))
}

function languageOfBrowser(request: Request): Language {
  const wanted = (request.headers.get('accept-language') ?? '').toLowerCase().split(/,\s*/)
  for (const range of wanted) {
    const match = languages.find((language) => range.startsWith(language))
    if (match) return match
  }
  return 'en'
}
