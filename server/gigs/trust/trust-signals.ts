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

interface Pattern {
  name: string
  weight: number
  text: string
  pattern: RegExp
}

/**
 * The signals that the literature on fake job ads names (EMSCAD and after: money before work, pay far above the level,
 * contact by messenger only, private mail addresses, cheques for equipment, requests for documents and codes), each as one
 * pattern that an honest post hardly ever has. No single soft signal flags a post.
 */
const PATTERNS: readonly Pattern[] = [
  {
    name: 'money before work',
    weight: 3.2,
    text: 'asks for money before any work',
    pattern:
      /\b(?:pay|send|deposit|transfer|purchase|buy)\b[^.\n]{0,50}\b(?:registration|training|processing|application|starter|onboarding|activation|background[- ]check|security)\b[^.\n]{0,15}\b(?:fee|fees|deposit|kit|package)\b|\b(?:registration|activation|application|processing|training) fee (?:of|is|required)|\bfee (?:is|will be) (?:fully )?refund(?:ed|able)|\binitial (?:deposit|investment|top[- ]?up) (?:of|is|required)|\brefundable (?:deposit|security fee)/iu,
  },
  {
    name: 'cheque for equipment',
    weight: 3.2,
    text: 'sends a cheque with which equipment is to be bought',
    pattern:
      /\b(?:che(?:ck|que)|money order)\b[^.\n]{0,90}\b(?:equipment|laptop|supplies|software|office|vendor)\b|\b(?:equipment|laptop|supplies)\b[^.\n]{0,60}\b(?:by|via|with) (?:a |the )?(?:certified |cashier'?s? |mailed )?che(?:ck|que)\b|\b(?:cash|deposit) (?:the|your|a) (?:certified |cashier'?s? )?che(?:ck|que)/iu,
  },
  {
    name: 'moves other people’s money',
    weight: 3.2,
    text: 'has payments or parcels go through private accounts or addresses',
    pattern:
      /\b(?:receive|process|forward|transfer|withdraw)\b[^.\n]{0,50}\b(?:payments?|funds|money|transfers?|parcels?|packages)\b[^.\n]{0,60}\b(?:your|personal|own) (?:bank )?(?:account|home|address)|\byour (?:personal )?(?:bank|paypal|venmo|cash ?app|zelle) account\b[^.\n]{0,40}\b(?:receive|transfer|process)|\b(?:reship|re-ship|package forward|parcel forward)\w*|\bpayment (?:processing )?agent\b|\bmystery shopp\w+|\bsecret shopp\w+/iu,
  },
  {
    name: 'documents or codes',
    weight: 2.6,
    text: 'asks for identity documents, bank details or codes up front',
    pattern:
      /\b(?:send|provide|submit|share|e-?mail|upload|reply with)\b[^.\n]{0,60}\b(?:social security|ssn|passport (?:copy|number|scan)|copy of (?:your )?(?:id|passport|driver)|bank (?:account )?(?:details|number|information|login)|credit card|verification code|otp|id card|full name, address|routing number)\b/iu,
  },
  {
    name: 'messenger only',
    weight: 1.9,
    text: 'is to be contacted by a messenger',
    pattern:
      /\b(?:contact|text|message|reach|add|write|dm|interview|apply|chat|send)\b[^.\n]{0,60}\b(?:telegram|whats ?app|signal app|we ?chat|hangouts?|kik|viber|text message|google chat|wire app|imo)\b|\b(?:telegram|whats ?app)\s*(?::|@|\+\d|number)|\bt\.me\/\w+/iu,
  },
  {
    name: 'private mail address',
    weight: 1.3,
    text: 'is answered to a private mail address',
    pattern:
      /\b[\w.+-]+@(?:gmail|yahoo|hotmail|outlook|aol|proton(?:mail)?|mail|gmx|yandex|icloud|live|msn|ymail)\.\w{2,4}\b/iu,
  },
  {
    name: 'easy money',
    weight: 1.9,
    text: 'promises money for hardly any work',
    pattern:
      /\b(?:earn|make|get|receive)\b[^.\n]{0,25}(?:[$€£]\s?\d[\d,.]*k?|\d[\d,.]*\s?(?:usd|dollars|euros))[^.\n]{0,25}\b(?:a|per|every|each|in (?:a|one|your)) (?:day|week|first week|hour)\b[^.\n]{0,60}\b(?:from home|easy|simple|no experience|few hours|spare time|part[- ]time|guaranteed)|\b(?:easy money|quick cash|extra cash|unlimited (?:income|earning)s?|financial freedom|be your own boss|get paid (?:daily|today|instantly)|guaranteed (?:income|earnings|pay)|passive income|money from home|earning potential is unlimited|weekly pay ?checks?)\b/iu,
  },
  {
    name: 'no skills, high pay',
    weight: 1.1,
    text: 'needs no experience at all',
    pattern:
      /\bno (?:prior |previous |work |special )?(?:experience|skills?|degree|qualifications?|interview)(?: or \w+)? (?:is |are )?(?:required|needed|necessary)\b|\banyone can (?:do|apply|join|work)\b|\bno interview\b|\bstart(?:ing)? (?:immediately|today|right away|asap)[^.\n]{0,40}no/iu,
  },
  {
    name: 'urgency',
    weight: 0.8,
    text: 'presses for haste',
    pattern:
      /\b(?:act (?:now|fast)|limited (?:slots|positions|spots|seats)|hurry|don'?t miss|urgent(?:ly)? (?:hiring|needed|required|recruit\w+)|apply (?:now|today|immediately)!{1,}|last chance|only \d+ (?:slots|spots|positions) left|immediate(?:ly)? (?:hire|start)|positions? (?:are )?filling fast)\b/iu,
  },
  {
    name: 'crypto payment',
    weight: 1.6,
    text: 'pays or wants to be paid in crypto coins for ordinary work',
    pattern:
      /\b(?:pay(?:ment|ments|out|outs|s)?|paid|salary|deposit|withdraw\w*|earn\w*)\b[^.\n]{0,30}\b(?:in|via|with|through|by) (?:usdt|bitcoin|btc|crypto(?:currency)?|eth(?:ereum)?|trc-?20|binance)\b|\bcrypto (?:wallet|trading) (?:is )?(?:required|account)/iu,
  },
  {
    name: 'fake engagement',
    weight: 1.7,
    text: 'pays for likes, ratings, reviews or orders that are not real',
    pattern:
      /\b(?:like|subscribe|follow|rate|review|boost|optimi[sz]e)\b[^.\n]{0,40}\b(?:youtube videos|channels|apps?|products|hotels|orders|tasks)\b[^.\n]{0,40}\b(?:earn|commission|paid|per task)|\b(?:product|app|order) (?:optimi[sz]ation|boosting) tasks?|\bcomplete (?:simple |daily )?(?:online )?tasks\b[^.\n]{0,40}\bcommission/iu,
  },
  {
    name: 'home typing',
    weight: 1.2,
    text: 'offers typing or data entry from home, a usual bait',
    pattern:
      /\b(?:data entry|typing|form filling|envelope stuffing|copy[- ]paste|ad posting|survey taker?s?|paid surveys)\b[^.\n]{0,60}\b(?:from home|at home|home[- ]based|home job|worldwide|clerks?)|\bwork (?:from|at) home\b[^.\n]{0,50}\b(?:data entry|typing|surveys|envelopes)/iu,
  },
  {
    name: 'link shortener',
    weight: 1.2,
    text: 'leads through a shortened link',
    pattern: /\b(?:bit\.ly|tinyurl\.com|goo\.gl|is\.gd|cutt\.ly|rebrand\.ly|shorturl\.at|rb\.gy|forms\.gle)\/\w+/iu,
  },
  {
    name: 'shouting',
    weight: 0.6,
    text: 'shouts',
    pattern: /!{3,}|\${3,}|(?:\b[A-Z]{4,}\b[ ,!]+){6,}/u,
  },
]

/** What honest posts have: how one is chosen, what is done, who they are. */
const GOOD: readonly Pattern[] = [
  {
    name: 'says how it hires',
    weight: -0.8,
    text: 'says how people are chosen',
    pattern:
      /\b(?:interview process|hiring process|interviews?:|take[- ]home|technical interview|portfolio|github|code review|first call|intro call|equal opportunity|all qualified applicants)\b/iu,
  },
  {
    name: 'names its tools',
    weight: -0.9,
    text: 'names the tools of the work',
    pattern:
      /\b(?:react|python|java|typescript|javascript|kubernetes|aws|sql|figma|salesforce|node\.js|docker|terraform|pytorch|excel|hubspot|wordpress|photoshop|c\+\+|\.net|jira|linux|swift|kotlin|git)\b[^]{0,2000}?\b(?:react|python|java|typescript|javascript|kubernetes|aws|sql|figma|salesforce|node\.js|docker|terraform|pytorch|excel|hubspot|wordpress|photoshop|c\+\+|\.net|jira|linux|swift|kotlin|git)\b/iu,
  },
]

const LOW_SKILL =
  /\b(?:data entry|typist|typing|clerk|administrative assistant|office assistant|customer service|virtual assistant|survey|packer|courier|assistant|receptionist|payroll)\b/iu
/** For such work; twice what the best paid of it get. */
const HIGH_FOR_LOW_SKILL_EURO = 38
const SHORT_TEXT = 220

/** Every signal that a post shows, the heaviest against it first. */
export function trustSignals(post: PostToCheck): TrustSignal[] {
  const whole = `${post.title}\n${post.text}`
  const offset = post.title.length + 1
  const signals = [...PATTERNS, ...GOOD].flatMap(({ name, weight, text, pattern }): TrustSignal[] => {
    const match = pattern.exec(whole)
    if (match === null) return []
    const start = match.index - offset
    const end = start + Math.min(match[0].length, 120)
    return [{ name, text, weight, ...(start < 0 || weight < 0 ? {} : { span: [start, end] as [number, number] }) }]
  })
  if (post.companyProfile === null || post.companyProfile.trim().length < 40) {
    signals.push({ name: 'no company profile', text: 'does not say who the company is', weight: 0.7 })
  } else signals.push({ name: 'company profile', text: 'says who the company is', weight: -0.7 })
  if (post.text.trim().length < SHORT_TEXT) {
    signals.push({ name: 'says little', text: 'says hardly anything of the work', weight: 0.6 })
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
