import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findProgram } from '../support/programs.mjs'
import { startHouse } from '../support/running-house.ts'

/** `npm run screenshots`: starts the demo world and takes the pictures of the README. */
const pictures = [
  { file: 'customer-home.png', who: 'Joana', path: '/', title: null },
  { file: 'customer-ticket.png', who: 'Joana', path: '/', title: 'MB WAY payments fail at checkout' },
  { file: 'desk-queue.png', who: 'Marta', path: '/desk/queue', title: null },
  { file: 'desk-ticket.png', who: 'Marta', path: '/desk/queue', title: 'MB WAY payments fail at checkout' },
  { file: 'desk-mine.png', who: 'Lena', path: '/desk/mine', title: null },
  { file: 'desk-lines.png', who: 'Lena', path: '/desk/dev', title: null },
  { file: 'desk-staging.png', who: 'Marta', path: '/desk/staging', title: null },
] as const

const executablePath = findProgram('chromium')
if (!executablePath) throw new Error('Taking pictures needs chromium; apt-get install chromium brings it.')
const house = await startHouse()
const browser = await chromium.launch({ executablePath, args: ['--headless', '--no-sandbox', '--disable-gpu'] })
for (const { file, who, path, title } of pictures) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    baseURL: house.baseUrl,
    locale: 'en-GB',
  })
  const page = await context.newPage()
  await page.goto('/signin')
  await page.click(`button:has-text("${who}")`)
  await page.waitForURL((url) => url.pathname !== '/signin')
  await page.goto(path)
  if (title) {
    await page.click(`a:has-text("${title}")`)
    await page.waitForSelector(`h1:has-text("${title}")`)
  }
  await page.evaluate(() => document.fonts.ready)
  await page.evaluate(() => window.scrollTo(0, 0))
  await page.waitForFunction(() =>
    [...document.images].every(
      (image) => image.getBoundingClientRect().top > innerHeight || (image.complete && image.naturalWidth > 0),
    ),
  )
  await page.screenshot({ path: join(import.meta.dirname, file) })
  await context.close()
}
await browser.close()
await house.stop()
process.exit(0)
