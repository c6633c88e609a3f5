import { expect, test, vi } from 'vitest'
import { modelEndpoints } from '../../shared/models.ts'
import { roomEndpoints } from '../../shared/rooms.ts'
import type { Translation } from '../../shared/translation.ts'
import { DEFAULT_SETTINGS, type TranslationSettings, translationEndpoints } from '../../shared/translation-api.ts'
import { describeApertium } from '../helpers/services.ts'
import { startHub, type TestHub, type TestMember } from '../helpers/start-hub.ts'
import { type ModelFault, type OpenAiStandin, startOpenAiStandin } from '../standins/openai/openai-standin.ts'

const NO_BUDGET = { dayUsd: null, monthUsd: null, softShare: 0.8 }
const ONLY_MODEL: TranslationSettings = { ...DEFAULT_SETTINGS, engines: ['openai'], budget: NO_BUDGET }

async function startWithModel(model: OpenAiStandin, env: Record<string, string> = {}): Promise<TestHub> {
  return await startHub({
    env: { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: 'operator-key', MODEL_IDLE_SECONDS: '0.4', ...env },
  })
}

interface Ask {
  to?: string
  from?: string
  markup?: 'discord' | 'slack' | 'markdown' | 'plain'
  roomId?: string
  by?: TestMember
}

async function translate(hub: TestHub, texts: string | string[], ask: Ask = {}): Promise<Translation[]> {
  const { to = 'de', from = 'en', markup = 'discord', roomId, by = hub.owner } = ask
  const { translations } = await by.api.call(translationEndpoints.translate, {
    params: { communityId: hub.communityId },
    body: {
      to,
      purpose: 'message',
      ...(roomId === undefined ? {} : { roomId }),
      texts: [texts].flat().map((text) => ({ text, markup, from })),
    },
  })
  return translations
}

async function configure(hub: TestHub, settings: Partial<TranslationSettings>, apiKey?: string | null): Promise<void> {
  await hub.owner.api.call(translationEndpoints.configure, {
    params: { communityId: hub.communityId },
    body: { settings: { ...ONLY_MODEL, ...settings }, ...(apiKey === undefined ? {} : { apiKey }) },
  })
}

const ledgerOf = (hub: TestHub) =>
  hub.owner.api.call(modelEndpoints.ledger, { params: { communityId: hub.communityId }, query: { limit: 50 } })

const TEXT = 'Can **everyone** of you please review <@12> and https://x.y/z by 5 today?'

test('whatever a model does, a text is translated whole or shown as it was, and each call is in the ledger', async () => {
  await using model = await startOpenAiStandin()
  await using hub = await startWithModel(model)
  await configure(hub, {})
  const mended: ModelFault['kind'][] = [
    'invalid-json',
    'wrong-count',
    'refusal',
    'refusal-text',
    'content-filter',
    'lost-marks',
    'doubled-marks',
    'changed-numbers',
    'answered',
    'echo',
    'new-link',
    'new-style',
    'new-line',
    'cut',
    'early-end',
    'length',
  ]
  const clean: ModelFault['kind'][] = [
    'think',
    'fenced',
    'spaced-marks',
    'bare-items',
    'not-streamed',
    'no-finish',
    'controls',
  ]
  for (const kind of [...mended, ...clean]) {
    model.requests.length = 0
    model.faults = [{ kind } as ModelFault]
    const [translated] = await translate(hub, `${TEXT} (${kind.replace('-', ' ')})`)
    expect(translated, kind).toMatchObject({ state: 'translated', engine: 'openai', model: 'gpt-4.1-mini' })
    const { text } = translated as Extract<Translation, { state: 'translated' }>
    expect(text, kind).toMatch(/\*\*ivirywuni|\*\*\S+\*\*/)
    for (const kept of ['<@12>', 'https://x.y/z', '5']) expect(text.split(kept), kind).toHaveLength(2)
    expect(model.requests, kind).toHaveLength(clean.includes(kind) ? 1 : 2)
  }
  // Twice the same fault: the original stays.
  model.faults = [{ kind: 'lost-marks' }, { kind: 'lost-marks' }]
  expect(await translate(hub, `${TEXT} Again.`)).toEqual([
    { state: 'untranslated', from: 'en', reason: 'failed-check', retryable: true },
  ])
  // A ping that the text did not have is no translation.
  model.faults = [{ kind: 'new-ping' }, { kind: 'new-ping' }]
  expect(await translate(hub, 'Hello to all of the people in here')).toMatchObject([{ reason: 'failed-check' }])
  // Servers that know few parameters are found out once.
  model.unknown = ['response_format', 'stream_options', 'max_completion_tokens']
  expect(await translate(hub, 'A server of few words')).toMatchObject([{ state: 'translated' }])

  const { calls } = await ledgerOf(hub)
  expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(['ok', 'refused', 'cut', 'invalid']))
  expect(calls[0]).toMatchObject({
    purpose: 'message',
    host: model.host,
    inputTokens: 1000,
    outputTokens: 500,
    texts: 1,
  })
})

