import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/*
 * Imported before anything of Remix. Its router sorts all our routes and writes their patterns anew whenever it is asked
 * where a path leads, tries one pattern after the other, and for one page is asked seven times: a third of what many
 * pages cost. Neither changes while we run, so both are remembered, and only patterns are tried whose words are those of
 * the path. Where a new version of the router words this differently, it does as before.
 */
const remembered: [string, string][] = [
  [
    'let branches = flattenRoutes(routes);\n  rankRouteBranches(branches);',
    `let branches = ranked.get(routes);
  if (!branches) {
    branches = flattenRoutes(routes);
    rankRouteBranches(branches);
    for (const branch of branches) branch.parts = partsOf(branch.path);
    ranked.set(routes, branches);
  }
  const parts = partsOf(decodePath(pathname));
  if (!allowPartial) branches = branches.filter((branch) => mayLead(branch.parts, parts));`,
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
  [
    'function flattenRoutes(',
    `const ranked = new WeakMap();
const patterns = new Map();
function partsOf(path) {
  return path.toLowerCase().split('/').filter(Boolean);
}
function mayLead(route, path) {
  if (route.at(-1) !== '*' && route.length !== path.length) return false;
  return route.every((part, at) => part === '*' || part.startsWith(':') || part === path[at]);
}
function flattenRoutes(`,
  ],
]

registerHooks({
  load(url, context, next) {
    if (!url.endsWith('/@remix-run/router/dist/router.cjs.js')) return next(url, context)
    const written = readFileSync(fileURLToPath(url), 'utf8')
    const source = remembered.reduce((text, [asked, answer]) => text.replace(asked, answer), written)
    return { format: 'commonjs', source, shortCircuit: true }
  },
})
