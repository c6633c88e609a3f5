import type { TFunction } from 'i18next'
import { languageWords, payFactWords, placeWords } from './fact-words.ts'

/**
 * What the hub's rules say, as they say it: in English, with the facts in place. Bots and the API show it as it is; the web
 * client says it in the member's language. `test/rule-words.test.ts` holds this list against what the rules really say.
 */
const SENTENCES = {
  yourRole: /^Your role: (?<role>.+)$/,
  nearRole: /^Near to your role: (?<role>.+)$/,
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
} as const
type Sentence = keyof typeof SENTENCES

/** @returns undefined for what no rule says. */
export function sentenceOf(english: string): { name: Sentence; facts: Record<string, string> } | undefined {
  for (const [name, pattern] of Object.entries(SENTENCES)) {
    const found = pattern.exec(english)
    if (found !== null) return { name: name as Sentence, facts: { ...found.groups } }
  }
  return undefined
}

const OF_PLACES: ReadonlySet<string> = new Set<Sentence>(['prefersPlaces', 'openToPlaces', 'onlyPlaces'])

/** The sentence in the interface's language; one that is not known stays as it is. Names of skills and roles are no words. */
export function ruleWords(t: TFunction, locale: string, english: string): string {
  const sentence = sentenceOf(english)
  if (sentence === undefined) return english
  const facts = Object.fromEntries(
    Object.entries(sentence.facts).map(([name, fact]) => [
      name,
      name === 'level' || (name === 'own' && sentence.name === 'otherLevel')
        ? t(`profile.seniorities.${fact}`, { defaultValue: fact })
        : OF_PLACES.has(sentence.name)
          ? placeWords(t, locale, fact)
          : name === 'languages'
            ? languageWords(locale, fact)
            : factWords(t, fact),
    ]),
  )
  return t(`gigs.rules.${sentence.name}`, { replace: facts, defaultValue: english })
}

/** How one has a skill, how a sum is bounded, and how a list goes on, inside of a fact. */
function factWords(t: TFunction, fact: string): string {
  return payFactWords(t, fact)
    .replaceAll(/\((comes with|near to) ([^)]+)\)/g, (_, how: string, skill: string) =>
      t(how === 'near to' ? 'gigs.rules.skillNear' : 'gigs.rules.skillImplied', { skill }),
    )
    .replace(/ and (\d+) more$/, (_, count: string) => t('gigs.rules.andMore', { more: count }))
    .replace(
      /^(from|up to) (?=\S*\d)/,
      (_, bound: string) => `${t(bound === 'from' ? 'gigs.rules.from' : 'gigs.rules.upTo')} `,
    )
}
