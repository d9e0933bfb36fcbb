import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { tellBrowsers } from '../../app/http/security.ts'
import { sanitizeMail } from '../../app/mail-html.server.ts'
import { renderPlain } from '../../app/markdown.server.ts'
import { readSettings } from '../../db/settings.ts'
import { aBrowser, expectFit, soon } from '../support/browser.ts'
import { aCanary } from '../support/canary.ts'
import { aMultipart, aPart } from '../support/mime.ts'
import { aMail, handIn, ticketsIn } from '../support/post.ts'
import { fc } from '../support/property.ts'
import { aWeb, type Web } from '../support/web.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()

const { url: elsewhere, heard, referrers, settle } = await aCanary()
/** A picture of one dot. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house, { FILES_URL: house.filesUrl })
})

/** What a letter may try, by case; `%` is where it would fetch from. */
// prettier-ignore
const tries: [id: string, html: string][] = [
  ['H01', '<script>top.ran = 1; fetch("%/script")</script>'],
  ['H01', '<script src="%/script-elsewhere"></script>'],
  ['H01', '<img src="x:" onerror="top.ran = 1; fetch(`%/onerror`)">'],
  ['H01', '<svg onload="top.ran = 1; fetch(`%/svg`)"><circle r=1 /></svg>'],
  [
    'H01',
    '<svg><animate onbegin="top.ran = 1" attributeName=x dur=1s /><a xlink:href="javascript:top.ran=1"><text>x</text></a></svg>',
  ],
  [
    'H01',
    '<details open ontoggle="top.ran = 1"><summary>x</summary></details><p tabindex=0 autofocus onfocus="top.ran = 1">x</p>',
  ],
  ['H01', '<iframe srcdoc="<script>top.ran = 1</script><img src=%/srcdoc>"></iframe><iframe src="%/frame"></iframe>'],
  ['H01', '<object data="%/object"></object><embed src="%/embed">'],
  ['H01', '<a href="javascript:top.ran=1">run</a><a href="&#106;ava\tscript:top.ran=1">run</a>'],
  ['H03', '<img src="%/img"><img srcset="%/srcset 1x"><picture><source srcset="%/source"><img src="x:"></picture>'],
  ['H03', '<p style="background-image:url(%/inline)">x</p><p style="background:url(&quot;%/short&quot;)">x</p>'],
  ['H03', '<p style="background:u\\72l(%/escaped);border-image:url(%/border) 1;cursor:url(%/cursor),auto">x</p>'],
  [
    'H03',
    '<p style="--u:url(%/custom);background:var(--u)">x</p><p style="background-image:image-set(\'%/set\' 1x)">x</p>',
  ],
  ['H03', '<ul style="list-style-image:url(%/list)"><li>x</ul>'],
  ['H03', '<table background="%/table"><tr><td background="%/cell">x</table>'],
  [
    'H03',
    '<style>@import "%/import"; @font-face{font-family:f;src:url(%/font)} p{background:url(%/sheet);font-family:f} p::before{content:url(%/content)}</style>',
  ],
  [
    'H03',
    '<link rel=stylesheet href="%/link"><link rel=prefetch href="%/prefetch"><link rel=preload as=image href="%/preload"><link rel=dns-prefetch href="%/dns"><link rel=icon href="%/icon">',
  ],
  [
    'H03',
    '<video poster="%/poster" src="%/video"></video><audio src="%/audio" preload=auto></audio><video><source src="%/film"><track default src="%/track"></video>',
  ],
  [
    'H03',
    '<svg width=9 height=9><image href="%/svg-image" width=9 height=9 /><use href="%/svg-use#a" /><filter id=f><feImage href="%/svg-filter" /></filter><rect width=9 height=9 filter="url(#f)" /></svg>',
  ],
  ['H03', '<input type=image src="%/input"><a class=ping href="#" ping="%/ping">x</a>'],
  [
    'H04',
    '<div style="position:fixed;inset:0;background:red;z-index:9999">cover</div><div style="margin:-2000px 0 0 -2000px;padding:9999px">cover</div>',
  ],
  ['H04', '<form action="%/form"><input name=password type=password><button>Sign in</button></form>'],
  ['H05', '<img src="http://169.254.169.254/latest/meta-data/">'],
  ['H06', '<img src="%/pixel" width=1 height=1 alt="">'],
  ['H07', '<a class=lure href="https://evil.example/sign-in" target=_top>https://portal.example</a>'],
  // These leave elements open around whatever follows.
  ['H02', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x: onerror=top.ran=1&gt;">'],
  ['H02', '<svg></p><style><a id="</style><img src=x: onerror=top.ran=1>"></svg>'],
  ['H02', '<noscript><p title="</noscript><img src=x: onerror=top.ran=1>"></noscript>'],
  ['H02', '<table><caption><math><mi><style><!--</mi><img alt="--><img src=x: onerror=top.ran=1>"></math></table>'],
  [
    'H02',
    '<textarea><p title="</textarea><img src=x: onerror=top.ran=1>"></textarea><title><a title="</title><img src=x: onerror=top.ran=1>"></title>',
  ],
  [
    'H02',
    '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img src=x: onerror=top.ran=1>"></form>',
  ],
  ['H02', '<!--><img src=x: onerror=top.ran=1>--><!--!><img src=x: onerror=top.ran=1>-->'],
]
/** What would leave the page at once, or move all of its addresses; so it is tried in a page of its own. */
const leaves =
  '<base href="%/"><body background="%/body"><img src="based"><meta http-equiv=refresh content="0;url=%/refresh">'

const written = (html: string) => html.replaceAll('%', elsewhere)
const letter = () => `<p class=real>Real words.</p>${tries.map(([, html]) => written(html)).join('\n')}`

/** What is heard of a page that shows the letter as it came: the least of it, on which the silence below rests. */
// prettier-ignore
const rings = [
  ...['/script', '/script-elsewhere', '/onerror', '/svg', '/srcdoc', '/frame', '/object', '/img', '/srcset', '/source'],
  ...['/inline', '/short', '/escaped', '/border', '/custom', '/set', '/list', '/table', '/cell', '/import', '/font'],
  ...['/sheet', '/content', '/link', '/preload', '/poster', '/svg-image', '/svg-filter', '/input', '/pixel'],
]

/** Hands the letter in as Joana's; where it stands, and how those see it who may. */
async function handedIn(id: string) {
  const headers = ['Content-Type: text/html; charset=utf-8']
  const line = await handIn(house, aMail({ from: 'joana@vale.example', body: letter(), headers, id }), {}, now)
  const [ticket] = await ticketsIn(house, [line.ticketId ?? ''])
  return { mail: `/desk/mail/${line.id}`, places: [`/tickets/${ticket?.number}`, `/desk/t/${ticket?.number}`] }
}

/** The document of a letter on a page that shows it. */
async function shapeOn(page: Page) {
  const fold = page.locator('summary', { hasText: 'own shape' })
  if ((await fold.count()) > 0) await fold.click()
  const shown = page.frameLocator('.letter-frame').first().locator('body')
  await soon(() => shown.textContent()).toContain('Real words.')
  return shown
}

test('H01–H03, H06: shown as it came, such a letter runs and fetches; so what follows proves something', async () => {
  const page = await visit(null)
  await page.setContent(letter())
  await soon(() => rings.filter((path) => !heard.includes(path))).toEqual([])
  expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBe(1)
  await page.locator('.ping').evaluate((link) => link instanceof HTMLElement && link.click())
  await soon(() => heard).toContain('/ping')
  await page.setContent(written(leaves))
  await soon(() => heard).toEqual(expect.arrayContaining(['/body', '/based', '/refresh']))
  // The letter was meant to ring, and to make its page complain.
  troubles.length = 0
})

test('H01–H07: on no page that shows it does anything of it run, fetch, cover or ask for a password', async () => {
  const { mail, places } = await handedIn('hostile@vale.example')
  heard.length = 0
  for (const [person, path] of [
    [world.joana, places[0]],
    [world.marta, places[1]],
    [world.marta, mail],
  ] as const) {
    const page = await visit(person)
    await page.goto(path ?? '')
    const shown = await shapeOn(page)
    await settle(page)
    expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined()
    const letterItself = shown.locator('main')
    const active = 'script, style, svg, math, iframe, object, form, input, button, video, link, meta, base'
    expect(await letterItself.locator(active).count()).toBe(0)
    expect(await letterItself.locator('[style*="fixed"], [onerror], [onload], [background], [ping]').count()).toBe(0)
    expect(await page.locator('.message .markdown script, .message [style]:not(iframe)').count()).toBe(0)
    expect(await covered(page)).toEqual([])
    const lure = shown.locator('a', { hasText: 'https://portal.example' })
    expect(await lure.getAttribute('rel')).toContain('noopener noreferrer')
    expect(await lure.getAttribute('target')).toBe('_blank')
    // Where it really leads stands behind it for everybody to read, on a phone too.
    expect(await lure.evaluate((link) => getComputedStyle(link, '::after').content)).toBe('" (evil.example)"')
  }
  expect(heard).toEqual([])
  expect(troubles).toEqual([])
})

/** Runs in the page: the places outside of its frames at which a frame is on top nevertheless. */
function covered(page: Page) {
  return page.evaluate(() => {
    const frames = [...document.querySelectorAll('iframe')].map((frame) => frame.getBoundingClientRect())
    const points = Array.from({ length: 400 }, (_, at) => ({
      x: 12 + (at % 20) * 63,
      y: 12 + Math.floor(at / 20) * 44,
    }))
    const outside = points.filter(
      ({ x, y }) => !frames.some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom),
    )
    return outside.filter(({ x, y }) => document.elementFromPoint(x, y)?.tagName === 'IFRAME')
  })
}

