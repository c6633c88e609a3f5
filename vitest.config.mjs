import { defineConfig } from 'vitest/config'
import { BrowsersAmongOthers } from './scripts/lib/browsers-among-others.mjs'
import { bundledWorkers } from './scripts/lib/bundled-workers.mjs'

const plugins = [bundledWorkers()]
const setupFiles = ['test/helpers/fixed-seed.ts']

// Two cores are enough for three at once: hubs and bots often wait, for a pace or for a retry. With four, bots are too slow for platforms.
const common = { isolate: false, maxWorkers: 3 }

export default defineConfig({
  test: {
    sequence: { sequencer: BrowsersAmongOthers },
    projects: [
      {
        plugins,
        test: {
          ...common,
          name: 'unit',
          include: ['shared/**/*.test.ts', 'server/**/*.test.ts', 'bots/**/*.test.ts', 'test/*.test.ts'],
          testTimeout: 30_000,
          setupFiles,
        },
      },
      { test: { ...common, name: 'client', include: ['client/src/**/*.test.{ts,tsx}'], environment: 'happy-dom' } },
      {
        plugins,
        test: {
          ...common,
          // One project: what they load is the same, and is loaded once.
          name: 'hub',
          include: ['test/{contracts,integration,bots,standins,browser}/**/*.test.ts'],
          setupFiles,
          // Real processes, servers and browsers on shared cores: one that fails is tried once more, and vitest says so.
          retry: 1,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
