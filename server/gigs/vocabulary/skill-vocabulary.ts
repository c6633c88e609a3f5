import curated from './curated-skills.json' with { type: 'json' }
import open from './open-skills.json' with { type: 'json' }

/**
 * One skill. `when` says what its name needs to count in running text, for names that are words of their own:
 * 'capital' (React, Spark): its exact capitals, not as the first word of a plain sentence;
 * 'listed' (Go, R, C): besides that, the company of other skills or a word such as 'developer';
 * 'field' (sales, testing): a field of work, which texts mention far more often than they ask for it: words that ask for it.
 */
export interface Skill {
  name: string
  synonyms?: string[]
  when?: string
  /** Whoever knows this one knows those. */
  implies?: string[]
  /** Close enough that one is learnt quickly from the other. */
  near?: string[]
}

export interface SkillForm {
  skill: string
  /** As it is written, e.g. 'Node.js'. */
  text: string
  tokens: string[]
  need: 'nothing' | 'capital' | 'listed' | 'field'
  /** Abbreviations are told from words by their case alone. */
  exactCase: boolean
}

const ALL: readonly Skill[] = [...(curated as Skill[]), ...(open as Skill[])]

/** Letters and digits with '+' or '#' behind them: 'c++', 'c#', 'node', 'js'; in 'SwiftとRust', three of them. */
export const TOKEN = /(?:[\p{Script=Latin}\p{N}]+|[^\P{L}\p{Script=Latin}]+)[+#]*/gu

/** Abbreviations that nobody takes for a word, however they are written: 'html', 'sql', 'aws'. */
const NO_WORD = /^(?:[^AEIOUY\W]{3,}|AWS|SEO|API|JSON|YAML|ETL|UML|ORM|OOP|OLAP|ERP|JPA|EJB|IIS|J2EE|EC2|ECS|EKS)$/u

const byName = new Map<string, Skill>()
const byForm = new Map<string, string>()
const byFirstToken = new Map<string, SkillForm[]>()

for (const skill of ALL) {
  byName.set(skill.name, skill)
  for (const text of [skill.name, ...(skill.synonyms ?? [])]) addForm(skill, text)
}
for (const forms of byFirstToken.values()) forms.sort((a, b) => b.tokens.length - a.tokens.length)

function addForm(skill: Skill, text: string): void {
  const key = foldForm(text)
  if (!byForm.has(key)) byForm.set(key, skill.name)
  const tokens = key.match(TOKEN) ?? []
  const [first] = tokens
  if (first === undefined) return
  const form: SkillForm = {
    skill: skill.name,
    text,
    tokens: [...tokens],
    need: needOf(skill, text),
    exactCase: /^\P{Ll}+$/u.test(text) && text.length <= 5 && !NO_WORD.test(text),
  }
  const forms = byFirstToken.get(first)
  if (forms === undefined) byFirstToken.set(first, [form])
  else forms.push(form)
}

function needOf({ name, when }: Skill, text: string): SkillForm['need'] {
  if (when === 'field') return 'field'
  return text === name && (when === 'capital' || when === 'listed') ? when : 'nothing'
}

/** Lower case; runs of white space, '-' and '_' are one space. */
export function foldForm(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s\-_‐‑]+/gu, ' ')
    .trim()
}

/** Forms that begin with a token (lower case), the longest first. */
export function formsFrom(token: string): readonly SkillForm[] {
  return byFirstToken.get(token) ?? []
}

/** @returns the vocabulary's name of a skill that somebody wrote, or their own words where it has none. */
export function canonicalSkill(text: string): string {
  return byForm.get(foldForm(text)) ?? text.trim()
}

export function impliedBy(name: string): readonly string[] {
  return closures.get(name) ?? EMPTY
}

export function nearTo(name: string): readonly string[] {
  return neighbours.get(name) ?? EMPTY
}

const EMPTY: readonly string[] = []

/** What a skill implies, and what that implies, and so on. */
const closures = new Map<string, string[]>()
for (const { name, implies = [] } of ALL) {
  const all = new Set<string>()
  for (const queue = [...implies]; queue.length > 0;) {
    const next = queue.pop() ?? ''
    if (next === name || all.has(next)) continue
    all.add(next)
    queue.push(...(byName.get(next)?.implies ?? []))
  }
  if (all.size > 0) closures.set(name, [...all])
}

/** Nearness goes both ways. */
const neighbours = new Map<string, string[]>()
for (const { name, near = [] } of ALL) {
  for (const other of near) {
    neighbours.set(name, [...(neighbours.get(name) ?? []), other])
    neighbours.set(other, [...(neighbours.get(other) ?? []), name])
  }
}
