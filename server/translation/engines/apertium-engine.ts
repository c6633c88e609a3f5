import { primaryLanguage } from '../../../shared/translation.ts'
import { withDatesInOrder, withPlease } from './apertium-english.ts'
import { type ApertiumMode, findModes } from './apertium-modes.ts'
import { type ApertiumProcess, apertiumProcess } from './apertium-process.ts'
import { withOpeningMarks } from './apertium-stream.ts'
import type { KeptAlive } from './kept-alive.ts'
import { inPieces, inRuns } from './pieces.ts'
import type { Engine, EngineAnswer, EngineJob, EnginePair } from './engine.ts'

/** Of programs that are kept alive; the one that was not used for longest is ended for another. */
const MAX_ALIVE = 6

/** Apertium as Debian has it: rules, no network, some twenty pairs. Pairs that have no package go by a third language. */
export class ApertiumEngine implements Engine {
  readonly id = 'apertium'
  readonly leavesMachine = false
  readonly #folder: string
  readonly #alive = new Map<string, KeptAlive<string, ApertiumProcess>>()
  #modes: Promise<ApertiumMode[]> | undefined

  constructor(folder: string) {
    this.#folder = folder
  }

  async can(from: string, to: string): Promise<boolean> {
    return (await this.#way(from, to)) !== undefined
  }

  async pairs(): Promise<EnginePair[]> {
    const modes = await this.#installed()
    const languages = [...new Set(modes.flatMap(({ from, to }) => [from, to]))].toSorted()
    const pairs: EnginePair[] = []
    for (const from of languages) {
      for (const to of languages) if (from !== to && (await this.can(from, to))) pairs.push({ from, to })
    }
    return pairs
  }

  async translate({ from, to, segments, complaint }: EngineJob): Promise<EngineAnswer> {
    const way = await this.#way(from, to)
    if (way === undefined) return { state: 'failed', reason: 'engine-down' }
    const opens = primaryLanguage(to) === 'es'
    const isEnglish = primaryLanguage(from) === 'en'
    const translate = async (text: string) => {
      const translated = await this.#along(way, isEnglish ? withDatesInOrder(text) : text)
      if (translated === undefined) return undefined
      const polite = isEnglish ? withPlease(translated, text, primaryLanguage(to)) : translated
      return opens ? withOpeningMarks(polite) : polite
    }
    // Its marks keep their place, but not their words: what stands inside a style is translated on its own.
    const whole = complaint === undefined ? inPieces : inRuns
    const results = await Promise.all(segments.map((segment) => whole(segment, translate)))
    const translated = results.filter((result) => result !== undefined)
    if (translated.length < segments.length) return { state: 'failed', reason: 'engine-down' }
    return { state: 'done', segments: translated }
  }

  /** Ids of the process groups that are alive, to be measured. */
  processGroups(): number[] {
    return [...this.#alive.values()].flatMap(({ running }) => running?.pid ?? [])
  }

  close(): void {
    for (const alive of this.#alive.values()) alive.close()
    this.#alive.clear()
  }

  async #along(way: readonly ApertiumMode[], segment: string): Promise<string | undefined> {
    let text: string | undefined = segment
    for (const mode of way) if (text !== undefined) text = await this.#process(mode).ask(text)
    return text
  }

  async #way(from: string, to: string): Promise<ApertiumMode[] | undefined> {
    const modes = await this.#installed()
    const [a, b] = [primaryLanguage(from), primaryLanguage(to)]
    const direct = modes.find((mode) => mode.from === a && mode.to === b)
    if (direct !== undefined) return [direct]
    for (const first of modes.filter((mode) => mode.from === a)) {
      const second = modes.find((mode) => mode.from === first.to && mode.to === b)
      if (second !== undefined) return [first, second]
    }
    return undefined
  }

  #installed(): Promise<ApertiumMode[]> {
    this.#modes ??= findModes(this.#folder)
    return this.#modes
  }

  #process({ from, to, pipeline }: ApertiumMode): KeptAlive<string, ApertiumProcess> {
    const key = `${from}-${to}`
    const alive = this.#alive.get(key) ?? apertiumProcess(pipeline)
    // Used last stands last.
    this.#alive.delete(key)
    this.#alive.set(key, alive)
    const [oldest] = this.#alive.entries()
    if (this.#alive.size > MAX_ALIVE && oldest !== undefined) {
      oldest[1].close()
      this.#alive.delete(oldest[0])
    }
    return alive
  }
}