test('H01–H03: were nothing taken out of it, the frame and its policy would still keep it silent, each by itself', async () => {
  const shown = express()
  shown.use(tellBrowsers(readSettings({ BASE_URL: 'http://localhost' }), 'production'))
  shown.get('/messages/:id', (_request, response) => void response.type('html').send(letter() + written(leaves)))
  shown.get('/bare', (_request, response) => {
    response.removeHeader('Content-Security-Policy')
    response.type('html').send(letter())
  })
  const sandbox = 'allow-same-origin allow-popups allow-popups-to-escape-sandbox'
  shown.get('/around', (_request, response) => {
    response.removeHeader('Content-Security-Policy')
    response.type('html').send(`<iframe sandbox="${sandbox}" src="/bare"></iframe>`)
  })
  const server = shown.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const page = await visit(null)
  heard.length = 0

  // In a window of its own only the policy holds it.
  await page.goto(`${base}/messages/one`)
  await soon(() => page.locator('.real').textContent()).toBe('Real words.')
  await settle(page)
  expect(page.url()).toBe(`${base}/messages/one`)
  expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined()
  expect(heard).toEqual([])

  // Without the policy the frame still runs nothing of it.
  await page.goto(`${base}/around`)
  await soon(() => page.frameLocator('iframe').locator('.real').textContent()).toBe('Real words.')
  await soon(() => heard).toContain('/pixel')
  await settle(page)
  expect(await page.evaluate(() => Reflect.get(window, 'ran'))).toBeUndefined()
  expect(heard.filter((path) => ['/script', '/onerror', '/svg', '/form'].includes(path))).toEqual([])
  server.closeAllConnections()
  server.close()
  // Both policies say aloud what they kept from happening.
  troubles.length = 0
})

