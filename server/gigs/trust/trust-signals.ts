import { AGAINST, SPEAKS_FOR } from './trust-patterns.ts'

/** What speaks for or against a post, each by its own name. */
export interface TrustSignal {
  name: string
  /** In words for people, with what was seen. */
  text: string
  /** Log-odds towards a scam; below 0 speaks for the post. */
  weight: number
  /** Where in the text, [start, end); absent: in what is missing. */
  span?: [number, number]
}

export interface PostToCheck {
  title: string
  text: string
  /** What the poster says of their own firm; null: nothing. */
  companyProfile: string | null
  /** The pay as parsed, per hour in euros; null: not said or not comparable. */
  hourlyEuro: number | null
}

const LOW_SKILL =
  /\b(?:data entry|cashier|cleaner|housekeeper|nanny|driver|warehouse|mail(?:ing)? (?:clerk|assistant)|envelope|home (?:worker|assistant)|typist|typing|clerk|administrative assistant|office assistant|customer service|virtual assistant|survey|packer|courier|assistant|receptionist|payroll)\b/iu
/** For such work; twice what the best paid of it get. */
const HIGH_FOR_LOW_SKILL_EURO = 38
const SHORT_TEXT = 220
/** A shorter profile is a name. */
const LEAST_PROFILE = 40
const NO_PROFILE = 1.2

/** Agencies post their clients' gigs under their own name, so this alone holds nothing back. */
export function copiedFrom(client: string): TrustSignal {
  return { name: 'copied post', text: `says word for word what ${client.slice(0, 80)} posted before`, weight: 2.6 }
}

/** Enough by itself to hold a post back. */
export function blockedWord(word: string): TrustSignal {
  return { name: 'blocked word', text: `has ‘${word}’ in it, which is a blocked word here`, weight: 12 }
}

/** Every signal that a post shows, the heaviest against it first. */
export function trustSignals(post: PostToCheck): TrustSignal[] {
  const whole = `${post.title}\n${post.text}`
  const offset = post.title.length + 1
  const signals = [...AGAINST, ...SPEAKS_FOR].flatMap(({ name, weight, text, pattern }): TrustSignal[] => {
    const match = pattern.exec(whole)
    if (match === null) return []
    const start = match.index - offset
    const end = start + Math.min(match[0].length, 120)
    return [{ name, text, weight, ...(start < 0 || weight < 0 ? {} : { span: [start, end] as [number, number] }) }]
  })
  const company = post.companyProfile?.trim() ?? ''
  if (company === '') {
    signals.push({ name: 'no company profile', text: 'does not say who the company is', weight: NO_PROFILE })
  } else if (company.length < LEAST_PROFILE) {
    signals.push({
      name: 'company by name only',
      text: 'says no more of the company than its name',
      weight: NO_PROFILE,
    })
  } else signals.push({ name: 'company profile', text: 'says who the company is', weight: -0.9 })
  if (post.text.trim().length < SHORT_TEXT) {
    signals.push({ name: 'says little', text: 'says hardly anything of the work', weight: 0.6 })
  }
  if (LOW_SKILL.test(post.title)) {
    signals.push({ name: 'low threshold', text: 'is of the kind that baits are mostly made of', weight: 0.9 })
  }
  if (/[!$€£]|\d{3,}/u.test(post.title) || (post.title.length > 7 && post.title === post.title.toUpperCase())) {
    signals.push({ name: 'loud title', text: 'has a title that shouts or promises money', weight: 0.7 })
  }
  if (LOW_SKILL.test(post.title) && post.hourlyEuro !== null && post.hourlyEuro > HIGH_FOR_LOW_SKILL_EURO) {
    signals.push({
      name: 'pay far above the level',
      text: `pays about €${Math.round(post.hourlyEuro)} an hour for work that asks for little`,
      weight: 2,
    })
  }
  return signals.toSorted((a, b) => b.weight - a.weight)
}
