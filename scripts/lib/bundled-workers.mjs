/**
 * For vitest: worker threads are bundled once a run. From source, each of the hundreds of hubs that a run starts would
 * have its threads load a transpiler of their own, which takes half of the run.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundle, workerSources } from './bundle.mjs'
import { ROOT } from './steps.mjs'

// Below node_modules, where what is left in place is found.
const FOLDER = join(ROOT, 'node_modules', '.cache', 'guildhall-workers')
const NAMED = /new URL\('\.\/([\w-]+\.worker)\.ts', import\.meta\.url\)/g

let bundled

export function bundledWorkers() {
  return {
    name: 'guildhall:bundled-workers',
    enforce: 'pre',
    async transform(code) {
      if (!code.includes('.worker.ts')) return null
      bundled ??= bundle(workerSources(), FOLDER)
      await bundled
      return code.replaceAll(NAMED, (_, name) => `new URL('${pathToFileURL(join(FOLDER, `${name}.js`)).href}')`)
    },
  }
}
