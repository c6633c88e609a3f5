import { PassThrough, Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import { describeApertium } from '../../../test/helpers/services.ts'
import { TRICKY_MESSAGES } from '../../../test/helpers/tricky-messages.ts'
import { startOpenAiStandin } from '../../../test/standins/openai/openai-standin.ts'
import type { TranslationConfig } from '../translation-config.ts'
import { translateCommand } from './translate-command.ts'

const CONFIG: TranslationConfig = {
  model: undefined,
  modelAllowHosts: [],
  modelIdleMs: 5_000,
  apertiumModes: '/usr/share/apertium/modes',
  bergamotModels: undefined,
}

interface Line {
  id: string | number
  output: string
  skipped?: string
  engine: string | null
  checks: Record<string, boolean>
}

async function run(args: string[], lines: unknown[], config: TranslationConfig = CONFIG) {
  const output = new PassThrough()
  const chunks: string[] = []
  output.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  const input = Readable.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`))
  const code = await translateCommand(args, { input, output, config })
  const answers = chunks.join('').split('\n').slice(0, -1)
  return { code, answers: answers.map((line) => JSON.parse(line) as Line) }
}

const count = (text: string, part: string) => text.split(part).length
const TRICKY = TRICKY_MESSAGES.map(({ text, markup }, id) => ({ id, text, platform: markup }))

/** Every tricky message is translated, or has nothing to translate, and keeps what must be kept. */
function expectAllToSurvive(answers: readonly Line[]): void {
  expect(answers.map(({ id }) => id)).toEqual(TRICKY.map(({ id }) => id))
  for (const { id, output, skipped, checks } of answers) {
    const message = TRICKY_MESSAGES[Number(id)]
    if (message === undefined) throw new Error(`no message ${id}`)
    for (const kept of message.keeps)
      expect(count(output, kept), `${kept} in ${output}`).toBe(count(message.text, kept))
    if (skipped === undefined) {
      expect(output).not.toBe(message.text)
      expect(
        Object.entries(checks).filter(([, passed]) => !passed),
        message.text,
      ).toEqual([])
    } else expect(skipped, message.text).toBe('nothing-to-translate')
  }
}

test('60 tricky messages survive a language model, into German and Japanese', async () => {
  expect(TRICKY.length).toBeGreaterThanOrEqual(60)
  await using model = await startOpenAiStandin()
  const config = {
    ...CONFIG,
    model: { baseUrl: model.url, model: 'm', apiKey: undefined, inputPrice: 0, outputPrice: 0 },
  }
  for (const to of ['de', 'ja']) {
    const { code, answers } = await run(['--from', 'en', '--to', to], TRICKY, config)
    expect(code).toBe(0)
    expectAllToSurvive(answers)
  }
  // Several at once: fewer calls than messages.
  expect(model.requests.length).toBeLessThan(TRICKY.length * 2)
})

test('each line has its languages, platform and glossary; what is not translated says why', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  await using model = await startOpenAiStandin()
  const config = {
    ...CONFIG,
    model: { baseUrl: model.url, model: 'm', apiKey: undefined, inputPrice: 0, outputPrice: 0 },
  }
  const { code, answers } = await run(
    ['--to', 'de'],
    [
      {
        id: 'a',
        text: 'The sprint board of Core ML is *ready*',
        from: 'en',
        platform: 'slack',
        glossary: { 'sprint board': 'Sprint-Tafel' },
      },
      { id: 'b', text: 'Guten Morgen, wie geht es euch heute?' },
      { id: 'c', text: 'lgtm :+1:', platform: 'discord' },
      {
        id: 'd',
        text: 'Keep the boardwalk and the board',
        from: 'en',
        to: 'es',
        glossary: [{ term: 'board', translation: 'tablero' }],
      },
      { id: 'e', text: 'board', from: 'en', glossary: { board: 'Tafel' } },
      { id: 'f', text: 'Core ML', from: 'en', glossary: { 'Core ML': '' } },
      '{broken',
    ],
    config,
  )
  expect(code).toBe(1)
  expect(said).toHaveBeenCalledOnce()
  expect(answers).toMatchObject([
    {
      id: 'a',
      output: expect.stringMatching(/Sprint-Tafel .*Core ML .*\*\S+\*/) as string,
      engine: 'openai',
      checks: { glossary: true },
    },
    { id: 'b', output: 'Guten Morgen, wie geht es euch heute?', skipped: 'same language', engine: null },
    { id: 'c', output: 'lgtm :+1:', skipped: 'nothing-to-translate' },
    { id: 'd', output: expect.stringMatching(/tablero$/) as string },
    { id: 'e', output: 'Tafel', engine: 'memory' },
    { id: 'f', output: 'Core ML', skipped: 'nothing-to-translate' },
  ])
  expect(answers[3]?.output.match(/tablero/g)).toHaveLength(1)
})

describeApertium('with Apertium as Debian has it', () => {
  test('60 tricky messages survive it, from English into Spanish and Catalan', async () => {
    for (const to of ['es', 'ca']) {
      const { answers } = await run(['--from', 'en', '--to', to], TRICKY)
      expectAllToSurvive(answers)
      expect(new Set(answers.flatMap(({ engine }) => engine ?? []))).toEqual(new Set(['apertium']))
    }
  })
})
