import { defineConfig } from 'vitest/config'
import { bundledWorkers } from './scripts/lib/bundled-workers.mjs'

/** Real processes, servers and browsers on two shared cores: one that fails is tried once more, and vitest says so. */
const slow = { testTimeout: 60_000, hookTimeout: 60_000, retry: 1, isolate: false }

/** Hubs and bots often wait, for a pace or for a retry, so that two cores are enough for three at once; browsers hardly ever do. */
const together = { maxWorkers: 3, sequence: { groupOrder: 0 } }
const browsers = { maxWorkers: 2, sequence: { groupOrder: 1 } }

const plugins = [bundledWorkers()]
const setupFiles = ['test/helpers/fixed-seed.ts']

export default defineConfig({
  test: {
    projects: [
      {
        plugins,
        test: {
          name: 'unit',
          include: ['shared/**/*.test.ts', 'server/**/*.test.ts', 'bots/**/*.test.ts', 'test/*.test.ts'],
          testTimeout: 30_000,
          setupFiles,
          ...together,
        },
      },
      { test: { name: 'client', include: ['client/src/**/*.test.{ts,tsx}'], environment: 'happy-dom', ...together } },
      {
        plugins,
        test: {
          // One project: what they load is the same, and is loaded once.
          name: 'hub',
          include: ['test/{contracts,integration,bots,standins}/**/*.test.ts'],
          setupFiles,
          ...slow,
          ...together,
        },
      },
      {
        plugins,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          ...slow,
          ...browsers,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
