#!/usr/bin/env node
/** `npx guildhall …`: the hub's command line. Standard output is the answer's alone. */
import { ensureBuilt, ensureInstalled, loadSettings, requireNode, ROOT } from './lib/steps.mjs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const say = (text) => console.error(text)
requireNode()
loadSettings()
ensureInstalled(say)
ensureBuilt(say)
const { run } = await import(pathToFileURL(join(ROOT, 'dist', 'server', 'cli.js')).href)
process.exitCode = await run(process.argv.slice(2))
