import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import routes from '../../../app/routes.ts'

const require = createRequire(import.meta.url)
type Router = Pick<typeof import('@remix-run/router'), 'matchRoutes'>
type Entry = { id?: string; path?: string; index?: boolean; file: string; children?: Entry[] }

function loadRouter(): Router {
  const place = require.resolve('@remix-run/router')
  delete require.cache[place]
  return require(place)
}

const asRouted = (entries: Entry[]): { id: string }[] =>
  entries.map(({ file, path, index, children }) => ({
    ...{ id: file, path },
    ...(index ? { index } : { children: asRouted(children ?? []) }),
  }))

const pathsOf = (entries: Entry[], above = ''): string[] =>
  entries.flatMap(({ path = '', children = [] }) => [`${above}/${path}`, ...pathsOf(children, `${above}/${path}`)])

test('every path leads where the router itself would lead it', async () => {
  const all = asRouted((await routes) as Entry[])
  const itself = loadRouter()
  await import('../../../app/http/remember-routes.ts')
  const remembering = loadRouter()
  const paths = pathsOf((await routes) as Entry[]).map((path) => path.replace(/\/+/g, '/'))
  const tried = paths.flatMap((path) => {
    const filled = path.replace(/:\w+/g, '2041').replace('*', 'some/where')
    return [filled, `${filled}/`, filled.toUpperCase(), `${filled}/more`, filled.replace(/2041/g, 'caf%C3%A9%20x')]
  })
  expect(tried.length).toBeGreaterThan(200)
  const lead = ({ matchRoutes }: Router, path: string) =>
    matchRoutes(all, path)?.map(({ params, pathname, route }) => [route.id, pathname, params]) ?? null
  for (const path of [...tried, '/', '//', '/nowhere']) {
    expect([path, lead(remembering, path)]).toEqual([path, lead(itself, path)])
  }
  expect([timesRead(itself), timesRead(remembering)]).toEqual([3, 1])
})

/** How often a router reads the routes when it is asked three times where a path leads. */
function timesRead({ matchRoutes }: Router): number {
  let times = 0
  const counted = new Proxy([{ id: 'home', path: '/' }], {
    get(list, name, self) {
      if (name === 'forEach') times += 1
      return Reflect.get(list, name, self)
    },
  })
  for (const path of ['/', '/', '/']) matchRoutes(counted, path)
  return times
}
