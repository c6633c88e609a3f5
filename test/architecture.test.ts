import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { envExample } from '../server/env-example.ts'
import { envSchema } from '../server/config.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const OXLINT = fileURLToPath(new URL('../node_modules/oxlint/bin/oxlint', import.meta.url))

function read(path: string): string {
  return readFileSync(`${ROOT}/${path}`, 'utf8')
}

/** What is in the repository, or would be with the next commit. */
function ownFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  })
  return listed.split('\n').filter((path) => path !== '')
}

interface LintReport {
  number_of_files: number
  diagnostics: { code: string; message: string; filename: string }[]
}

/**
 * The rules stand in `.oxlintrc.json`: no-restricted-imports for each folder, and import/no-cycle. They need no types;
 * `npm run lint` asks for those.
 */
function lint(...paths: string[]): LintReport {
  const { stdout } = spawnSync(process.execPath, [OXLINT, '--format', 'json', ...paths], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(stdout) as LintReport
}

// Linting everything takes seconds alone, and many more beside other tests.
describe('code looks only in the directions that the rules allow', { timeout: 180_000 }, () => {
  test('in every file', () => {
    const sources = ownFiles().filter((path) => /\.(ts|tsx|mjs|cjs|js)$/.test(path))
    const report = lint('.')
    // A linter that reads nothing finds nothing.
    expect(report.number_of_files).toBeGreaterThanOrEqual(sources.length)
    const broken = report.diagnostics.filter(({ code }) => /no-restricted-imports|no-cycle/.test(code))
    expect(broken.map(({ filename, message }) => `${filename}: ${message}`)).toEqual([])
  })

  // Each rule is seen to bite, by a file that breaks it.
  const offences: [string, string][] = [
    ['shared', "import { readFileSync } from 'node:fs'\nexport const x = readFileSync"],
    ['shared', "import { createHub } from '../server/hub.ts'\nexport const x = createHub"],
    ['bots', "import { createHub } from '../server/hub.ts'\nexport const x = createHub"],
    ['client/src', "import { createHub } from '../../server/hub.ts'\nexport const x = createHub"],
    ['server', "import { startBots } from '../bots/start-bots.ts'\nexport const x = startBots"],
    ['server/platform', "import { MemberService } from '../members/member-service.ts'\nexport const x = MemberService"],
    [
      'server/rooms',
      "import { memberMigrations } from '../members/member-migrations.ts'\nexport const x = memberMigrations",
    ],
    ['server/rooms', "import { startHub } from '../../test/helpers/start-hub.ts'\nexport const x = startHub"],
  ]
  test.each(offences)('in %s, not: %s', (folder, text) => {
    const path = `${folder}/planted-offence-${process.pid}.ts`
    writeFileSync(`${ROOT}/${path}`, `${text}\n`)
    try {
      expect(lint(path).diagnostics.map(({ code }) => code)).toContain('eslint(no-restricted-imports)')
    } finally {
      rmSync(`${ROOT}/${path}`)
    }
  })
})

describe('settings', () => {
  test('.env.example is what the config says; `npm run env:example` writes it', () => {
    expect(read('.env.example')).toBe(envExample())
  })

  test('docker-compose.yml sets only variables that the hub knows', () => {
    const known = new Set(Object.keys(envSchema.shape))
    const hub = /\n {2}hub:\n([\s\S]*?)\n(?: {2}\w|\w)/.exec(read('docker-compose.yml'))?.[1] ?? ''
    const environment = /\n {4}environment:\n((?: {6}.*\n)+)/.exec(`${hub}\n`)?.[1] ?? ''
    const set = [...environment.matchAll(/^ {6}(\w+):/gm)].map((match) => match[1] ?? '')
    expect(set.length).toBeGreaterThan(5)
    expect(set.filter((name) => !known.has(name))).toEqual([])
  })

  test('docker-compose.yml passes dclint', () => {
    execFileSync('npx', ['--no-install', 'dclint', 'docker-compose.yml'], { cwd: ROOT, stdio: 'pipe' })
  })
})

const STYLESHEET = /import (\w+) from '([^']+\.module\.css)'/g

describe('the repository', () => {
  test('the lockfile names no registry', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": "http/)
  })

  test('a component names no class that its stylesheet lacks', () => {
    const missing = ownFiles()
      .filter((path) => path.startsWith('client/src/') && path.endsWith('.tsx'))
      .flatMap((path) => {
        const source = read(path)
        const body = source.replaceAll(STYLESHEET, '')
        return [...source.matchAll(STYLESHEET)].flatMap(([, name = '', file = '']) => {
          const sheet = read(join(dirname(path), file))
          const named = [...body.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, one = '']) => one)
          return named.filter((one) => !new RegExp(`\\.${one}\\b`).test(sheet)).map((one) => `${path}: ${one}`)
        })
      })
    expect(missing).toEqual([])
  })

  test('no file names a path of somebody’s machine', () => {
    const texts = ownFiles().filter((path) => /\.(ts|tsx|mjs|cjs|json|md|yml|css|html|sh)$|Dockerfile/.test(path))
    const offenders = texts.filter(
      (path) =>
        path !== 'test/architecture.test.ts' && /\/work\/(main|shared)|\/home\/\w+\/|\/Users\/\w+\//.test(read(path)),
    )
    expect(offenders).toEqual([])
  })
})
