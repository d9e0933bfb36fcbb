import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** What a page may weigh at most, in KiB: its HTML as it is, scripts and style sheets as they travel (gzip). */
export const budget = { html: 40, js: 95, css: 12 }

const client = join(import.meta.dirname, '..', '..', 'build', 'client')

/** What a browser loads for this page the first time, in KiB, and what of it is over the budget. */
export function weigh(html: string) {
  // What is named elsewhere, as in the list of routes, is not loaded with the page.
  const named = (ending: string) =>
    new Set(
      [...html.matchAll(new RegExp(`(?:href=|from |import\\()"(/assets/[\\w.-]+\\.${ending})"`, 'g'))].map(
        ([, file = '']) => file,
      ),
    )
  const scripts = [...named('js')]
  // The dictionaries of the reader's language, for both sides and for this one, are what the page itself does not name.
  const language = /<html lang="(\w\w)/.exec(html)?.[1] ?? 'en'
  const asked = scripts.flatMap((script) => [...readFileSync(join(client, script), 'utf8').matchAll(wordsAskedFor)])
  const side = html.includes('<div class="desk') ? 'desk' : 'portal'
  const words = asked.flatMap(([, file, of = side, spoken]) =>
    of === side && spoken === language ? [`/assets/${file}`] : [],
  )
  const weight = {
    html: kib(Buffer.byteLength(html)),
    js: kib(sum([...new Set([...scripts, ...words])].map(travelling))),
    css: kib(sum([...named('css')].map(travelling))),
  }
  const over = Object.entries(budget).filter(([what, most]) =>
    Object.entries(weight).some(([it, is]) => it === what && is > most),
  )
  return { ...weight, over: over.map(([what]) => what) }
}

const wordsAskedFor = /import\("\.\/((?:(desk|portal)-pages-)?(en|pt)-[\w-]+\.js)"\)/g

function travelling(asset: string): number {
  return gzipSync(readFileSync(join(client, asset)), { level: 9 }).byteLength
}

function sum(parts: number[]): number {
  return parts.reduce((all, one) => all + one, 0)
}

export function kib(bytes: number): number {
  return Number((bytes / 1024).toFixed(1))
}
