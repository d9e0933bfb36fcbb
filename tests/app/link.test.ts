import { Link, NavLink } from '@remix-run/react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { StaticRouter } from 'react-router-dom/server'
import { expect, test } from 'vitest'
import { DrawnLink, DrawnNavLink } from '../../app/components/link.tsx'

const paths = [
  ...['/', '/desk', '/desk/queue', '/desk/queue/', '/desk/queues', '/desk/queue?view=all&owner=1#top', '/Desk/Queue'],
  ...['?older=2', 'docs', '..', '/desk/../me', '/desk/.', '/tickets?q=a//b', '/docs/é ü'],
]
const heres = ['/', '/desk', '/desk/queue', '/desk/queue/more', '/DESK/queue']
const manners = [
  { prefetch: 'intent', className: 'row-title', title: 'Open' },
  { discover: 'none', preventScrollReset: true },
  { reloadDocument: true, replace: true, 'aria-current': 'page' },
] as const

test.each(paths)('the server draws a link to %s as the router does', (to) => {
  for (const manner of manners) {
    expect(drawn('/desk', createElement(DrawnLink, { to, ...manner }, 'There'))).toBe(
      drawn('/desk', createElement(Link, { to, ...manner }, 'There')),
    )
  }
})

test.each(heres)('the server says of a reader at %s as the router does where they are', (here) => {
  for (const to of paths) {
    for (const manner of [{}, { end: true }, { className: 'brand', prefetch: 'intent' }] as const) {
      expect(drawn(here, createElement(DrawnNavLink, { to, ...manner }, 'There')), to).toBe(
        drawn(here, createElement(NavLink, { to, ...manner }, 'There')),
      )
    }
  }
})

function drawn(here: string, link: ReturnType<typeof createElement>): string {
  // React writes attributes in the order it was given them, and browsers read them in any.
  return renderToStaticMarkup(createElement(StaticRouter, { location: here }, link)).replace(
    /<a ([^>]*)>/,
    (_, written) => {
      const attributes: string[] = written.match(/[\w-]+="[^"]*"/g) ?? []
      return `<a ${attributes.sort().join(' ')}>`
    },
  )
}
