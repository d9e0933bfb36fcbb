import fc from 'fast-check'

/**
 * fast-check, drawing the same cases each time: one commit gets one answer. `SEED=7 npx vitest run …` draws others;
 * a case that breaks something there is worth an example of its own.
 */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 2041) })

export { fc }