test('a model that hangs, stalls, is limited or broken is tried once more at most, then left alone for a while', async () => {
  await using model = await startOpenAiStandin()
  await using hub = await startWithModel(model)
  await configure(hub, {})
  model.faults = [{ kind: 'status', status: 429, retryAfter: 0 }]
  expect(await translate(hub, 'Limited, then fine again')).toMatchObject([{ state: 'translated' }])
  model.faults = [{ kind: 'status', status: 429, code: 'insufficient_quota' }]
  model.requests.length = 0
  const down = { state: 'untranslated', reason: 'engine-down', retryable: true }
  expect(await translate(hub, 'The quota is used up by now')).toMatchObject([down])
  expect(model.requests).toHaveLength(1)
  for (const kind of ['hang', 'stall'] as const) {
    model.faults = [{ kind }]
    expect(await translate(hub, `It does ${kind} for ever and ever`)).toMatchObject([down])
  }
  model.faults = [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 502 },
  ]
  expect(await translate(hub, 'Broken twice in a row')).toMatchObject([down])
  model.requests.length = 0
  const started = performance.now()
  expect(await translate(hub, 'Nobody waits for it any more')).toMatchObject([down])
  expect(model.requests).toHaveLength(0)
  expect(performance.now() - started).toBeLessThan(300)
})

test('a hub that stops does not wait for a model that hangs', async () => {
  await using model = await startOpenAiStandin()
  const hub = await startWithModel(model, { MODEL_IDLE_SECONDS: '600' })
  await configure(hub, {})
  model.faults = [{ kind: 'hang' }]
  const asked = translate(hub, 'Nobody will ever answer this').catch((error: unknown) => error)
  await vi.waitFor(() => expect(model.requests).toHaveLength(1))
  await hub[Symbol.asyncDispose]()
  expect(await asked).toBeInstanceOf(Error)
})

test('each text is translated once for each language, several are asked for together, and nothing private goes out', async () => {
  await using model = await startOpenAiStandin()
  await using hub = await startWithModel(model)
  await configure(hub, { languages: ['en', 'de'] })
  const private_ = 'Mail ada@example.com about card 4111 1111 1111 1111 and https://x.y/?token=s3cret please'
  const texts = ['The first message of them', private_, 'The third message of them', 'lgtm 👍']
  const [first, masked, , none] = await translate(hub, texts)
  expect(first).toMatchObject({ state: 'translated', from: 'en', to: 'de' })
  expect(masked).toMatchObject({ text: expect.stringContaining('ada@example.com') as string })
  expect(none).toMatchObject({ state: 'untranslated' })
  expect(model.requests).toHaveLength(1)
  expect(model.requests[0]?.body).not.toMatch(/ada@|4111|s3cret/)
  expect(model.requests[0]?.items.length).toBeGreaterThanOrEqual(3)
  await Promise.all([translate(hub, texts), translate(hub, texts), translate(hub, texts)])
  expect(model.requests).toHaveLength(1)
  expect(await translate(hub, 'Guten Morgen, ihr lieben Leute', { from: 'de' })).toEqual([
    { state: 'same', from: 'de' },
  ])
})

