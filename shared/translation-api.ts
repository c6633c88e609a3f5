import { z } from 'zod'
import { communityParams, endpoint, epochMs, id } from './endpoint.ts'
import { modelBudget } from './models.ts'
import { languageCode, languagePair, markup, translation } from './translation.ts'

export const ENGINE_IDS = ['openai', 'bergamot', 'apertium'] as const
export const engineId = z.enum(ENGINE_IDS)
export type EngineId = z.infer<typeof engineId>

/** Longest text that is translated at once. */
export const MAX_TEXT = 20_000
/** Most texts of one request, and most letters of all of them. */
export const MAX_TEXTS = 60
const MAX_LETTERS = 200_000

const price = z.number().min(0).max(10_000)

export const modelSettings = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).max(500),
  model: z.string().trim().min(1).max(200),
  /** US dollars for a million tokens. */
  inputPrice: price,
  outputPrice: price,
})

export const translationSettings = z.object({
  /** In the order of trial; an engine that is not named is not used. */
  engines: z.array(engineId).max(ENGINE_IDS.length),
  /** No text leaves this machine, whatever the engines are. */
  localOnly: z.boolean(),
  /** Null: what the operator has configured. */
  model: modelSettings.nullable(),
  budget: modelBudget,
  /** What is spoken here: it helps to tell the languages of short texts. */
  languages: z.array(languageCode).max(12),
  /** How long translations stay, to be used again. */
  keepTranslationsDays: z.number().int().min(0).max(3650),
  keepLedgerDays: z.number().int().min(1).max(3650),
  /** How long messages stay in rooms; null: until somebody deletes them. A thread stays as long as its last answer. */
  keepMessagesDays: z.number().int().min(1).max(3650).nullable().default(null),
})
export type TranslationSettings = z.infer<typeof translationSettings>

export const DEFAULT_SETTINGS: TranslationSettings = {
  engines: [...ENGINE_IDS],
  localOnly: false,
  model: null,
  budget: { dayUsd: 5, monthUsd: 50, softShare: 0.8 },
  languages: [],
  keepTranslationsDays: 90,
  keepLedgerDays: 365,
  keepMessagesDays: null,
}

/** One entry of a glossary. */
export const glossaryTerm = z.object({
  id,
  /** Null: everywhere in the community. */
  roomId: id.nullable(),
  language: languageCode,
  term: z.string(),
  /** By language; a language that is not there keeps the term as it is. */
  translations: z.record(languageCode, z.string()),
  note: z.string(),
})
export type GlossaryTerm = z.infer<typeof glossaryTerm>

const words = z.string().trim().min(1).max(200)
export const newGlossaryTerm = z.object({
  roomId: id.nullable().default(null),
  language: languageCode,
  term: words,
  translations: z.record(languageCode, words).default({}),
  note: z.string().trim().max(500).default(''),
})
export type NewGlossaryTerm = z.infer<typeof newGlossaryTerm>

/** What a member would rather have read; used once an admin has approved it. */
export const correction = z.object({
  id,
  roomId: id.nullable(),
  from: languageCode,
  to: languageCode,
  source: z.string(),
  machine: z.string(),
  text: z.string(),
  markup,
  authorName: z.string(),
  state: z.enum(['waiting', 'approved', 'declined']),
  createdAt: epochMs,
})
export type Correction = z.infer<typeof correction>

/** A folder of a Bergamot model that is of no use, and why. */
const modelFault = z.object({
  name: z.string(),
  reason: z.enum(['no-model', 'no-vocabulary', 'no-languages', 'damaged', 'unreadable']),
})
export type ModelFault = z.infer<typeof modelFault>

const engineState = z.object({
  id: engineId,
  state: z.enum(['ready', 'off', 'not-installed', 'not-configured']),
  /** Host and model, or how many pairs. */
  detail: z.string(),
  faults: z.array(modelFault),
})
export type EngineState = z.infer<typeof engineState>

export const translationStatus = z.object({
  settings: translationSettings,
  /** Whether a key of its own is kept; the key itself is never answered. */
  hasKey: z.boolean(),
  engines: z.array(engineState),
  /** Null: any that the model knows. */
  pairs: z.array(languagePair),
  anyPairBy: z.string().nullable(),
  /** Rooms that keep every text on this machine. */
  localRooms: z.array(id),
})
export type TranslationStatus = z.infer<typeof translationStatus>

export const MAX_NAMES = 50
const text = z.string().max(MAX_TEXT)
const glossaryFormat = z.enum(['csv', 'tbx'])
const tag = 'translation'
const inCommunity = '/api/communities/:communityId/translation' as const

