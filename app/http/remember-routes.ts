import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/*
 * Imported before anything of Remix. Its router sorts all our routes and writes their patterns anew whenever it is asked
 * where a path leads, and for one page it is asked seven times: a third of what many pages cost. Neither changes while
 * we run, so both are remembered. Where a new version of the router words this differently, it does as before.
 */
const remembered: [string, string][] = [
  [
    'let branches = flattenRoutes(routes);\n  rankRouteBranches(branches);',
    `let branches = ranked.get(routes);
  if (!branches) {
    branches = flattenRoutes(routes);
    rankRouteBranches(branches);
    ranked.set(routes, branches);
  }`,
  ],
  [
    '= compilePath(pattern.path, pattern.caseSensitive, pattern.end);',
    `= patternOf(pattern);
  function patternOf({ path, caseSensitive, end }) {
    const key = [path, caseSensitive, end].join(' ');
    if (!patterns.has(key)) patterns.set(key, compilePath(path, caseSensitive, end));
    return patterns.get(key);
  }`,
  ],
  ['function flattenRoutes(', 'const ranked = new WeakMap();\nconst patterns = new Map();\nfunction flattenRoutes('],
]

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('/@remix-run/router/dist/router.cjs.js')) return next(url, context)
    const written = readFileSync(fileURLToPath(url), 'utf8')
    const source = remembered.reduce((text, [asked, answer]) => text.replace(asked, answer), written)
    return { format: 'commonjs', source, shortCircuit: true }
  },
})
