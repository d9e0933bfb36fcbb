import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sanitizeMail } from '../../app/mail-html.server.ts'
import { renderPlain } from '../../app/markdown.server.ts'
import { aBrowser, soon } from '../support/browser.ts'
import { aMail, handIn, ticketsIn } from '../support/post.ts'
import { fc } from '../support/property.ts'
import { aWeb, type Web } from '../support/web.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()

/** A server that hears of everything that a letter has fetched. */
const heard: string[] = []
const canary = createServer((request, response) => {
  heard.push(request.url ?? '')
  response.end()
})
let elsewhere = ''

beforeAll(async () => {
  await new Promise<void>((listening) => canary.listen(0, '127.0.0.1', listening))
  elsewhere = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`
  world = await aWorld(house, now)
  web = await aWeb(house)
})

afterAll(() => {
  canary.closeAllConnections()
  canary.close()
})

/** What a letter may try, by case; `%` is where it would fetch from. */
// prettier-ignore
const tries: [id: string, html: string][] = [
  ['H01', '<script>top.ran = 1; fetch("%/script")</script>'],
  ['H01', '<img src="x:" onerror="top.ran = 1; fetch(`%/onerror`)">'],
  ['H01', '<svg onload="top.ran = 1; fetch(`%/svg`)"><circle r=1 /></svg>'],
  ['H01', '<iframe srcdoc="<script>top.ran = 1</script><img src=%/srcdoc>"></iframe>'],
  ['H01', '<object data="%/object"></object><embed src="%/embed">'],
  ['H01', '<a href="javascript:top.ran=1">run</a>'],
  ['H02', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror=top.ran=1&gt;">'],
  ['H02', '<svg></p><style><a id="</style><img src=x: onerror=top.ran=1>"></svg>'],
  ['H02', '<noscript><p title="</noscript><img src=x: onerror=top.ran=1>"></noscript>'],
  ['H03', '<img src="%/img"><img srcset="%/srcset 1x">'],
  ['H03', '<p style="background-image:url(%/inline)">x</p>'],
  ['H03', '<ul style="list-style-image:url(%/list)"><li>x</ul>'],
  ['H03', '<table background="%/table"><tr><td background="%/cell">x</table>'],
  [
    'H03',
    '<style>@import "%/import"; @font-face{font-family:f;src:url(%/font)} p{background:url(%/sheet);font-family:f}</style>',
  ],
  ['H03', '<link rel=stylesheet href="%/link"><link rel=prefetch href="%/prefetch">'],
  ['H03', '<video poster="%/poster" src="%/video"></video><audio src="%/audio" preload=auto></audio>'],
  ['H03', '<input type=image src="%/input">'],
  ['H04', '<div style="position:fixed;inset:0;background:red;z-index:9999">cover</div>'],
  ['H04', '<form action="%/form"><input name=password type=password><button>Sign in</button></form>'],
  ['H05', '<img src="http://169.254.169.254/latest/meta-data/">'],
  ['H06', '<img src="%/pixel" width=1 height=1 alt="">'],
  ['H07', '<a class=lure href="https://evil.example/sign-in" target=_top>https://portal.example</a>'],
]
// What leaves the page or changes its address is asked of the sanitiser alone, in html.test.ts.

const letter = () =>
  `<p class=real>Real words.</p>${tries.map(([, html]) => html.replaceAll('%', elsewhere)).join('\n')}`

/** Whatever a page would fetch, it has asked for by the time an image asked for last has come. */
async function settle(page: Page) {
  const before = heard.length
  const asked = await page.context().newPage()
  await asked.setContent(`<img src="${elsewhere}/settled">`)
  await soon(() => heard.slice(before).includes('/settled')).toBe(true)
  await asked.close()
  heard.splice(heard.indexOf('/settled'), 1)
}

test('H01–H03, H06: shown as it came, such a letter runs and fetches; so what follows proves something', async () => {
  const page = await visit(null)
  await page.setContent(letter())
  await soon(() => heard.length).toBeGreaterThan(8)
  await settle(page)
  const wanted = ['/script', '/onerror', '/img', '/inline', '/table', '/import', '/link', '/poster', '/pixel']
  expect(heard).toEqual(expect.arrayContaining(wanted))
  expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBe(1)
})

test('H01–H07: in the thread and in its own shape nothing of it runs, is fetched, covers or asks for a password', async () => {
  const headers = ['Content-Type: text/html; charset=utf-8']
  const line = await handIn(
    house,
    aMail({ from: 'joana@vale.example', body: letter(), headers, id: 'hostile@vale.example' }),
    {},
    now,
  )
  const [ticket] = await ticketsIn(house, [line.ticketId ?? ''])
  // The letter of the test above was meant to ring, and to make its page complain.
  heard.length = troubles.length = 0

  for (const [person, path] of [
    [world.joana, `/tickets/${ticket?.number}`],
    [world.marta, `/desk/t/${ticket?.number}`],
    [world.marta, `/desk/mail/${line.id}`],
  ] as const) {
    const page = await visit(person)
    await page.goto(path)
    const shape = page.locator('summary', { hasText: 'own shape' })
    if (path.startsWith('/desk/mail/')) await shape.click()
    const shown = path.startsWith('/desk/mail/')
      ? page.frameLocator('.letter-frame').locator('body')
      : page.locator('.message .markdown').first()
    await soon(() => shown.textContent()).toContain('Real words.')
    await settle(page)
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined()
    expect(
      await shown.locator('script, style, svg, math, iframe, object, form, input, button, video, link').count(),
    ).toBe(0)
    expect(await shown.locator('[style*="fixed"], [onerror], [onload], [background]').count()).toBe(0)
    // Inside the frame what covers would be clipped to it; in the thread no letter has a style of its own.
    const lure = shown.locator('a', { hasText: 'https://portal.example' })
    expect(await lure.getAttribute('title')).toBe('evil.example')
    expect(await lure.getAttribute('rel')).toContain('noreferrer')
    expect(await lure.getAttribute('target')).toBe('_blank')
  }
  expect(heard).toEqual([])
  expect(troubles).toEqual([])
})

test('H03 H06: pictures from elsewhere come once their reader asks for them, and nothing else does', async () => {
  const headers = ['Content-Type: text/html; charset=utf-8']
  const line = await handIn(
    house,
    aMail({ from: 'joana@vale.example', body: letter(), headers, id: 'asked-for@vale.example' }),
    {},
    now,
  )
  const page = await visit(world.marta)
  await page.goto(`/desk/mail/${line.id}`)
  await page.locator('summary', { hasText: 'own shape' }).click()
  const shown = page.frameLocator('.letter-frame').locator('body')
  await soon(() => shown.textContent()).toContain('Real words.')
  heard.length = troubles.length = 0
  await page.getByRole('link', { name: 'Load pictures' }).click()
  await soon(() => heard).toEqual(expect.arrayContaining(['/img', '/pixel']))
  await settle(page)
  expect(heard.toSorted()).toEqual(['/img', '/pixel'])
  expect(page.url()).toContain(`/desk/mail/${line.id}`)
  // Two of its pictures answer nothing that could be shown, and one is nowhere.
  troubles.length = 0
})

/** Words, and whatever has attributes: where bare elements begin and end, told or implied, is no matter of safety. */
const withoutBare = (html: string) => html.replace(/<\/?\w+( \/)?>/g, '')

test('H02 B17: what was made safe once stays as it is', () => {
  const piece = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      "'",
      '=',
      '/',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '&lt;',
      '&#60;',
      '<p>',
      '</p>',
      '<b',
      '<style>',
    ],
    ...[
      '</style>',
      '<svg>',
      '<math>',
      '<mtext>',
      '<table>',
      '<td>',
      '<img src=x onerror=y>',
      '<a href=',
      'javascript:',
      'x',
    ],
    ...['<noscript>', '</noscript>', '<title>', '<textarea>', '<template>', '\0', ' ', '\n', 'onload=', 'style='],
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const once = sanitizeMail(pieces.join(''), [], String) ?? ''
      expect(withoutBare(sanitizeMail(once, [], String) ?? '')).toBe(withoutBare(once))
      expect(once).not.toMatch(
        /<(script|style|svg|math|img|noscript|template|textarea)\b|<[^>]*\son\w+=|href="\s*javascript:/i,
      )
    }),
    { numRuns: 2000 },
  )
})

test('H10: an address in plain words cannot leave its link', () => {
  for (const words of [
    'http://x.example" onmouseover="alert(1)',
    "http://x.example' onclick='x",
    'http://x.example/<script>alert(1)</script>',
  ]) {
    expect(renderPlain(words)).not.toMatch(/<a[^>]*\son\w+=|<script/)
  }
})

// H05 is also that we fetch no picture for anybody: there is no proxy. H08 stands in mail/receiving/receive-staff and
// mail/commands/read-commands, H09 in the letters, H11 where the stream of changes is asked for.
