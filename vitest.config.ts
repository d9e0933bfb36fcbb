import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    environment: 'node',
    execArgv: ['--import', './db/drizzle-hook.mjs'],
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/database.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    restoreMocks: true,
  },
})
