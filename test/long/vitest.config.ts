import { defineConfig } from 'vitest/config'

/** Proofs that take minutes: `npm run test:long`. */
export default defineConfig({
  test: { include: ['test/long/**/*.test.ts'], testTimeout: 7_200_000, maxWorkers: 1 },
})
