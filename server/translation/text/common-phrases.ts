/** What is said so often, and is so short, that letters do not tell. Only words that one language has. */
const PHRASES: Record<string, string> = {
  en: "hello|hi there|hey all|hey everyone|good morning|good night|thanks|thank you|thanks a lot|thx|yes please|sounds good|nice work|well done|welcome|sorry|see you|bye|done|i'm here|on my way|great|great job|great work|awesome|please|why|what|when|who|how",
  es: 'hola|hola a todos|buenos días|buenas tardes|buenas noches|gracias|muchas gracias|de nada|por favor|hasta luego|hasta mañana|adiós|vale|perfecto|genial|sí|listo|lo siento|bienvenido|bienvenida|bienvenidos',
  de: 'hallo|hallo zusammen|guten morgen|guten tag|guten abend|gute nacht|danke|vielen dank|danke schön|bitte|ja|nein|genau|tschüss|bis morgen|bis später|moin|super gemacht|willkommen|entschuldigung',
  fr: 'bonjour|bonjour à tous|bonsoir|merci|merci beaucoup|oui|salut|au revoir|à demain|bienvenue|désolé|désolée|parfait',
  it: 'ciao|ciao a tutti|buongiorno|buonasera|buonanotte|grazie|grazie mille|prego|arrivederci|a domani|va bene|perfetto',
  pt: 'olá|oi|bom dia|boa tarde|boa noite|obrigado|obrigada|muito obrigado|até logo|até amanhã|tchau|perfeito',
  ca: 'bon dia|bona tarda|bona nit|gràcies|moltes gràcies|fins demà|si us plau|adéu',
  nl: 'goedemorgen|goedemiddag|goedenavond|dank je|dankjewel|dank u|alsjeblieft|tot morgen|welkom',
  pl: 'cześć|dzień dobry|dobranoc|dziękuję|dzięki|proszę|tak',
  sv: 'hej på er|god morgon|tack|tack så mycket|vi ses',
  tr: 'merhaba|günaydın|teşekkürler|teşekkür ederim|lütfen|evet|hayır',
}

const BY_PHRASE = new Map(
  Object.entries(PHRASES).flatMap(([language, phrases]) =>
    phrases.split('|').map((phrase) => [phrase, language] as const),
  ),
)
const LONGEST = 24

/** @param allowed - undefined: any. */
export function languageOfPhrase(words: string, allowed: readonly string[] | undefined): string | undefined {
  if (words.length > LONGEST * 2) return undefined
  const phrase = words
    .toLowerCase()
    .replace(/[^\p{L}\p{M}' ]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  const language = BY_PHRASE.get(phrase)
  return language !== undefined && (allowed === undefined || allowed.includes(language)) ? language : undefined
}

const EVERYWHERE = new Set(
  'ok okay k kk lgtm wip afk brb asap fyi imo imho tbd tba tldr eta nvm np pr ci cd qa hm hmm hmmm ah oh aha haha hahaha lol lmao rofl xd xdd yay wow uff'.split(
    ' ',
  ),
)

/** What people write in any language: there is nothing to translate in it. */
export function isSaidEverywhere(words: string): boolean {
  const said = words.toLowerCase().match(/\p{L}+/gu) ?? []
  return said.length > 0 && said.length <= 4 && said.every((word) => EVERYWHERE.has(word))
}
