import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig, type Plugin } from 'vite'

export default defineConfig({
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    cssMinify: true,
    // Some 2 KiB a page less than what esbuild makes of it.
    minify: 'terser',
    terserOptions: { ecma: 2020, module: true, compress: { passes: 2, ecma: 2020, module: true } },
    rollupOptions: { treeshake: { preset: 'smallest' }, output: { manualChunks: chunkOf, assetFileNames: nameOf } },
  },
  plugins: [
    keepServerCodeOut(),
    settleSwitches(),
    remix({
      appDirectory: 'app',
      buildDirectory: 'build',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
})

/** The drawings are named a hundred times on a page of a hundred icons, so by as few letters as will do. */
function nameOf({ names }: { names: string[] }): string {
  return names.includes('icons.svg') ? 'assets/[hash][extname]' : 'assets/[name]-[hash][extname]'
}

/**
 * Thirty small components are one file: fewer requests, and some 5 KiB less once compressed. What only one side of the
 * house draws is apart, so that the other does not load it.
 */
function chunkOf(id: string): string | null {
  const component = /\/app\/components\/([\w-]+)\.tsx?$/.exec(id)?.[1]
  if (/^(desk-page|desk-keys|side-nav|sla-clock|urgent-mark)$/.test(component ?? '')) return 'desk'
  if (/^(customer-page|top-bar|stepper)$/.test(component ?? '')) return 'portal'
  if (id.includes('vite/preload-helper')) return 'components'
  return component ||
    /\/node_modules\/(react|react-dom|scheduler|@remix-run|react-router|react-router-dom|turbo-stream)\//.test(id)
    ? 'components'
    : null
}

/**
 * Remix asks at run time which of its switches are on; ours are (see `future`), so the browser is spared the other ways:
 * all that only `defer` of old needed, and the scripts that only the server writes.
 * Where a new version of Remix words a question differently, this changes nothing but the size.
 */
function settleSwitches(): Plugin {
  const settled: [RegExp, [RegExp, string][]][] = [
    [
      /@remix-run\/react\/dist\/esm\/[\w-]+\.js$/,
      [
        [/(?:window\.__remixContext\.)?\bfuture\.v3_(?:singleFetch|lazyRouteDiscovery)\b/g, 'true'],
        [/window\.__remixContext\.isSpaMode|\bisSpaMode(?= (?:&&|\|\|))|(?<=if \(|!)isSpaMode\b/g, 'false'],
        [/(?<!function )\bisDeferred(?:Response|Data)\(\w+\)|\b__remixContext\.a\b(?!=)/g, 'false'],
        [/!isStatic\b/g, 'true'],
        [/\bstaticContext \?/g, 'false ?'],
      ],
    ],
    [
      /@remix-run\/router\/dist\/router\.js$/,
      [
        [/\bfuture\.v7_\w+/g, 'true'],
        [/(?<!function )\bisDeferred(?:Result|Data)\(\w+\)/g, 'false'],
      ],
    ],
  ]
  return {
    name: 'settle-switches',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (this.environment.name !== 'client') return null
      const switches = settled.flatMap(([file, found]) => (file.test(id) ? found : []))
      if (switches.length === 0) return null
      return { code: switches.reduce((text, [asked, answer]) => text.replaceAll(asked, answer), code), map: null }
    },
  }
}

/** Fails the build when the browser bundle would carry code that belongs to the server. */
function keepServerCodeOut(): Plugin {
  const house = /\/(db|mail|jobs)\/[^?]*\.ts(\?|$)|\.server\.tsx?(\?|$)/
  return {
    name: 'keep-server-code-out',
    apply: 'build',
    generateBundle(_options, bundle) {
      if (this.environment.name !== 'client') return
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue
        const strays = Object.entries(chunk.modules).filter(([id, module]) => strayed(id) && module.renderedLength > 0)
        for (const [id] of strays) this.error(`${id} is server code and may not reach the browser (${chunk.fileName})`)
      }
    },
  }

  function strayed(id: string) {
    const path = id.replaceAll('\\', '/')
    if (path.includes('/node_modules/') || !path.startsWith(import.meta.dirname.replaceAll('\\', '/'))) return false
    return house.test(path.slice(import.meta.dirname.length))
  }
}
