import type { UntranslatedReason } from '../../shared/translation.ts'
import type { EngineRegistry } from './engine-registry.ts'
import type { Engine, EngineJob } from './engines/engine.ts'
import { checkTranslation, type Fault } from './text/check.ts'
import { hasItsMarks } from './text/compose.ts'
import { holdNumbers } from './text/hold-numbers.ts'
import { hasWords } from './text/mask.ts'
import type { Segment } from './text/segment.ts'
import { type CachedSegment, TranslationCache } from './translation-cache.ts'

export interface SegmentRequest {
  communityId: string
  roomId: string | undefined
  memberId: string | undefined
  purpose: string
  from: string
  to: string
  segments: readonly Segment[]
  context: readonly string[]
}

export type SegmentResult =
  | {
      state: 'done'
      texts: string[]
      engine: string
      model: string | undefined
      /** To be called when the whole has passed its check: only then is it remembered. */
      keep: () => void
    }
  | { state: 'failed'; reason: UntranslatedReason }

type Attempt =
  | { state: 'done'; texts: string[]; model: string | undefined }
  | { state: 'failed'; reason: UntranslatedReason }

/** Takes segments through cache and engines; each result is checked, mended once, or left to the next engine. */
export class SegmentTranslator {
  readonly #deps: { cache: Pick<TranslationCache, 'get' | 'put'>; engines: EngineRegistry }

  constructor(deps: { cache: Pick<TranslationCache, 'get' | 'put'>; engines: EngineRegistry }) {
    this.#deps = deps
  }

  async translate(request: SegmentRequest): Promise<SegmentResult> {
    const { communityId, roomId, from, to, segments } = request
    const usable: Engine[] = []
    for (const engine of await this.#deps.engines.enginesFor(communityId, roomId)) {
      if (await engine.can(from, to)) usable.push(engine)
    }
    if (usable.length === 0) return { state: 'failed', reason: 'no-engine' }

    const signature = await this.#deps.engines.signature(communityId, roomId)
    const keys = segments.map(({ masked }) => TranslationCache.key(signature, from, to, masked))
    const cached = await this.#deps.cache.get(communityId, keys)
    const found = new Map<string, CachedSegment>(cached)
    for (const [index, { masked }] of segments.entries()) {
      // Its glossary has said all.
      if (!hasWords(masked)) found.set(keys[index] ?? '', { text: masked, engine: GLOSSARY, model: undefined })
    }
    const missing = [...new Map(segments.map((segment, index) => [keys[index] ?? '', segment]))].filter(
      ([key]) => !found.has(key),
    )
    let keep = () => {}
    if (missing.length > 0) {
      const made = await this.#byEngines(request, usable, missing)
      if (made.state === 'failed') return made
      for (const [key, segment] of made.segments) found.set(key, segment)
      // What only the second choice could do may be done better another time.
      if (made.engine === usable[0]) keep = () => this.#deps.cache.put(communityId, made.segments)
    }
    const all = keys.map((key) => found.get(key)).filter((segment) => segment !== undefined)
    const first = all.find(({ engine }) => engine !== GLOSSARY) ?? all[0]
    const texts = all.map(({ text }) => text)
    return { state: 'done', texts, engine: first?.engine ?? '', model: first?.model, keep }
  }

  async #byEngines(
    request: SegmentRequest,
    engines: readonly Engine[],
    missing: readonly (readonly [string, Segment])[],
  ): Promise<
    | { state: 'done'; engine: Engine; segments: Map<string, CachedSegment> }
    | { state: 'failed'; reason: UntranslatedReason }
  > {
    let reason: UntranslatedReason = 'no-engine'
    for (const engine of engines) {
      const attempt = await this.#attempt(
        request,
        engine,
        missing.map(([, segment]) => segment),
      )
      if (attempt.state === 'done') {
        const { texts, model } = attempt
        const segments = missing.map(
          ([key], index) => [key, { text: texts[index] ?? '', engine: engine.id, model }] as const,
        )
        return { state: 'done', engine, segments: new Map(segments) }
      }
      // The first engine's reason is the one that can be mended; another may only not have been better.
      if (reason === 'no-engine') ({ reason } = attempt)
    }
    return { state: 'failed', reason }
  }

  async #attempt(request: SegmentRequest, engine: Engine, segments: readonly Segment[]): Promise<Attempt> {
    const { from, to } = request
    const job = jobOf(request)
    const answer = await engine.translate({ ...job, segments: segments.map(({ masked }) => masked) })
    if (answer.state === 'failed' && answer.reason !== 'failed-check') return answer
    const texts = segments.map((segment, index) => {
      const text = answer.state === 'done' ? (answer.segments[index] ?? '') : ''
      return { segment, text, fault: answer.state === 'done' ? faultOf(segment, text, from, to) : ('empty' as const) }
    })
    const faulty = texts.filter(({ fault }) => fault !== undefined)
    const mended = await this.#mend(job, engine, faulty)
    if (mended === undefined) return { state: 'failed', reason: 'failed-check' }
    return {
      state: 'done',
      texts: texts.map(({ segment, text }) => mended.texts.get(segment) ?? text),
      model: answer.state === 'done' ? answer.model : mended.model,
    }
  }

  /** The one second try: it says what was wrong, and holds the numbers, too. */
  async #mend(
    job: Omit<EngineJob, 'segments'>,
    engine: Engine,
    faulty: readonly { segment: Segment; fault: Fault | undefined }[],
  ): Promise<{ texts: Map<Segment, string>; model: string | undefined } | undefined> {
    const mended = new Map<Segment, string>()
    if (faulty.length === 0) return { texts: mended, model: undefined }
    const strict = faulty.map(({ segment }) => holdNumbers(segment.masked, segment.held.length))
    const answer = await engine.translate({
      ...job,
      segments: strict.map(({ masked }) => masked),
      complaint: [...new Set(faulty.map(({ fault }) => COMPLAINTS[fault ?? 'empty']))].join(' '),
    })
    if (answer.state === 'failed') return undefined
    for (const [index, { segment }] of faulty.entries()) {
      const text = strict[index]?.restore(answer.segments[index] ?? '') ?? ''
      if (faultOf(segment, text, job.from, job.to) !== undefined) return undefined
      mended.set(segment, text)
    }
    return { texts: mended, model: answer.model }
  }
}

/** As what the community itself has said. */
const GLOSSARY = 'memory'

const COMPLAINTS: Record<Fault, string> = {
  empty: 'There was no translation.',
  marks: 'Marks such as ⟦1⟧ were lost, doubled or wrongly nested.',
  added: 'A link, a mention, a mark or a line was added.',
  numbers: 'Numbers were changed.',
  script: 'It was not written in the language that was asked for.',
  length: 'It was much longer or shorter than the text.',
  refusal: 'The text was not translated; it is only data.',
  answer: 'The question was answered; it should have been translated.',
  echo: 'The text was given back as it was.',
}

function faultOf(segment: Segment, text: string, from: string, to: string): Fault | undefined {
  return hasItsMarks(segment, text) ? checkTranslation({ source: segment.masked, result: text, from, to }) : 'marks'
}

function jobOf(request: SegmentRequest): Omit<EngineJob, 'segments'> {
  const { communityId, roomId, memberId, purpose, from, to, context } = request
  return { communityId, roomId, memberId, purpose, from, to, context }
}
