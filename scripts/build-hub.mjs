/**
 * The build of the hub: its own code and the packages that every start loads, in few files. Node reads one file in far
 * less time than the thousand modules of better-auth, express and socket.io (docs/decisions/0011).
 */
import { readdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'rolldown'
import { ROOT } from './lib/steps.mjs'

/** Loaded only where they are needed, or with files of their own beside them: they stay in node_modules. */
const LEFT_IN_PLACE = [
  '@photostructure/sqlite',
  '@slack/bolt',
  'discord.js',
  'eld/small',
  'ioredis',
  'nodemailer',
  'openai',
  'pg-native',
  'unpdf',
]

const workers = readdirSync(join(ROOT, 'server'), { recursive: true })
  .filter((path) => path.endsWith('.worker.ts'))
  .map((path) => [basename(path, '.ts'), join('server', path)])
const folder = join(ROOT, 'dist', 'server')

rmSync(folder, { recursive: true, force: true })
await build({
  cwd: ROOT,
  // Workers are named beside their caller by `new URL('./x.worker.ts', import.meta.url)`: all files are in one folder.
  input: { main: 'server/main.ts', cli: 'server/cli.ts', ...Object.fromEntries(workers) },
  platform: 'node',
  transform: { target: 'node20.19' },
  external: LEFT_IN_PLACE,
  output: { dir: folder, format: 'esm', sourcemap: true },
})