export const translationEndpoints = {
  translate: endpoint({
    method: 'post',
    path: `${inCommunity}/texts`,
    summary: 'Texts in another language; each answer says where it is from, or why there is none',
    tag,
    access: 'community:read',
    params: communityParams,
    body: z.object({
      to: languageCode,
      purpose: z.enum(['message', 'document', 'comment', 'gig', 'announcement', 'card']),
      roomId: id.optional(),
      /** What the texts are in where one alone does not tell; absent: what they are in together. */
      hint: languageCode.optional(),
      /** Of companies, products, skills: they stay as they are. */
      names: z.array(z.string().trim().min(1).max(100)).max(MAX_NAMES).optional(),
      texts: z
        .array(z.object({ text, markup: markup.default('markdown'), from: languageCode.optional() }))
        .min(1)
        .max(MAX_TEXTS)
        .refine(
          (texts) => texts.reduce((sum, { text }) => sum + text.length, 0) <= MAX_LETTERS,
          'are too long together',
        ),
    }),
    answer: z.object({ translations: z.array(translation) }),
    status: 200,
  }),
  status: endpoint({
    method: 'get',
    path: inCommunity,
    summary: 'Engines, settings, and the pairs of languages that work now',
    tag,
    access: 'community:read',
    params: communityParams,
    answer: translationStatus,
  }),
  configure: endpoint({
    method: 'put',
    path: inCommunity,
    summary: 'Choose engines, model, budget and what may leave the machine (admins)',
    tag,
    access: 'community:admin',
    params: communityParams,
    body: z.object({
      settings: translationSettings,
      /** Absent: as it is. Null: none. */
      apiKey: z.string().trim().min(1).max(500).nullable().optional(),
    }),
    answer: translationStatus,
  }),
  configureRoom: endpoint({
    method: 'put',
    path: `${inCommunity}/rooms/:roomId`,
    summary: 'Keep every text of a room on this machine, or no longer (admins who manage the room)',
    tag,
    access: 'community:admin',
    params: z.object({ communityId: id, roomId: id }),
    body: z.object({ localOnly: z.boolean() }),
    status: 204,
  }),
  terms: endpoint({
    method: 'get',
    path: `${inCommunity}/terms`,
    summary: 'The glossary of the community and of the rooms that I may enter',
    tag,
    access: 'community:read',
    params: communityParams,
    answer: z.object({ terms: z.array(glossaryTerm) }),
  }),
  addTerm: endpoint({
    method: 'post',
    path: `${inCommunity}/terms`,
    summary: 'Add a term to the glossary, or replace it (admins; in a room who manages it)',
    tag,
    access: 'rooms:write',
    params: communityParams,
    body: newGlossaryTerm,
    answer: glossaryTerm,
  }),
  removeTerm: endpoint({
    method: 'delete',
    path: `${inCommunity}/terms/:termId`,
    summary: 'Remove a term from the glossary (admins; in a room who manages it)',
    tag,
    access: 'rooms:write',
    params: z.object({ communityId: id, termId: id }),
  }),
  exportTerms: endpoint({
    method: 'get',
    path: `${inCommunity}/glossary`,
    summary: 'The glossary of the community, or of one room, as a CSV or TBX file',
    tag,
    access: 'community:read',
    params: communityParams,
    query: z.object({ format: glossaryFormat.default('csv'), roomId: id.optional() }),
    answer: z.object({ fileName: z.string(), content: z.string() }),
  }),
  importTerms: endpoint({
    method: 'post',
    path: `${inCommunity}/glossary`,
    summary: 'Take in a CSV or TBX file; terms that are there are replaced (admins; in a room who manages it)',
    tag,
    access: 'rooms:write',
    params: communityParams,
    body: z.object({ format: glossaryFormat, content: z.string().max(900_000), roomId: id.nullable().default(null) }),
    answer: z.object({
      imported: z.number().int(),
      refused: z.array(z.object({ line: z.number(), message: z.string() })),
    }),
    status: 200,
  }),
  corrections: endpoint({
    method: 'get',
    path: `${inCommunity}/corrections`,
    summary: 'What members would rather read, here and in rooms that I may enter; newest first',
    tag,
    access: 'community:read',
    params: communityParams,
    query: z.object({
      state: correction.shape.state.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: z.object({ corrections: z.array(correction) }),
  }),
  correct: endpoint({
    method: 'post',
    path: `${inCommunity}/corrections`,
    summary:
      'Propose a better translation; an admin decides (in a private room its moderator), whose own counts at once',
    tag,
    access: 'community:read',
    params: communityParams,
    body: z.object({
      roomId: id.nullable().default(null),
      from: languageCode,
      to: languageCode,
      source: text.min(1),
      machine: text,
      text: text.trim().min(1),
      markup: markup.default('markdown'),
    }),
    answer: correction,
  }),
  decide: endpoint({
    method: 'post',
    path: `${inCommunity}/corrections/:correctionId/decision`,
    summary: 'Approve or decline a correction (admins; in a private room its moderators)',
    tag,
    access: 'rooms:write',
    params: z.object({ communityId: id, correctionId: id }),
    body: z.object({ approve: z.boolean() }),
    answer: correction,
    status: 200,
  }),
}