test('H03 H06: pictures from elsewhere come once their reader asks for them, without a referrer, and nothing else does', async () => {
  const { places, mail } = await handedIn('asked-for@vale.example')
  for (const [person, path] of [
    [world.joana, places[0]],
    [world.marta, mail],
  ] as const) {
    const page = await visit(person)
    await page.goto(path ?? '')
    const shown = await shapeOn(page)
    heard.length = referrers.length = 0
    await shown.getByRole('link', { name: 'Load pictures' }).click()
    await soon(() => heard).toEqual(expect.arrayContaining(['/img', '/pixel']))
    await settle(page)
    expect([...new Set(heard)].toSorted()).toEqual(['/img', '/pixel'])
    expect(referrers).toEqual([])
    expect(page.url()).toContain(path)
    expect(await shown.getByRole('link', { name: 'Load pictures' }).count()).toBe(0)
  }
  // Two of its pictures answer nothing that could be shown, and one is nowhere.
  troubles.length = 0
})

test('H06: who lets the pictures of a writer in once need not ask again, until they choose to; nobody else is affected', async () => {
  const { places, mail } = await handedIn('always@vale.example')
  const page = await visit(world.marta, { javaScript: 'off' })
  await page.goto(places[1] ?? '')
  await page.getByRole('button', { name: 'Always load pictures from Joana Matos' }).click()
  await soon(() => page.url()).toMatch(new RegExp(`${places[1]}#entry-`))
  // Every letter of hers from now on, here and in the mail log.
  const frame = page.locator('.letter-frame')
  await soon(() => frame.getAttribute('src')).toMatch(/^\/messages\/[\w-]+\?pictures=all$/)
  await page.goto(mail)
  await soon(() => frame.getAttribute('src')).toMatch(/\/html\?pictures=all$/)
  const colleague = await visit(world.joana)
  await colleague.goto(places[0] ?? '')
  await soon(() => colleague.locator('.letter-frame').getAttribute('src')).toMatch(/^\/messages\/[\w-]+$/)
  await page.goto(places[1] ?? '')
  await page.getByRole('button', { name: 'Ask before loading pictures from Joana Matos' }).click()
  await soon(() => frame.getAttribute('src')).toMatch(/^\/messages\/[\w-]+$/)
  troubles.length = 0
})

