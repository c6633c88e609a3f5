import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { compileFunction } from 'node:vm'
import { type BergamotModel, readUnpacked } from './bergamot-models.ts'

/** What the C++ side has given out, until it is deleted. */
interface Owned {
  delete(): void
}
interface List<T> extends Owned {
  push_back(item: T): void
}
interface Memory extends Owned {
  getByteArrayView(): Uint8Array
}
interface Answers extends Owned {
  get(index: number): { getTranslatedText(): string }
}
interface AnswerOptions {
  alignment: boolean
  html: boolean
  qualityScores: boolean
}
type Ask = List<string>
type Options = List<AnswerOptions>

/** What `bergamot-translator-worker.js` 0.4.9 exports, as far as it is used here. */
interface Exports {
  asm: Record<string, (...args: number[]) => number>
  AlignedMemory: new (bytes: number, alignment: number) => Memory
  AlignedMemoryList: new () => List<Memory>
  VectorString: new () => Ask
  VectorResponseOptions: new () => Options
  TranslationModel: new (
    config: string,
    model: Memory,
    shortlist: Memory,
    vocabularies: List<Memory>,
    quality: null,
  ) => Owned
  BlockingService: new (options: { cacheSize: number }) => {
    translate(model: Owned, texts: Ask, options: Options): Answers
    translateViaPivoting(first: Owned, second: Owned, texts: Ask, options: Options): Answers
  }
}

/** Firefox has its own of these; elsewhere those within the module serve. */
const PRODUCTS = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
}

/** As the package's own worker sets it. */
const CONFIG = {
  'beam-size': 1,
  normalize: 1,
  'word-penalty': 0,
  'cpu-threads': 0,
  'skip-cost': true,
  alignment: 'soft',
  quiet: true,
  'quiet-translation': true,
  'max-length-break': 128,
  'mini-batch-words': 1024,
  workspace: 128,
  'max-length-factor': 2,
}

/**
 * Bergamot itself, in WebAssembly. Blocks while it translates, and is of no use any more once it has thrown, so it
 * belongs in a thread of its own. The package's own worker cannot be started by Node as a module.
 */
export class BergamotRuntime {
  readonly #exports: Exports
  readonly #service: InstanceType<Exports['BlockingService']>
  readonly #models = new Map<string, Owned>()
  readonly #maxModels: number

  private constructor(exports: Exports, maxModels: number) {
    this.#exports = exports
    this.#service = new exports.BlockingService({ cacheSize: 0 })
    this.#maxModels = maxModels
  }

  /** @param hear - what it has to say before it ends. */
  static async start(maxModels: number, hear: (line: string) => void): Promise<BergamotRuntime> {
    const require = createRequire(import.meta.url)
    const glue = require.resolve('@browsermt/bergamot-translator/worker/bergamot-translator-worker.js')
    const wasm = await WebAssembly.compile(readFileSync(glue.replace(/js$/, 'wasm')))
    const exports = await new Promise<Exports>((resolve, reject) => {
      const module: Partial<Exports> & Record<string, unknown> = {
        print: hear,
        printErr: hear,
        onAbort: reject,
        onRuntimeInitialized: () => resolve(module as Exports),
        instantiateWasm(imports: WebAssembly.Imports, accept: (instance: WebAssembly.Instance) => void) {
          const instance = new WebAssembly.Instance(wasm, { ...imports, wasm_gemm: productsOf(module) })
          accept(instance)
          return instance.exports
        },
      }
      // A script for browsers: it looks for the one global that it is configured by.
      compileFunction(readFileSync(glue, 'utf8'), ['Module'])(module)
    })
    return new BergamotRuntime(exports, maxModels)
  }

  has({ name }: BergamotModel): boolean {
    return this.#models.has(name)
  }

  /** Lets go of the one that was not used for longest. @throws when the model is of no use. */
  async load(model: BergamotModel): Promise<void> {
    for (const [name, oldest] of this.#models) {
      if (this.#models.size < this.#maxModels) break
      oldest.delete()
      this.#models.delete(name)
    }
    const vocabularies = new this.#exports.AlignedMemoryList()
    for (const path of model.vocabularies) vocabularies.push_back(this.#memory(await readUnpacked(path), 64))
    const shortlist = model.shortlist === undefined ? new Uint8Array() : await readUnpacked(model.shortlist)
    const config = Object.entries({ ...CONFIG, 'gemm-precision': model.precision })
    const loaded = new this.#exports.TranslationModel(
      config.map(([key, value]) => `${key}: ${value}\n`).join(''),
      this.#memory(await readUnpacked(model.model), 256),
      this.#memory(shortlist, 64),
      vocabularies,
      null,
    )
    this.#models.set(model.name, loaded)
    // Its weights are only read now.
    this.translate([model], '.', false)
  }

  /** By way of a second model when there are two; all are loaded. */
  translate(models: readonly BergamotModel[], text: string, isHtml: boolean): string {
    const [first, second] = models.map((model) => this.#used(model))
    if (first === undefined) throw new Error('no model')
    const [texts, options] = [new this.#exports.VectorString(), new this.#exports.VectorResponseOptions()]
    texts.push_back(text)
    options.push_back({ alignment: false, html: isHtml, qualityScores: false })
    const answers =
      second === undefined
        ? this.#service.translate(first, texts, options)
        : this.#service.translateViaPivoting(first, second, texts, options)
    const translated = answers.get(0).getTranslatedText()
    for (const owned of [texts, options, answers]) owned.delete()
    return translated
  }

  /** Used last stands last. */
  #used({ name }: BergamotModel): Owned {
    const model = this.#models.get(name)
    if (model === undefined) throw new Error(`${name} is not loaded`)
    this.#models.delete(name)
    this.#models.set(name, model)
    return model
  }

  #memory(bytes: Uint8Array, alignment: number): Memory {
    const memory = new this.#exports.AlignedMemory(bytes.byteLength, alignment)
    memory.getByteArrayView().set(bytes)
    return memory
  }
}

function productsOf(module: Partial<Exports>): WebAssembly.Imports[string] {
  return Object.fromEntries(
    Object.entries(PRODUCTS).map(([name, own]) => [name, (...args: number[]) => module.asm?.[own]?.(...args)]),
  )
}