test('local only keeps texts of a community or room on this machine; a key is kept sealed and goes only where it was given for', async () => {
  await using model = await startOpenAiStandin()
  await using other = await startOpenAiStandin()
  // By a name that is not this machine's own: the texts would leave it.
  const away = other.url.replace('127.0.0.1', 'model.test')
  await using hub = await startHub({ env: { MODEL_ALLOW_HOSTS: other.host, APERTIUM_MODES: '/nowhere' } })
  const own = { baseUrl: away, model: 'own', inputPrice: 1, outputPrice: 1 }
  await configure(hub, { model: own, localOnly: true }, 'community-key')
  expect(await translate(hub, 'This never leaves the house')).toMatchObject([{ reason: 'no-engine', retryable: false }])

  await configure(hub, { model: own, localOnly: false })
  const { id: roomId } = await hub.owner.api.call(roomEndpoints.create, {
    params: { communityId: hub.communityId },
    body: { name: 'Secrets' },
  })
  await hub.owner.api.call(translationEndpoints.configureRoom, {
    params: { communityId: hub.communityId, roomId },
    body: { localOnly: true },
  })
  expect(await translate(hub, 'Not from this room', { roomId })).toMatchObject([{ reason: 'no-engine' }])

  await configure(hub, { model: { ...own, baseUrl: other.url } }, 'community-key')
  expect(await translate(hub, 'Now it is on this machine')).toMatchObject([{ state: 'translated', model: 'own' }])
  expect(other.requests[0]?.authorization).toBe('Bearer community-key')
  const row = await hub.hub.queries
    .selectFrom('translation_settings')
    .selectAll()
    .where('room_id', '=', '')
    .executeTakeFirstOrThrow()
  expect(JSON.stringify(row)).not.toContain('community-key')
  const status = await hub.owner.api.call(translationEndpoints.status, { params: { communityId: hub.communityId } })
  expect(status).toMatchObject({ hasKey: true, anyPairBy: 'own', localRooms: [roomId] })
  expect(JSON.stringify(status)).not.toContain('community-key')

  // Another address: the key of the first one does not go there. And this one is inside the operator's network.
  await configure(hub, { model: { ...own, baseUrl: model.url } })
  expect(await translate(hub, 'A private address that nobody allowed')).toMatchObject([{ reason: 'engine-down' }])
  expect(model.requests).toHaveLength(0)
  const reader = await hub.createMember()
  await expect(
    reader.api.call(translationEndpoints.configure, {
      params: { communityId: hub.communityId },
      body: { settings: ONLY_MODEL },
    }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})

test('a budget is never gone beyond, also by calls at the same time, and admins are told', async () => {
  await using model = await startOpenAiStandin()
  await using hub = await startHub({ env: { MODEL_ALLOW_HOSTS: model.host, MODEL_IDLE_SECONDS: '2' } })
  // 1500 tokens at 1000 dollars a million: 1.5 dollars a call.
  const price = {
    baseUrl: model.url.replace('127.0.0.1', '127.0.0.1'),
    model: 'dear',
    inputPrice: 1000,
    outputPrice: 1000,
  }
  await configure(hub, { model: price, budget: { dayUsd: 0, monthUsd: null, softShare: 0.5 } })
  // On this machine it is free, whatever was said.
  expect(await translate(hub, 'Free of charge on this machine')).toMatchObject([{ state: 'translated' }])
  await using dear = await startHub({
    env: {
      OPENAI_BASE_URL: model.url.replace('127.0.0.1', 'localhost.localdomain'),
      OPENAI_INPUT_PRICE: '1',
      APERTIUM_MODES: '/nowhere',
    },
  })
  await configure(dear, { budget: { dayUsd: 0.000001, monthUsd: 50, softShare: 0.5 } })
  const spent = { state: 'untranslated', reason: 'budget-spent', retryable: true }
  expect(await translate(dear, 'There is no money left')).toMatchObject([spent])
  await vi.waitFor(
    async () => {
      const rows = await dear.hub.queries.selectFrom('notifications').selectAll().execute()
      expect(JSON.stringify(rows)).toContain('is spent')
    },
    { timeout: 10_000 },
  )
})

test('a glossary, by hand, CSV or TBX, and approved corrections win over every engine', async () => {
  await using model = await startOpenAiStandin()
  await using hub = await startWithModel(model)
  await configure(hub, {})
  const params = { communityId: hub.communityId }
  const imported = await hub.owner.api.call(translationEndpoints.importTerms, {
    params,
    body: {
      format: 'csv',
      content:
        'language;term;note;de;ja\nen;sprint board;;Sprint-Tafel;スプリントボード\nen;Core ML;a name;;\nxx1;bad;;;\n',
    },
  })
  expect(imported).toMatchObject({ imported: 2, refused: [{ line: 4 }] })
  const [translated] = await translate(hub, 'Please look at the **Sprint Board** of Core ML today')
  expect(translated).toMatchObject({ text: expect.stringMatching(/\*\*Sprint-Tafel\*\*.*Core ML/) as string })

  const tbx = await hub.owner.api.call(translationEndpoints.exportTerms, { params, query: { format: 'tbx' } })
  expect(tbx.content).toContain('<term>スプリントボード</term>')
  const before = await hub.owner.api.call(translationEndpoints.terms, { params })
  for (const { id } of before.terms)
    await hub.owner.api.call(translationEndpoints.removeTerm, { params: { ...params, termId: id } })
  await hub.owner.api.call(translationEndpoints.importTerms, { params, body: { format: 'tbx', content: tbx.content } })
  const after = await hub.owner.api.call(translationEndpoints.terms, { params })
  expect(after.terms.map(({ term, translations }) => ({ term, translations }))).toEqual(
    before.terms.map(({ term, translations }) => ({ term, translations })),
  )

  const reader = await hub.createMember()
  const source = 'See https://x.y for the plan of today'
  const fix = { from: 'en', to: 'de', source, machine: '…', markup: 'discord' as const }
  await expect(
    reader.api.call(translationEndpoints.correct, { params, body: { ...fix, text: 'Der Plan von heute' } }),
  ).rejects.toMatchObject({ code: 'invalid_input' })
  const text = 'Der heutige Plan steht auf https://x.y'
  const { id, state } = await reader.api.call(translationEndpoints.correct, { params, body: { ...fix, text } })
  expect(state).toBe('waiting')
  expect(await translate(hub, source)).not.toMatchObject([{ text }])
  await hub.owner.api.call(translationEndpoints.decide, {
    params: { ...params, correctionId: id },
    body: { approve: true },
  })
  expect(await translate(hub, source)).toMatchObject([{ state: 'translated', text, engine: 'memory' }])
})

describeApertium('with Apertium as Debian has it', () => {
  test('English, Spanish and Catalan are translated on this machine, and pairs without a package by way of a third', async () => {
    await using hub = await startHub()
    const status = await hub.owner.api.call(translationEndpoints.status, { params: { communityId: hub.communityId } })
    const pairs = status.pairs.map(({ from, to }) => `${from}-${to}`)
    expect(pairs).toEqual(expect.arrayContaining(['en-es', 'es-en', 'es-ca', 'ca-es', 'en-ca', 'ca-en']))
    const [spanish] = await translate(hub, 'The **house** of <@12> is very big.', { to: 'es' })
    expect(spanish).toMatchObject({
      text: expect.stringMatching(/^La \*\*casa\*\* de <@12> es muy grande\.$/) as string,
      engine: 'apertium',
    })
    const [catalan] = await translate(hub, 'La casa es muy grande.', { from: 'es', to: 'ca' })
    expect(catalan).toMatchObject({ text: 'La casa és molt gran.' })
    expect(await translate(hub, 'The house is big.', { to: 'ca' })).toMatchObject([
      { text: expect.stringContaining('casa') as string },
    ])
    // A thing that it must not touch is a part of the sentence.
    const inSpanish = [
      '¿Quién puede revisar el `build` hoy?',
      'La casa de <@12> es muy grande :tada:',
      'El `repo` tiene una API.',
    ]
    expect(await translate(hub, inSpanish, { from: 'es', to: 'ca' })).toMatchObject([
      { text: 'Qui pot revisar el `build` avui?' },
      { text: 'La casa de <@12> és molt gran :tada:' },
      { text: 'El `repo` té una API.' },
    ])
    expect(await translate(hub, ['The answer is no.', 'We meet on March 4th, 2025.'], { to: 'es' })).toMatchObject([
      { text: 'La respuesta es no.' },
      { text: expect.stringContaining('4 de marzo de 2025') as string },
    ])
    expect(await translate(hub, 'Das Haus ist groß.', { from: 'de', to: 'ja' })).toMatchObject([
      { reason: 'no-engine' },
    ])
  })
})
