import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { House } from '../../db/house.ts'
import { findProgram } from './programs.mjs'
import { aCookie, type Web } from './web.ts'

/** Chromium in a sandbox of its own test file. As root it wants to be told that it needs none of its own. */
const manners = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run']
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']

export type Window = { width?: 1280 | 390; javaScript?: 'on' | 'off' }

/** Pages that are just being left, until the next document is there, or for good. */
const leaving = new WeakSet<Page>()

/** A browser for the calling test file. `visit` opens a page in a window of its own, signed in when a person is given. */
export function aBrowser(given: () => { web: Pick<Web, 'base'>; house?: House }) {
  let browser: Browser
  const troubles: string[] = []
  beforeAll(async () => {
    const executablePath = findProgram('chromium')
    if (!executablePath) throw new Error('These tests need chromium; apt-get install chromium brings it.')
    browser = await chromium.launch({ executablePath, args: [...manners, ...quiet] })
  })
  // A window left open goes on listening for changes, and slows down whoever comes next.
  afterEach(() => {
    for (const page of browser.contexts().flatMap((context) => context.pages())) leaving.add(page)
    return Promise.all(browser.contexts().map((context) => context.close()))
  })
  afterAll(() => browser?.close())

  async function visit(person: { id: string } | null, window: Window = {}): Promise<Page> {
    const { house, web } = given()
    const context = await browser.newContext({ ...optionsOf(window), baseURL: web.base })
    if (person) {
      if (!house) throw new Error('Who is to be signed in without the form needs a house to sign in to.')
      const { cookie } = await aCookie(house, person)
      const [name = '', value = ''] = cookie.split('=')
      await context.addCookies([{ name, value, url: web.base }])
    }
    const page = await context.newPage()
    page.setDefaultTimeout(20_000)
    page.on('domcontentloaded', () => leaving.delete(page))
    page.on('pageerror', (fault) => troubles.push(fault.message))
    page.on('console', (said) => {
      // The browser itself says this of every refused form; the page does not.
      const refused = /status of 4\d\d/.test(said.text())
      // A link pointed at before the browser knows its route is merely not fetched ahead of the click.
      const tooSoon = /^Tried to prefetch .* but no routes matched/.test(said.text())
      // What was still on its way when its page was left gets no answer; a script that is not found is another matter.
      const cut = leaving.has(page) && /TypeError: Failed to fetch(\n|$)/.test(said.text())
      if (['error', 'warning'].includes(said.type()) && !refused && !tooSoon && !cut) troubles.push(said.text())
    })
    return window.javaScript === 'off' ? page : patient(page)
  }

  /** Everything pages complained of so far, hydration and policy included. */
  return { visit, troubles }
}

/** A page that is opened, or opened again, once its scripts listen: what is done before that proves nothing of them. */
function patient(page: Page): Page {
  const { goto, reload } = page
  const awake = () => {
    const listens = () => !document.querySelector('script[type=module]') || 'awake' in document.documentElement.dataset
    return page.waitForFunction(listens)
  }
  const leave = async <Answer>(go: () => Promise<Answer>) => {
    leaving.add(page)
    // A jump within the page brings no new document, so it ends here at the latest.
    const answer = await go().finally(() => leaving.delete(page))
    await awake()
    return answer
  }
  page.goto = (...given) => leave(() => goto.apply(page, given))
  page.reload = (...given) => leave(() => reload.apply(page, given))
  return page
}

/** Opens a page and waits until it hears of changes, too. */
export async function wake(page: Page, path: string) {
  // The page before may be about to listen too, and its answer would be taken for this one's.
  await page.goto('about:blank')
  const listening = page.waitForResponse(/\/events(\?|$)/)
  await page.goto(path)
  await listening
}

/** What a page comes to show in a moment, on a busy machine too. */
export const soon = <Shown>(ask: () => Promise<Shown> | Shown) => expect.poll(ask, { timeout: 20_000 })

const height = 900
/** Another scheme changes nothing but colours, so only these are looked at again in it. */
const ofColours = ['color-contrast', 'link-in-text-block']

/**
 * Fails unless the page as it stands is fit for everybody: on a desk and on a phone, light and dark, no violation of
 * WCAG 2.2 AA, and nothing wider than the window. It is looked at in all of them without being loaded again.
 */
export async function expectFit(page: Page): Promise<void> {
  const before = page.viewportSize()
  await page.evaluate(axe.source)
  const faults: string[] = []
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height })
    for (const colorScheme of ['light', 'dark'] as const) {
      // A colour on its way to another one is neither.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const asked = { width, colorScheme, rules: colorScheme === 'light' ? null : ofColours }
      const found = await page.evaluate(faultsIn, asked)
      faults.push(...found.map((fault) => `${width} px, ${colorScheme}: ${fault}`))
    }
  }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: null })
  if (before) await page.setViewportSize(before)
  const where = page.url()
  expect({ where, faults }).toEqual({ where, faults: [] })
}

/** Runs in the page. Frames are left out: those we have hold letters, in which nothing may run. */
async function faultsIn(asked: { width: number; colorScheme: string; rules: string[] | null }): Promise<string[]> {
  const shown = () => innerWidth === asked.width && matchMedia(`(prefers-color-scheme: ${asked.colorScheme})`).matches
  while (!shown()) await new Promise(requestAnimationFrame)
  const { axe: checker } = window as unknown as { axe: typeof axe }
  const { violations } = await checker.run(document, {
    ...{ iframes: false, resultTypes: ['violations'] },
    ...(asked.rules && { runOnly: asked.rules }),
  })
  const wider = document.documentElement.scrollWidth - innerWidth
  return [
    ...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    ...(wider > 0 ? [`${wider} px wider than the window`] : []),
  ]
}

function optionsOf({ width = 1280, javaScript = 'on' }: Window): BrowserContextOptions {
  return {
    viewport: { width, height },
    colorScheme: 'light',
    javaScriptEnabled: javaScript === 'on',
    locale: 'en-GB',
    timezoneId: 'Europe/Lisbon',
  }
}
