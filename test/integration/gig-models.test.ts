import { expect, test, vi } from 'vitest'
import { gigModelEndpoints } from '../../shared/gig-models.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { type Gig, gigEndpoints } from '../../shared/gigs.ts'
import { fairnessEndpoints } from '../../shared/fairness.ts'
import { modelEndpoints } from '../../shared/models.ts'
import { DEFAULT_SETTINGS, translationEndpoints } from '../../shared/translation-api.ts'
import { saveProfile } from '../helpers/gig-world.ts'
import { startHub, type TestHub } from '../helpers/start-hub.ts'
import { type OpenAiStandin, startOpenAiStandin } from '../standins/openai/openai-standin.ts'

const start = (model: OpenAiStandin, now = () => Date.now()) =>
  startHub({ now, env: { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'tiny-reader', MODEL_IDLE_SECONDS: '2' } })

const params = (hub: TestHub) => ({ communityId: hub.communityId })
const refine = (hub: TestHub, on: boolean) =>
  hub.owner.api.call(gigModelEndpoints.configure, { params: params(hub), body: { refine: on } })
const get = async (hub: TestHub, gig: Gig) =>
  (await hub.owner.api.call(gigEndpoints.get, { params: { ...params(hub), gigId: gig.id } })).gig

async function post(hub: TestHub, text: string, corrections = {}): Promise<Gig> {
  const body = {
    title: 'Helping hand',
    company: '',
    text,
    url: null,
    closesAt: null,
    corrections,
    nicheIds: [],
    membersOnly: false,
  }
  return await hub.owner.api.call(gigPostEndpoints.post, { params: params(hub), body })
}

const TEXT =
  'Our grid forecasts live in a notebook. Somebody who breathes JAX turns them into a service, for sixty euros (60 EUR) each hour.'

const OTHER =
  'A museum wants its sound archive searchable by ear. You know JAX, and you like whales; for sixty euros (60 EUR) each hour.'

test('a model reads a post again; what it invents changes nothing, and a person has the last word', async () => {
  await using model = await startOpenAiStandin()
  await using hub = await start(model)
  model.readPost = () => ({
    roles: [{ value: 'machine learning engineer', quote: 'turns them into a service' }],
    seniority: { value: 'lead', quote: 'Somebody' },
    must: [
      { value: 'JAX', quote: 'JAX' },
      { value: 'Kubernetes', quote: 'a service' },
      { value: 'Rust', quote: 'five years of Rust' },
    ],
    nice: [],
    pay: { min: 60, max: 90, currency: 'EUR', period: 'hour', quote: 'sixty euros (60 EUR) each hour' },
    types: [{ value: 'contract', quote: 'for sixty euros (60 EUR) each hour' }],
    mode: { value: 'remote', quote: 'from wherever you are' },
    regions: [{ value: 'US', quote: 'Our grid' }],
    languages: [{ value: 'en', quote: 'Somebody' }],
  })
  const untouched = await post(hub, TEXT)
  expect(model.requests).toHaveLength(0)
  expect(await refine(hub, true)).toMatchObject({
    settings: { refine: true },
    model: expect.stringContaining('tiny-reader'),
  })
  await vi.waitFor(async () => expect((await get(hub, untouched)).refinedBy).toBe('tiny-reader'), { timeout: 20_000 })
  const gig = await get(hub, untouched)
  // Named in its quote, and the quote stands in the post: these hold. All else is as the rules have it.
  expect(gig.parsed).toMatchObject({ types: ['contract'], skills: { must: ['JAX'], nice: [] } })
  const { roles, seniority, pay, mode, regions, languages } = untouched.parsed
  expect(gig.parsed).toMatchObject({ roles, seniority, pay, mode, regions, languages })
  const place = gig.parsed.evidence.find(({ field }) => field === 'must-have skill')
  expect(gig.text.slice(place?.start, place?.end)).toBe('JAX')
  expect(
    (await hub.owner.api.call(modelEndpoints.ledger, { params: params(hub), query: { limit: 5 } })).calls,
  ).toMatchObject([{ purpose: 'gigs', model: 'tiny-reader', outcome: 'ok' }])

  const asked = model.requests.length
  const overrule = (use: boolean) =>
    hub.owner.api.call(gigModelEndpoints.overrule, { params: { ...params(hub), gigId: gig.id }, body: { use } })
  expect(await overrule(false)).toMatchObject({ refinedBy: null, parsed: { types: untouched.parsed.types } })
  // The same words are not asked for twice, by whatever way they come back.
  expect(await overrule(true)).toMatchObject({ refinedBy: null })
  await vi.waitFor(async () => expect((await get(hub, gig)).refinedBy).toBe('tiny-reader'), { timeout: 20_000 })
  expect(model.requests).toHaveLength(asked)

  // Who posts it knows better than rules and models.
  const own = await post(hub, OTHER, { skills: { must: ['Python'], nice: [] } })
  await vi.waitFor(async () => expect((await get(hub, own)).refinedBy).toBe('tiny-reader'), { timeout: 20_000 })
  expect((await get(hub, own)).parsed).toMatchObject({ skills: { must: ['Python'] }, types: ['contract'] })
  const stranger = await hub.createMember({ name: 'Stu' })
  const byStranger = stranger.api.call(gigModelEndpoints.overrule, {
    params: { ...params(hub), gigId: own.id },
    body: { use: false },
  })
  await expect(byStranger).rejects.toMatchObject({ code: 'forbidden' })
})

