/**
 * `npm test`: installs, builds, starts the servers that tests need, and runs every test.
 * Ends with the line 'N passed, N failed, N skipped'. Arguments go to vitest: `npm test -- server/sync`.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { installMissing, startServices } from './lib/services.mjs'
import { ensureBuilt, ensureInstalled, requireNode, ROOT } from './lib/steps.mjs'

const say = (text) => console.log(text)
requireNode()
const installation = installMissing(say)
ensureInstalled(say)
ensureBuilt(say)
await installation
const services = await startServices(say)

const folder = mkdtempSync(join(tmpdir(), 'guildhall-results-'))
const results = join(folder, 'results.json')
const vitest = spawn(
  process.execPath,
  [
    join(ROOT, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    '--reporter=json',
    `--reporter=${join(ROOT, 'scripts', 'lib', 'second-tries.mjs')}`,
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...services.env } },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => vitest.kill(signal))
const code = await new Promise((resolve) => vitest.once('close', resolve))
services.stop()

const { passed, failed, skipped } = counts(code)
rmSync(folder, { recursive: true, force: true })
const isComplete = services.missing.length === 0
if (!isComplete) {
  say(
    `\nNOT TESTED, because it is missing on this machine:\n${services.missing.map((name) => `  - ${name}`).join('\n')}`,
  )
  if (process.env.CI) say('In CI that is a failure.')
}
const ok = code === 0 && failed === 0 && passed > 0 && (isComplete || !process.env.CI)
say(`\n${passed} passed, ${ok ? 0 : Math.max(failed, 1)} failed, ${skipped} skipped`)
process.exitCode = ok ? 0 : 1

function counts(exitCode) {
  try {
    const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(results, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests }
  } catch (error) {
    say(`vitest left no results (exit code ${exitCode}): ${error.message}`)
    return { passed: 0, failed: 1, skipped: 0 }
  }
}
