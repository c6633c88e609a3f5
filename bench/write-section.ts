import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { cpus, release, totalmem, type } from 'node:os'

const FILE = 'docs/benchmarks.md'

/** Puts what was measured into a page, between `<!-- bench/NAME -->` and its end, in place of the last run. */
export function writeSection(name: string, lines: readonly string[], file = FILE): void {
  const [begin, end] = [`<!-- bench/${name} -->`, `<!-- /bench/${name} -->`]
  const before = readFileSync(file, 'utf8')
  if (!before.includes(begin) || !before.includes(end)) throw new Error(`${file} has no place for bench/${name}`)
  const [head = '', rest = ''] = before.split(begin)
  const [, tail = ''] = rest.split(end)
  writeFileSync(file, `${head}${begin}\n\n${lines.join('\n')}\n\n${end}${tail}`)
}

/** 'Measured on …': day, machine, and the versions of what was measured. */
export function measuredOn(packages: readonly string[]): string {
  const [cpu] = cpus()
  const day = new Date().toISOString().slice(0, 10)
  const machine = `${cpus().length} × ${cpu?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${type()} ${release()}`
  const versions = packages.map((name) => `${name} ${versionOf(name)}`)
  return `Measured on ${day}: ${machine}; Node ${[process.versions.node, ...versions].join(', ')}.`
}

function versionOf(name: string): string {
  for (const folder of createRequire(import.meta.url).resolve.paths(name) ?? []) {
    try {
      return (JSON.parse(readFileSync(`${folder}/${name}/package.json`, 'utf8')) as { version: string }).version
    } catch {
      continue
    }
  }
  return '?'
}
