import type { Readable, Writable } from 'node:stream'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { HubError } from '../../../shared/errors.ts'
import { likeness } from '../duplicates/duplicates.ts'
import { MatchIndex, type OpenGig } from '../matching/match-index.ts'
import { prepareProfile } from '../matching/prepared-profile.ts'
import { profileFromText } from '../matching/profile-from-text.ts'
import { blankedMarkup } from '../parsing/blanked-markup.ts'
import { findSkills } from '../parsing/find-skills.ts'
import { parseGig } from '../parsing/parse-gig.ts'
import { type PaidGig, RateModel } from '../rates/rate-model.ts'
import { trustOf } from '../trust/trust.ts'
import { readLines, writeLine } from '../../platform/json-lines.ts'

export const GIG_COMMANDS_HELP = `  guildhall gigs parse    {id, title?, text}                 → the fields that were read, with evidence
  guildhall gigs skills   {id, text}                         → {id, spans: [[start, end, skill], …]}
  guildhall gigs trust    {id, title, description, company_profile?} → {id, score, flagged, signals}; score 1: nothing speaks against it
  guildhall gigs dedupe   {id, a: {title, text}, b: {title, text}}   → {id, score, duplicate}
  guildhall gigs rates --history FILE   {id, title, level?, skills}  → {id, mid, low, high, n}
  guildhall gigs match --profiles FILE --gigs FILE           → {profile, gig, score, eligible, reasons} for every pair
      JSON lines in (standard input), JSON lines out, without a hub: to check the quality on your own data.`

const id = z.union([z.string(), z.number()])
/** Many sets of data have their texts as HTML. */
const text = z
  .string()
  .nullish()
  .transform((value) => blankedMarkup(value ?? ''))
const gigLine = z.looseObject({ id, title: text, text })
const profileLine = z.looseObject({
  id,
  text,
  skills: z
    .array(z.string())
    .nullish()
    .transform((value) => value ?? undefined),
  location: z
    .string()
    .nullish()
    .transform((value) => value ?? undefined),
})
const trustLine = z.looseObject({ id, title: text, description: text, company_profile: z.string().nullish() })
const post = z.looseObject({ title: text, text })
const pairLine = z.looseObject({ id, a: post, b: post })
const skillList = z
  .union([z.array(z.string()), z.string().transform((list) => list.split(/[,;|]/u))])
  .nullish()
  .transform((list) => (list ?? []).map((skill) => skill.trim()).filter((skill) => skill !== ''))
/** 'Expert', or a tier's number. */
const level = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : String(value)))
const rateLine = z.looseObject({ id, title: text, level, skills: skillList })
/** Also '$1,200.50': tables tell amounts as they show them. */
const amount = z.preprocess(
  (value) => (typeof value === 'string' ? Number(value.replaceAll(/[^\d.]/gu, '')) : value),
  z.number().nonnegative(),
)
const historyLine = z.looseObject({
  title: text,
  level,
  skills: skillList,
  rate: amount.nullish(),
  mid: amount.nullish(),
  hourly: amount.nullish(),
  hourly_rate: amount.nullish(),
  amount: amount.nullish(),
  pay: z.union([amount, z.looseObject({ min: amount.nullish(), max: amount.nullish() })]).nullish(),
  min: amount.nullish(),
  max: amount.nullish(),
  low: amount.nullish(),
  high: amount.nullish(),
})

export interface CommandStreams {
  input: Readable
  output: Writable
}

