// For `node --import`: drizzle-orm loads in a third of its time, which is most of what a start or a command waits for.
// Node asks for the package.json of every file it loads, and drizzle's, with its thousands of exports, is read anew for
// each of its hundreds of files. What one of them imports from beside itself needs no asking: it is an ES module too.
import { registerHooks } from 'node:module'

registerHooks({
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
})
