// For `node --import`: what we mend in libraries as they load. drizzle-orm loads in a third of its time, which is most of
// what a start or a command waits for, and writes its statements in half of it. postgres outlives a lost connection.
import { registerHooks } from 'node:module'

/*
 * Of each part of each statement it asks up to ten times whether it is of some class, and climbs all classes of the part
 * each time to see: a tenth of all that the worker does. The answer hangs on the part's prototype alone, so it is kept
 * by that. Where a new version words this differently, it does as before.
 */
const remembered = `const answers = new WeakMap();
function is(value, type) {
  if (!value || typeof value !== "object") return false;
  const kind = Object.getPrototypeOf(value);
  let known = answers.get(kind);
  if (!known) answers.set(kind, (known = new Map()));
  let answer = known.get(type);
  if (answer === undefined) known.set(type, (answer = findOut(value, type)));
  return answer;
}
function findOut(`

/*
 * What is written to PostgreSQL waits for the next turn of the loop. A connection lost in between left two faults: the
 * write fell on no socket and ended the process, or its timer stayed set, and whoever got that connection next waited for
 * ever. A third: nobody waits for what a new connection asks first, the types, so a server that went away meanwhile ended
 * the process too. Each line is replaced by what it should say; where a new version words one differently, the start says
 * so.
 */
const mended = [
  [
    'function nextWrite(fn) {',
    `function nextWrite(fn) {
    if (socket === null) {
      chunk = nextWriteTimer = null
      error(Errors.connection('CONNECTION_CLOSED', options, socket))
      return false
    }`,
  ],
  ['return fetchArrayTypes()', 'return fetchArrayTypes().catch(error)'],
  ['clearImmediate(nextWriteTimer)\n    if (socket) {', 'forgetWrite()\n    if (socket) {'],
  ['clearImmediate(nextWriteTimer)\n    socket.removeListener', 'forgetWrite()\n    socket.removeListener'],
  [
    'function connectTimedOut() {',
    `function forgetWrite() {
    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
  }

  function connectTimedOut() {`,
  ],
]

function mendConnection(source) {
  return mended.reduce((text, [wrong, right]) => {
    if (text.split(wrong).length !== 2)
      throw new Error(`db/load-hook.mjs mends postgres by “${wrong}”, which its connection.js does not say once.`)
    return text.replace(wrong, () => right)
  }, source)
}

registerHooks({
  // Node asks for the package.json of every file it loads, and drizzle's, with its thousands of exports, is read anew for
  // each of its hundreds of files. What one of them imports from beside itself needs no asking: it is an ES module too.
  resolve(specifier, context, next) {
    const parent = context.parentURL
    if (
      !parent?.includes('/node_modules/drizzle-orm/') ||
      !/^\.\.?\/.*\.js$/.test(specifier) ||
      !parent.endsWith('.js')
    ) {
      return next(specifier, context)
    }
    return { url: new URL(specifier, parent).href, format: 'module', shortCircuit: true }
  },

  load(url, context, next) {
    const loaded = next(url, context)
    if (url.endsWith('/node_modules/drizzle-orm/entity.js'))
      return { ...loaded, source: String(loaded.source).replace('function is(', remembered) }
    if (url.endsWith('/node_modules/postgres/src/connection.js'))
      return { ...loaded, source: mendConnection(String(loaded.source)) }
    return loaded
  },
})
