/** `npm start`: installs and builds where that is needed, then is the hub. */
import { ensureBuilt, ensureInstalled, loadSettings, requireNode, ROOT } from './lib/steps.mjs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const say = (text) => console.log(text)
requireNode()
loadSettings()
ensureInstalled(say)
ensureBuilt(say)
// In this process, so that signals reach the hub itself.
await import(pathToFileURL(join(ROOT, 'dist', 'server', 'main.js')).href)
