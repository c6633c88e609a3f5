import { defineConfig } from 'vitest/config'
import { bundledWorkers } from './scripts/lib/bundled-workers.mjs'

/** Real processes, servers and browsers on two shared cores: one that fails is tried once more, and vitest says so. */
const slow = { testTimeout: 60_000, hookTimeout: 60_000, retry: 1, isolate: false }

const plugins = [bundledWorkers()]

export default defineConfig({
  test: {
    // Two cores; whole hubs and browsers beside each other.
    maxWorkers: 2,
    projects: [
      {
        plugins,
        test: {
          name: 'unit',
          include: [
            'shared/**/*.test.ts',
            'server/**/*.test.ts',
            'bots/**/*.test.ts',
            'test/*.test.ts',
            'test/standins/**/*.test.ts',
          ],
          testTimeout: 30_000,
        },
      },
      { test: { name: 'client', include: ['client/src/**/*.test.{ts,tsx}'], environment: 'happy-dom' } },
      { plugins, test: { name: 'contracts', include: ['test/contracts/**/*.test.ts'], ...slow } },
      { plugins, test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...slow } },
      { plugins, test: { name: 'bots', include: ['test/bots/**/*.test.ts'], ...slow } },
      {
        plugins,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          ...slow,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