test('a local-only community sends no post to a model elsewhere', async () => {
  await using model = await startOpenAiStandin()
  await using hub = await start(model)
  await hub.owner.api.call(translationEndpoints.configure, {
    params: params(hub),
    body: {
      settings: {
        ...DEFAULT_SETTINGS,
        localOnly: true,
        model: { baseUrl: 'http://models.example:9/v1', model: 'far-away', inputPrice: 0, outputPrice: 0 },
      },
    },
  })
  expect(await refine(hub, true)).toMatchObject({ model: null, localOnly: true })
  const kept = await post(hub, TEXT)
  // Back at home it is read, which also shows that it was not given up on.
  await hub.owner.api.call(translationEndpoints.configure, {
    params: params(hub),
    body: { settings: { ...DEFAULT_SETTINGS, localOnly: true } },
  })
  model.readPost = () => ({ must: [{ value: 'JAX', quote: 'JAX' }] })
  await refine(hub, true)
  await vi.waitFor(async () => expect((await get(hub, kept)).refinedBy).toBe('tiny-reader'), { timeout: 20_000 })
  const { calls } = await hub.owner.api.call(modelEndpoints.ledger, { params: params(hub), query: { limit: 5 } })
  expect(calls.map((call) => call.model)).toEqual(['tiny-reader'])
})

test('nearness in meaning counts where it was switched on, by its name, in alerts as on the page, and never by what somebody wrote', async () => {
  await using model = await startOpenAiStandin()
  let later = 0
  await using hub = await start(model, () => Date.now() + later)
  model.meanings = ['JAX', 'Haskell', 'knitting']
  const member = await hub.createMember({ name: 'Orla Quint' })
  await saveProfile(hub, member, {
    headline: 'Born 1961',
    roles: [],
    skills: [{ name: 'JAX', level: 'expert', years: 5 }],
  })
  const sentences = [
    'Find whales in sound with JAX.',
    'Prove a compiler in Haskell.',
    'Move a shop to PHP.',
    'Draw maps with QGIS.',
  ]
  const posted: Gig[] = []
  for (const [at, sentence] of [
    ...sentences,
    'Keep a fleet of printers alive in Perl.',
    'Count birds with PyTorch.',
  ].entries()) {
    posted.push(await post(hub, `${sentence} It is the ${at}th of a kind, and needs ${at} weeks.`))
  }
  const look = async (gig: Gig | undefined) =>
    (await member.api.call(gigEndpoints.get, { params: { ...params(hub), gigId: gig?.id ?? '' } })).match
  const before = await look(posted[0])
  expect(before?.matcherVersion).toBe('rules-5')
  expect(model.embedded).toEqual([])
  // A server that is down leaves the rules as they are, and is asked again.
  model.faults = [{ kind: 'status', status: 500 }]
  const choose = (embeddingModel: string | null) =>
    hub.owner.api.call(gigModelEndpoints.configure, { params: params(hub), body: { refine: false, embeddingModel } })
  await choose('tiny-meaning')
  await vi.waitFor(() => expect(model.faults).toEqual([]), { timeout: 20_000 })
  expect(await look(posted[0])).toMatchObject({ score: before?.score, matcherVersion: 'rules-5' })
  await vi.waitFor(
    async () => {
      // The pause begins when the hub has read the answer, which may be after this.
      later += 60_000
      expect((await look(posted[0]))?.matcherVersion).toBe('rules-5+tiny-meaning')
    },
    { timeout: 20_000 },
  )
  const after = await look(posted[0])
  expect(after?.reasons.at(-1)).toMatchObject({ feature: 'meaning', kind: 'for', weight: 0.08 })
  expect(after?.reasons.at(-1)?.text).toContain('says tiny-meaning')
  // Who is told of a gig is not known before the model has been heard of it.
  const news = await post(
    hub,
    'Hear bats and draw what they see. You need JAX; Haskell is a plus. Ninety nights of it.',
  )
  const told = async () => (await member.api.call(fairnessEndpoints.scores, { params: params(hub), query: {} })).scores
  await vi.waitFor(async () => expect((await told()).map(({ gigId }) => gigId)).toContain(news.id), { timeout: 20_000 })
  const page = await look(news)
  expect((await told()).find(({ gigId }) => gigId === news.id)).toMatchObject({
    score: page?.score,
    reasons: page?.reasons,
    matcherVersion: 'rules-5+tiny-meaning',
  })
  // Of one that stays down, the news goes out by the rules.
  model.faults = Array.from({ length: 100 }, () => ({ kind: 'status', status: 500 }))
  const silent = await post(
    hub,
    'Count the waves of a harbour from its cameras. You need JAX; Rust is a plus. A summer of it.',
  )
  expect((await told()).map(({ gigId }) => gigId)).not.toContain(silent.id)
  await vi.waitFor(
    async () => {
      later += 60_000
      expect((await told()).find(({ gigId }) => gigId === silent.id)).toMatchObject({ matcherVersion: 'rules-5' })
    },
    { timeout: 30_000, interval: 1000 },
  )
  expect((await look(silent))?.matcherVersion).toBe('rules-5')
  model.faults = []
  expect(model.embedded.join()).not.toMatch(/Orla|1961|whales/)
  const asked = model.embedded.length
  await saveProfile(hub, member, {
    headline: 'Another line',
    roles: [],
    skills: [{ name: 'JAX', level: 'expert', years: 5 }],
  })
  expect(model.embedded).toHaveLength(asked)
  await choose(null)
  await vi.waitFor(
    async () => expect(await look(posted[0])).toMatchObject({ score: before?.score, matcherVersion: 'rules-5' }),
    { timeout: 20_000 },
  )
})
