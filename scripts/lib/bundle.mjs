/** Server code and the packages that it loads at every start, bundled into few files (docs/decisions/0011). */
import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build } from 'rolldown'
import { ROOT } from './steps.mjs'

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

/** The worker threads of the hub: name of the file to be made, without its end, to the source. */
export function workerSources() {
  const paths = readdirSync(join(ROOT, 'server'), { recursive: true }).filter((path) => path.endsWith('.worker.ts'))
  return Object.fromEntries(paths.map((path) => [basename(path, '.ts'), join('server', path)]))
}

/** Writes each entry of `input`, and what they share, into the folder. */
export async function bundle(input, folder) {
  await build({
    cwd: ROOT,
    input,
    platform: 'node',
    transform: { target: 'node20.19' },
    external: LEFT_IN_PLACE,
    output: { dir: folder, format: 'esm', sourcemap: true },
  })
}
