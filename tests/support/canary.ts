import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll } from 'vitest'
import { soon } from './browser.ts'

/** A server elsewhere that hears of everything a letter has fetched: paths, and the referrers that came with them. */
export async function aCanary() {
  const heard: string[] = []
  const referrers: string[] = []
  const server = createServer((request, response) => {
    heard.push(request.url ?? '')
    if (request.headers.referer) referrers.push(request.headers.referer)
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** Whatever a page would fetch, it has asked for by the time an image asked for last has come. */
  async function settle(page: Page) {
    const before = heard.length
    const asked = await page.context().newPage()
    await asked.setContent(`<img src="${url}/settled">`)
    await soon(() => heard.slice(before).includes('/settled')).toBe(true)
    await asked.close()
    heard.splice(heard.indexOf('/settled'), 1)
  }

  return { url, heard, referrers, settle }
}
