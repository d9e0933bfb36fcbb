import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    execArgv: ['--import', './db/load-hook.mjs'],
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/database.ts'],
    // Only to end what hangs: how long something takes says more of the machine than of the product.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // What a page comes to show it may show late on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    restoreMocks: true,
  },
})
