import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { iconNames } from './icon-names.ts'

const { resolve } = createRequire(import.meta.url)

/** The four status marks differ in shape and in fill, so that no colour is needed to tell them apart. */
const statusMarks = `
<symbol id="new" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2.6 2.11"/></symbol>
<symbol id="progress" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 4.2a3.8 3.8 0 0 1 0 7.6z" fill="currentColor"/></symbol>
<symbol id="feedback" viewBox="0 0 16 16"><path d="M3.5 1.5h9A2.5 2.5 0 0 1 15 4v5a2.5 2.5 0 0 1-2.5 2.5H8.6L5 15v-3.5H3.5A2.5 2.5 0 0 1 1 9V4a2.5 2.5 0 0 1 2.5-2.5z" fill="currentColor"/></symbol>
<symbol id="done" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="currentColor"/><path d="m4.8 8.3 2.2 2.2 4.3-4.7" fill="none" stroke="var(--surface)" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></symbol>`

/** Draws `icons.svg`, the one sprite of the product. Run it after `icon-names.ts` has changed. */
export async function drawIcons() {
  const symbols = await Promise.all(Object.entries(iconNames).map(([name, file]) => drawSymbol(name, file)))
  return `<svg xmlns="http://www.w3.org/2000/svg"><title>Icons</title>${statusMarks}\n${symbols.join('\n')}\n</svg>\n`
}

async function drawSymbol(name: string, file: string) {
  const svg = await readFile(resolve(`lucide-static/icons/${file}.svg`), 'utf8')
  const shapes = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'))
  return `<symbol id="i-${name}" viewBox="0 0 24 24">${shapes.replaceAll(/\s*\n\s*/g, '')}</symbol>`
}

if (import.meta.main) await writeFile(new URL('icons.svg', import.meta.url), await drawIcons())
