import { FACT_WORDS } from './fact-translations.ts'
import { RULE_WORDS, type RuleWord } from './rule-translations.ts'

/** The languages that rules speak, the interface's. */
export type RuleLanguage = keyof typeof RULE_WORDS

/**
 * What the hub's rules say, as they say it: in English, with the facts in place, which is how the log keeps it and the API gives
 * it. Whoever shows it to a member says it in the member's language. `test/integration/rule-words.test.ts` holds this list
 * against what the rules really say.
 */
const SENTENCES = {
  yourRole: /^Your role: (?<role>.+)$/,
  nearRole: /^Near to your role: (?<role>.+)$/,
  relatedRole: /^Related to your role: (?<role>.+)$/,
  otherRole: /^Another role than yours: (?<role>.+)$/,
  yourLevel: /^Your level: (?<level>.+)$/,
  otherLevel: /^Asks for (?<level>\w+); you are (?<own>\w+)$/,
  hours: /^Asks for (?<from>UTC\S+) to (?<to>UTC\S+); you are at (?<own>UTC\S+)$/,
  languages: /^Asks for (?<languages>.+), which your profile does not have$/,
  pays: /^Pays (?<pay>.+); your floor is (?<floor>.+)$/,
  paysLess: /^Pays (?<pay>.+), below your floor of (?<floor>.+)$/,
  prefersPlaces: /^Prefers people in (?<places>.+)$/,
  openToPlaces: /^Open to (?<places>.+), and you are in (?<own>.+)$/,
  onlyPlaces: /^Only for people in (?<places>.+); your profile says (?<own>.*)$/,
  noSkills: /^None of the skills asked for: (?<skills>.+)$/,
  noNiceSkills: /^None of the skills welcome: (?<skills>.+)$/,
  someSkills: /^(?<has>\d+) of (?<all>\d+) skills asked for: (?<skills>.+); not in your profile: (?<lacks>.+)$/,
  someNiceSkills: /^(?<has>\d+) of (?<all>\d+) skills welcome: (?<skills>.+); not in your profile: (?<lacks>.+)$/,
  allSkills: /^(?<has>\d+) of (?<all>\d+) skills asked for: (?<skills>.+)$/,
  allNiceSkills: /^(?<has>\d+) of (?<all>\d+) skills welcome: (?<skills>.+)$/,
  vouched: /^Vouched for (?<skill>.+) by (?<count>\d+) in (?<niche>.+)$/,
  portfolio: /^Your portfolio shows (?<skills>.+)$/,
  notAvailable: /^Your profile says that you are not available$/,
  liked: /^Like ‘(?<title>.+)’, which you took up$/,
  turnedDown: /^You turned down ‘(?<title>.+)’ for .+$/,
  nearerMeaning: /^Nearer in meaning to your skills and roles than most gigs, says (?<model>.+)$/,
  fartherMeaning: /^Farther in meaning to your skills and roles than most gigs, says (?<model>.+)$/,
  worth:
    /^Of (?<count>\d+) answered matches with a score like this, members took up (?<share>\d+%) \(likely between (?<low>\d+%) and (?<high>\d+%)\)$/,
  alertsOff: /^Your alerts are off$/,
  belowThreshold: /^Matches at (?<score>\d+%), below the (?<threshold>\d+%) that you ask for$/,
  muted: /^You muted (?<what>.+)$/,
  urgent: /^Matches at (?<score>\d+%), which you want to hear of at any hour$/,
  paused: /^You paused your alerts; it waits$/,
  dayOff: /^It is one of your days off; it waits$/,
  quiet: /^It is within your quiet hours; it waits$/,
  enough: /^You had your (?<most>\d+) for today; it waits$/,
  allDaysOff: /^All of your days are off$/,
  inDigest: /^It goes into your digest$/,
  matches: /^Matches at (?<score>\d+%)$/,
  noProfile: /^You have no profile yet$/,
  closed: /^It is closed$/,
  closedBefore: /^It was closed, or no longer for you, before its hour$/,
  noAccount: /^You have linked no chat account that can be reached$/,
} as const satisfies Partial<Record<RuleWord, RegExp>>
type Sentence = keyof typeof SENTENCES

/** @returns undefined for what no rule says. */
export function sentenceOf(english: string): { name: Sentence; facts: Record<string, string> } | undefined {
  for (const [name, pattern] of Object.entries(SENTENCES)) {
    const found = pattern.exec(english)
    if (found !== null) return { name: name as Sentence, facts: { ...found.groups } }
  }
  return undefined
}

/** The first of somebody's languages that rules speak; English where there is none. */
export function ruleLanguage(languages: readonly string[]): RuleLanguage {
  return languages.find(isRuleLanguage) ?? 'en'
}

function isRuleLanguage(code: string): code is RuleLanguage {
  return code in RULE_WORDS
}

const OF_PLACES: ReadonlySet<string> = new Set<Sentence>(['prefersPlaces', 'openToPlaces', 'onlyPlaces'])

/** A sentence in another language; one that no rule says stays as it is. Names of skills and roles are no words. */
export function ruleWords(language: string, english: string): string {
  if (!isRuleLanguage(language) || language === 'en') return english
  const sentence = sentenceOf(english)
  if (sentence === undefined) return english
  const { name, facts } = sentence
  const said = (key: string, fact: string): string => {
    if (key === 'level' || (key === 'own' && name === 'otherLevel')) return levelWord(language, fact)
    if (OF_PLACES.has(name)) return placeWords(language, fact)
    if (key === 'languages') return languageWords(language, fact)
    if (key === 'pay' || key === 'floor') return payWords(language, fact)
    return skillWords(language, fact)
  }
  return filled(
    RULE_WORDS[language][name],
    Object.fromEntries(Object.entries(facts).map(([key, fact]) => [key, said(key, fact)])),
  )
}

