import type { Language } from '../domain/ticket.ts'

/** The first whose mark stands in what a browser says of itself; those that also claim to be another one come first. */
const browsers = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['SamsungBrowser', 'Samsung Internet'],
  ['Firefox', 'Firefox'],
  ['FxiOS', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['CriOS', 'Chrome'],
  ['Safari', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'Mac'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const
const words: Record<Language, { on: string; unknown: string }> = {
  en: { on: 'on', unknown: 'A browser' },
  pt: { on: 'em', unknown: 'Um navegador' },
}

/** A browser by what it says of itself, as its owner would call it: "Chrome on Windows". */
export function sayDevice(userAgent: string, language: Language): string {
  const named = (table: readonly (readonly [string, string])[]) =>
    table.find(([mark]) => userAgent.includes(mark))?.[1] ?? null
  const { on, unknown } = words[language]
  const [browser, system] = [named(browsers) ?? unknown, named(systems)]
  return system ? `${browser} ${on} ${system}` : browser
}
