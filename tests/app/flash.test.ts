import { expect, test } from 'vitest'
import { redirectWith, takeFlash } from '../../app/flash.server.ts'
import { readSettings } from '../../db/settings.ts'

const settings = readSettings({ BASE_URL: 'https://desk.example', SECRET_KEY: 'nobody can guess this one' })
const told = { tone: 'good', text: 'Saved.' } as const

/** What the page at `path` is told when it is asked with the cookie a form's answer left. */
async function shownAt(path: string, headers: Record<string, string> = {}) {
  const answer = await redirectWith('/desk/queue?view=new#row-7', told, settings)
  const [cookie = ''] = (answer.headers.get('Set-Cookie') ?? '').split(';')
  const request = new Request(`https://desk.example${path}`, { headers: { cookie, ...headers } })
  const { flash, headers: left } = await takeFlash(request, settings)
  return { flash, isGone: left.has('Set-Cookie') }
}

test('what a form has to tell is told by the page it leads to, once', async () => {
  expect(await shownAt('/desk/queue?view=new')).toEqual({ flash: told, isGone: true })
})

test('a page read ahead of its click, or another one in another window, leaves it to be told', async () => {
  const kept = { flash: null, isGone: false }
  expect(await shownAt('/desk/t/12')).toEqual(kept)
  expect(await shownAt('/desk/queue?view=new', { 'sec-purpose': 'prefetch' })).toEqual(kept)
  expect(await shownAt('/desk/queue?view=new', { purpose: 'prefetch' })).toEqual(kept)
})
