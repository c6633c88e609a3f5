/** The build of the hub, in `dist/server`. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { bundle, workerSources } from './lib/bundle.mjs'
import { ROOT } from './lib/steps.mjs'

const folder = join(ROOT, 'dist', 'server')
rmSync(folder, { recursive: true, force: true })
// Workers are named beside their caller by `new URL('./x.worker.ts', import.meta.url)`: all files are in one folder.
await bundle({ main: 'server/main.ts', cli: 'server/cli.ts', ...workerSources() }, folder)
