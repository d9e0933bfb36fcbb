const own = '^(app|db|domain|jobs|mail|tests)/'

/** Which folder may import which: arrows only point down, so circles between folders cannot exist. */
const barred = {
  domain: ['app', 'db', 'jobs', 'mail', 'tests'],
  db: ['app', 'jobs', 'mail', 'tests'],
  mail: ['app', 'jobs', 'tests'],
  jobs: ['app', 'tests'],
  app: ['jobs', 'mail', 'tests'],
}

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...Object.entries(barred).map(([folder, others]) => ({
      name: `${folder}-stays-in-its-place`,
      severity: 'error',
      from: { path: `^${folder}/` },
      to: { path: `^(${others.join('|')})/`, ...(folder === 'app' && { pathNot: '^mail/preview\\.ts$' }) },
    })),
    {
      name: 'domain-touches-nothing',
      comment: 'no clock, environment, network or disk; zod is the one guest',
      severity: 'error',
      from: { path: '^domain/' },
      to: { pathNot: ['^domain/', '(^|/)node_modules/zod/'] },
    },
    { name: 'no-circles', severity: 'error', from: { path: own }, to: { circular: true } },
    {
      name: 'everything-resolves',
      severity: 'error',
      from: { path: own },
      to: { couldNotResolve: true, pathNot: ['^virtual:', '^\\.\\./build/', '^build/'] },
    },
    {
      name: 'only-production-packages',
      comment: 'what runs in production may not lean on a development package',
      severity: 'error',
      from: { path: '^(app|db|domain|jobs|mail)/', pathNot: ['^app/(routes\\.ts|development\\.ts)$'] },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(build|data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
