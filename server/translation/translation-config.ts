import { z } from 'zod'

/** What the operator has set for all communities. */
export interface TranslationConfig {
  model:
    | { baseUrl: string; model: string; apiKey: string | undefined; inputPrice: number; outputPrice: number }
    | undefined
  /** host:port of models inside the operator's own network. */
  modelAllowHosts: readonly string[]
  modelIdleMs: number
  apertiumModes: string
  /** Undefined: none. */
  bergamotModels: string | undefined
}

export const translationEnv = {
  OPENAI_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description:
        'Translates with a model behind an API as OpenAI has it (theirs, Ollama, vLLM …), e.g. http://localhost:11434/v1; absent: only engines of this machine, or what a community sets itself.',
    }),
  OPENAI_API_KEY: z.string().optional().meta({ description: 'See OPENAI_BASE_URL; many local servers need none.' }),
  OPENAI_MODEL: z.string().default('gpt-4.1-mini').meta({ description: 'See OPENAI_BASE_URL.' }),
  OPENAI_INPUT_PRICE: z.coerce
    .number()
    .min(0)
    .default(0.4)
    .meta({ description: 'US dollars for a million tokens that go in, for budgets and the ledger.' }),
  OPENAI_OUTPUT_PRICE: z.coerce
    .number()
    .min(0)
    .default(1.6)
    .meta({ description: 'US dollars for a million tokens that come out.' }),
  MODEL_ALLOW_HOSTS: z.string().default('').meta({
    description:
      'Comma-separated host:port of models inside your own network that communities may name; all other private addresses are refused.',
  }),
  MODEL_IDLE_SECONDS: z.coerce
    .number()
    .min(0.05)
    .max(600)
    .default(20)
    .meta({ description: 'A model that says nothing for so long is given up.' }),
  APERTIUM_MODES: z
    .string()
    .default('/usr/share/apertium/modes')
    .meta({ description: 'Folder of the installed language pairs of Apertium.' }),
  BERGAMOT_MODELS: z.string().min(1).optional().meta({
    description:
      'Folder of models of Bergamot, as Firefox and translateLocally have them: each pair in a folder below, e.g. ende/.',
  }),
}

type TranslationEnv = z.infer<z.ZodObject<typeof translationEnv>>

export function translationConfig(env: TranslationEnv): TranslationConfig {
  const { OPENAI_BASE_URL: baseUrl } = env
  return {
    model:
      baseUrl === undefined
        ? undefined
        : {
            baseUrl,
            model: env.OPENAI_MODEL,
            apiKey: env.OPENAI_API_KEY,
            inputPrice: env.OPENAI_INPUT_PRICE,
            outputPrice: env.OPENAI_OUTPUT_PRICE,
          },
    modelAllowHosts: env.MODEL_ALLOW_HOSTS.split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    modelIdleMs: env.MODEL_IDLE_SECONDS * 1000,
    apertiumModes: env.APERTIUM_MODES,
    bergamotModels: env.BERGAMOT_MODELS,
  }
}
