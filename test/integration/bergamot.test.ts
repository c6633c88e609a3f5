import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS, translationEndpoints } from '../../shared/translation-api.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'

const MODELS = fileURLToPath(new URL('../fixtures/bergamot', import.meta.url))

/** Both toy models, and beside them what goes wrong with folders. */
async function folderOfModels() {
  const folder = await mkdtemp(join(tmpdir(), 'guildhall-models-'))
  await cp(MODELS, join(folder, 'tiny'), { recursive: true })
  const model = await readFile(join(MODELS, 'ende', 'model.ende.intgemm.alphas.bin'))
  const vocabulary = join(MODELS, 'ende', 'vocab.ende.spm')
  const put = async (pair: string, weights?: Uint8Array, words = 'vocab') => {
    if (words !== '') await cp(vocabulary, join(folder, pair, `${words}.${pair}.spm`))
    if (weights !== undefined) await writeFile(join(folder, pair, `model.${pair}.intgemm.alphas.bin`), weights)
  }
  await put('defr')
  await put('deit', model, 'srcvocab')
  await put('dees', model.subarray(0, 50_000))
  // Whole, but its names are not those that Bergamot looks for.
  await put('enit', Buffer.from(model.toString('latin1').replaceAll('encoder', 'encodes'), 'latin1'))
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

async function translate(hub: TestHub, from: string, to: string, ...texts: string[]) {
  const { translations } = await hub.owner.api.call(translationEndpoints.translate, {
    params: { communityId: hub.communityId },
    body: { to, purpose: 'message', texts: texts.map((text) => ({ text, markup: 'discord' as const, from })) },
  })
  return translations
}

async function statusOf(hub: TestHub) {
  const params = { communityId: hub.communityId }
  const { engines, pairs } = await hub.owner.api.call(translationEndpoints.status, { params })
  return {
    engine: engines.find(({ id }) => id === 'bergamot'),
    pairs: pairs.map(({ from, to }) => `${from}-${to}`),
  }
}

test('models in a folder translate on this machine, by way of English too; a broken one is named and takes no other down', async () => {
  await using models = await folderOfModels()
  const lines: string[] = []
  const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) })
  await using hub = await startHub({ log, env: { BERGAMOT_MODELS: models.folder, APERTIUM_MODES: '/nowhere' } })
  await hub.owner.api.call(translationEndpoints.configure, {
    params: { communityId: hub.communityId },
    body: { settings: { ...DEFAULT_SETTINGS, localOnly: true } },
  })
  const faults = [
    { name: 'dees', reason: 'damaged' },
    { name: 'defr', reason: 'no-model' },
    { name: 'deit', reason: 'no-vocabulary' },
  ]
  expect(await statusOf(hub)).toEqual({
    engine: { id: 'bergamot', state: 'ready', detail: '5', faults },
    pairs: ['en-de', 'en-it', 'ja-de', 'ja-en', 'ja-it'],
  })
  expect(await translate(hub, 'en', 'it', 'The build is ready.')).toMatchObject([{ reason: 'engine-down' }])
  expect(await translate(hub, 'en', 'it', 'The build is ready.')).toMatchObject([{ reason: 'no-engine' }])
  expect((await statusOf(hub)).engine?.faults).toEqual([...faults, { name: 'enit', reason: 'unreadable' }])
  for (const name of ['dees', 'defr', 'deit', 'enit']) {
    expect(lines.filter((line) => line.includes(`"folder":"${name}"`))).toHaveLength(1)
  }
  expect(
    await translate(hub, 'en', 'de', '> **The build** is ready, see `a < b` <@12>\n- The table is not new.', 'Hello!'),
  ).toMatchObject([
    {
      state: 'translated',
      engine: 'bergamot',
      text: '> **Der Build** ist fertig, siehe `a < b` <@12>\n- Die Tabelle ist nicht neu.',
    },
    { text: 'Hallo!' },
  ])
  expect(await translate(hub, 'ja', 'de', '報告書は今日遅いです。')).toMatchObject([
    { text: 'Der Bericht ist heute langsam.', engine: 'bergamot' },
  ])
})