function filled(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, key: string) => facts[key] ?? '')
}

function levelWord(language: RuleLanguage, level: string): string {
  const words: Readonly<Record<string, string>> = FACT_WORDS[language].level
  return words[level] ?? level
}

/** How one has a skill, and how a list goes on. */
function skillWords(language: RuleLanguage, fact: string): string {
  const words = RULE_WORDS[language]
  return fact
    .replaceAll(/\((comes with|near to) ([^)]+)\)/g, (_, how: string, skill: string) =>
      filled(how === 'near to' ? words.skillNear : words.skillImplied, { skill }),
    )
    .replace(/ and (\d+) more$/, (_, more: string) => filled(words.andMore, { more }))
}

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
  CA$: 'CAD',
  A$: 'AUD',
}
const MONEY =
  /^(?<bound>from |up to )?(?<sign>[A-Z]{3} |CA\$|A\$|[€$£¥₹])(?<low>[\d,.]+)(?:–(?<high>[\d,.]+))?(?<per>.*)$/
const UNITS: Readonly<Record<string, string>> = {
  ' / h': 'hour',
  ' / day': 'day',
  ' / week': 'week',
  ' / month': 'month',
  ' / year': 'year',
}

/** 'from €65 / h' → 'ab 65 € / Stunde'. */
export function payWords(language: RuleLanguage, english: string): string {
  const { bound, sign, low, high, per = '' } = MONEY.exec(english)?.groups ?? {}
  if (sign === undefined || low === undefined) return english
  const [least, most] = [low, high ?? low].map((figure) => Number(figure.replaceAll(',', '')))
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency: SIGNS[sign] ?? sign.trim(),
    maximumFractionDigits: 2,
    trailingZeroDisplay: 'stripIfInteger',
  })
  const amount = high === undefined ? format.format(least ?? 0) : format.formatRange(least ?? 0, most ?? 0)
  const words = RULE_WORDS[language]
  const before = bound === undefined ? '' : `${bound === 'from ' ? words.from : words.upTo} `
  return `${before}${amount}${periodWords(language, per)}`
}

function periodWords(language: RuleLanguage, per: string): string {
  if (per === ' for the project') return ` / ${FACT_WORDS[language].project}`
  if (per === ' a piece') return ` / ${FACT_WORDS[language].unit}`
  const unit = UNITS[per]
  if (unit === undefined) return per
  const parts = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).formatToParts(1)
  return ` / ${parts.find(({ type }) => type === 'unit')?.value ?? unit}`
}

/** Countries that the rules name otherwise than Intl does. */
const COUNTRIES: Readonly<Record<string, string>> = {
  'the EU': 'EU',
  'the United States': 'US',
  'the United Kingdom': 'GB',
  'the Netherlands': 'NL',
}
/** Browsers know no names for groups of countries, so these are our own. */
const AREAS: Readonly<Record<string, keyof (typeof FACT_WORDS)['en']['area']>> = {
  Europe: 'EUROPE',
  'Latin America': 'LATAM',
  'the Americas': 'AMERICAS',
  'North America': 'NORTH_AMERICA',
  Africa: 'AFRICA',
  Asia: 'ASIA',
  Oceania: 'OCEANIA',
  'the Nordics': 'NORDICS',
  'the Middle East': 'MENA',
  'the EEA': 'EEA',
  'Germany, Austria or Switzerland': 'DACH',
  'Australia or New Zealand': 'ANZ',
}

let codes: Map<string, string> | undefined

/** Country codes by their English names. */
function codesByName(): Map<string, string> {
  if (codes !== undefined) return codes
  const names = new Intl.DisplayNames('en', { type: 'region' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  codes = new Map(
    letters.flatMap((first) =>
      letters.flatMap((second) => {
        const code = first + second
        const name = names.of(code)
        return name === undefined || name === code ? [] : [[name, code] as const]
      }),
    ),
  )
  return codes
}

/** 'the United States, Germany' in another language. */
export function placeWords(language: RuleLanguage, english: string): string {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  // The one name that has a comma in it.
  const parts = english.split(/, (?!Austria or Switzerland)/)
  return parts
    .map((name) => {
      const area = AREAS[name]
      if (area !== undefined) return FACT_WORDS[language].area[area]
      const code = COUNTRIES[name] ?? codesByName().get(name)
      return code === undefined ? name : (names.of(code) ?? name)
    })
    .join(', ')
}

const SPOKEN =
  'en de fr es it pt nl pl cs sk ru uk sv no da fi hu ro bg el tr ar he hi ur bn ta zh ja ko vi th id ms tl sw hr sr sl ca lv lt et'

/** 'German and French' in another language. */
function languageWords(language: RuleLanguage, english: string): string {
  const [inEnglish, own] = ['en', language].map((one) => new Intl.DisplayNames(one, { type: 'language' }))
  const codeOf = new Map(SPOKEN.split(' ').map((code) => [inEnglish?.of(code), code]))
  const names = english.split(' and ').map((name) => {
    const code = codeOf.get(name)
    return code === undefined ? name : (own?.of(code) ?? name)
  })
  return new Intl.ListFormat(language).format(names)
}