test('X08: a letter shows the pictures that came with it, and none of another letter under the same name', async () => {
  const body = '<p>See <img src="cid:shot@vale" alt="the shot"></p><table><tr><td>1<td>2</table>'
  const html = aPart(['Content-Type: text/html; charset=utf-8'], body)
  const shot = aPart(['Content-Type: image/png', 'Content-ID: <shot@vale>', 'Content-Transfer-Encoding: base64'], dot)
  const from = { headers: ['From: joana@vale.example', 'Subject: [shots] Two'], type: 'multipart/related' }
  const first = await handIn(
    house,
    aMultipart([html, shot], { ...from, headers: [...from.headers, 'Message-ID: <with@vale.example>'] }),
    {},
    now,
  )
  const [ticket] = await ticketsIn(house, [first.ticketId ?? ''])
  const answer = ['Message-ID: <without@vale.example>', 'In-Reply-To: <with@vale.example>']
  await handIn(house, aMultipart([html], { ...from, headers: [...from.headers, ...answer] }), {}, now)
  const page = await visit(world.joana)
  await page.goto(`/tickets/${ticket?.number}`)
  const letters = page.locator('.message .letter-frame')
  await soon(() => letters.count()).toBe(2)
  const shown = letters.nth(0).contentFrame().locator('img')
  const width = () => shown.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0))
  await soon(width).toBe(1)
  const other = letters.nth(1).contentFrame().locator('main')
  await soon(() => other.textContent()).toContain('the shot')
  expect(await other.locator('img').count()).toBe(0)
})

/** How high the inside of the frame is, and what it holds. */
function heightsOn(page: Page) {
  return page.locator('.letter-frame').evaluate((frame) => {
    const shown = frame instanceof HTMLIFrameElement ? frame : null
    return [shown?.contentWindow?.innerHeight, shown?.contentDocument?.documentElement.offsetHeight]
  })
}

test('a letter is as high as what it holds, and without JavaScript it is scrolled in its place', async () => {
  const { places, mail } = await handedIn('high@vale.example')
  const page = await visit(world.joana)
  await page.goto(places[0] ?? '')
  await shapeOn(page)
  await soon(async () => (await heightsOn(page))[0]).not.toBe(320)
  await soon(async () => new Set(await heightsOn(page)).size).toBe(1)
  // Of several letters in one thread each has a name of its own.
  expect(await page.locator('.letter-frame').getAttribute('title')).toMatch(/^Letter from Joana Matos, \w{3} \d/)
  await expectFit(page)
  // There a border and a margin lie around it.
  const log = await visit(world.marta)
  await log.goto(mail)
  await shapeOn(log)
  await soon(async () => new Set(await heightsOn(log)).size).toBe(1)

  const plain = await visit(world.joana, { javaScript: 'off' })
  await plain.goto(places[0] ?? '')
  await shapeOn(plain)
  expect(await plain.locator('.letter-frame').evaluate((frame) => frame.clientHeight)).toBe(320)
  expect(await plain.getByRole('link', { name: 'Open in a window of its own' }).getAttribute('href')).toMatch(
    /^\/messages\/[\w-]+\?alone$/,
  )
  expect(troubles).toEqual([])
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
