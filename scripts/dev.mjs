/**
 * `npm run dev`: the hub from source, restarted on every change, and the web client with hot reload in front of it.
 * The page is at http://localhost:5173; the hub keeps its data in ./data, as with `npm start`.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, requireNode, ROOT } from './lib/steps.mjs'

requireNode()
ensureInstalled((text) => console.log(text))
const port = process.env.PORT ?? '3000'
const bin = (name) => join(ROOT, 'node_modules', '.bin', name)
const options = { cwd: ROOT, stdio: 'inherit', shell: process.platform === 'win32' }
const children = [
  spawn(bin('tsx'), ['watch', 'server/main.ts'], { ...options, env: { ...process.env, PORT: port } }),
  spawn(bin('vite'), ['dev', 'client'], { ...options, env: { ...process.env, HUB_PORT: port } }),
]
const stop = (signal) => {
  for (const child of children) child.kill(signal)
}
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal))
for (const child of children) {
  child.once('exit', (code) => {
    stop('SIGTERM')
    process.exitCode ??= code ?? 0
  })
}