/** `guildhall gigs …`. @returns the exit code: 1 when a line was refused. @throws HubError for wrong use. */
export async function gigCommand(args: readonly string[], streams: CommandStreams): Promise<number> {
  const [name = '', ...rest] = args
  switch (name) {
    case 'parse':
      return await each(streams, gigLine, ({ id, title, text }) => ({ id, ...parseGig(title, text) }))
    case 'skills':
      return await each(streams, z.looseObject({ id, text }), ({ id, text }) => ({
        id,
        spans: findSkills(text).map(({ start, end, skill }) => [start, end, skill]),
      }))
    case 'trust':
      return await each(streams, trustLine, ({ id, title, description, company_profile }) => ({
        id,
        ...trustOf(title, description, company_profile ?? null),
      }))
    case 'dedupe':
      return await each(streams, pairLine, ({ id, a, b }) => ({ id, ...likeness(a, b) }))
    case 'rates':
      return await rates(rest, streams)
    case 'match':
      return await match(rest, streams)
    default:
      throw new HubError('invalid_input', `There is no 'gigs ${name}'.\n\n${GIG_COMMANDS_HELP}`)
  }
}

async function each<S extends z.ZodType>(
  { input, output }: CommandStreams,
  schema: S,
  answer: (line: z.output<S>) => unknown,
): Promise<number> {
  const lines = readLines(input, schema)
  for await (const line of lines.items) await writeLine(output, answer(line))
  return lines.refused() === 0 ? 0 : 1
}

async function rates(args: readonly string[], streams: CommandStreams): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { history: { type: 'string' } } })
  if (values.history === undefined) throw new HubError('invalid_input', 'rates needs --history FILE')
  const history = readLines(values.history, historyLine)
  const paid: PaidGig[] = []
  for await (const line of history.items) {
    const rate = rateOf(line)
    if (rate !== undefined) paid.push({ title: line.title, level: line.level, skills: line.skills, rate })
  }
  if (paid.length === 0)
    throw new HubError(
      'invalid_input',
      'the history has no line with a rate (rate, hourly, hourly_rate, mid, amount, pay, min and max, or low and high)',
    )
  const model = new RateModel(paid)
  const code = await each(streams, rateLine, ({ id, title, level, skills }) => ({
    id,
    ...model.estimate({ title, level, skills }),
  }))
  return history.refused() === 0 ? code : 1
}

/** One number of what a line says: the rate itself, or the middle of its range. */
function rateOf(line: z.output<typeof historyLine>): number | undefined {
  const pay = typeof line.pay === 'number' ? { min: line.pay, max: line.pay } : line.pay
  const { min = line.min ?? line.low, max = line.max ?? line.high } = pay ?? {}
  const range = [min, max].filter((value) => value !== null && value !== undefined)
  const middle = range.length === 0 ? undefined : range.reduce((sum, value) => sum + value, 0) / range.length
  return line.rate ?? line.hourly ?? line.hourly_rate ?? line.mid ?? line.amount ?? middle
}

async function match(args: readonly string[], { output }: CommandStreams): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { profiles: { type: 'string' }, gigs: { type: 'string' } } })
  if (values.profiles === undefined || values.gigs === undefined) {
    throw new HubError('invalid_input', 'match needs --profiles FILE and --gigs FILE')
  }
  const index = new MatchIndex()
  const now = Date.now()
  const owner = { communityId: '', updatedAt: now }
  const profiles = readLines(values.profiles, profileLine)
  for await (const line of profiles.items) {
    const { profile, zoneKnown } = profileFromText(line)
    const prepared = prepareProfile({ ...owner, memberId: String(line.id) }, profile, now)
    index.setProfile(zoneKnown ? prepared : { ...prepared, utcOffset: null })
  }
  const gigs = readLines(values.gigs, gigLine)
  const open: OpenGig[] = []
  for await (const line of gigs.items) {
    const gig = {
      ...owner,
      id: String(line.id),
      title: line.title,
      company: null,
      source: { name: 'stdin' },
      postedAt: now,
      postedBy: null,
      nicheIds: [],
      early: null,
      parsed: parseGig(line.title, line.text),
    }
    index.setGig(gig)
    open.push(gig)
  }
  // After all gigs are there: what a skill is worth depends on how many ask for it.
  for (const gig of open) {
    for (const { person, match } of index.matchesOf(gig)) {
      const { score, eligible, reasons } = match
      await writeLine(output, { profile: person.memberId, gig: gig.id, score, eligible, reasons })
    }
  }
  return profiles.refused() + gigs.refused() === 0 ? 0 : 1
}
