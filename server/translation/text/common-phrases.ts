/** What is said so often, and is so short, that letters do not tell. Only words that one language has. */
const PHRASES: Record<string, string> = {
  en: "hello|hi there|hey all|hey everyone|good morning|good night|thanks|thank you|thanks a lot|thx|yes please|sounds good|nice work|well done|welcome|sorry|see you|bye|done|i'm here|on my way|great|great job|great work|awesome|nope|yep|yeah|not yet|me too|my bad|good point|no problem|please|why|what|when|who|how",
  es: 'hola|hola a todos|buenos días|buenas tardes|buenas noches|gracias|muchas gracias|de nada|por favor|hasta luego|hasta mañana|adiós|vale|perfecto|genial|sí|listo|lo siento|bienvenido|bienvenida|bienvenidos|ni idea|qué tal|un momento|buenísimo',
  de: 'hallo|hallo zusammen|guten morgen|guten tag|guten abend|gute nacht|danke|vielen dank|danke schön|bitte|ja|nein|genau|tschüss|bis morgen|bis später|moin|super gemacht|willkommen|entschuldigung|stimmt|passt|alles klar|keine ahnung|gerne|fertig',
  fr: "bonjour|bonjour à tous|bonsoir|merci|merci beaucoup|oui|salut|au revoir|à demain|bienvenue|désolé|désolée|parfait|d'accord|ça marche|pas de souci|bonne journée|à plus|coucou",
  it: "ciao|ciao a tutti|buongiorno|buonasera|buonanotte|grazie|grazie mille|prego|arrivederci|a domani|va bene|perfetto|d'accordo|benissimo|certo|fatto|un attimo",
  pt: 'olá|oi|bom dia|boa tarde|boa noite|obrigado|obrigada|muito obrigado|até logo|até amanhã|tchau|perfeito|valeu|combinado|beleza',
  ca: "bon dia|bona tarda|bona nit|gràcies|moltes gràcies|fins demà|si us plau|adéu|d'acord|molt bé|fet|bona idea|fins ara",
  nl: 'goedemorgen|goedemiddag|goedenavond|dank je|dankjewel|dank u|alsjeblieft|tot morgen|welkom|bedankt|tot straks|graag gedaan|helemaal goed',
  pl: 'cześć|dzień dobry|dobranoc|dziękuję|dzięki|proszę|tak|dobra|spoko|jasne|gotowe|do jutra',
  sv: 'hej på er|god morgon|tack|tack så mycket|vi ses|trevlig helg|bra jobbat|hejdå',
  tr: 'merhaba|günaydın|teşekkürler|teşekkür ederim|lütfen|evet|hayır|tamam|tamamdır|selam|görüşürüz|kolay gelsin',
  ru: 'спасибо|привет|доброе утро|добрый день|пожалуйста|да|нет|готово|понял|поняла|пока',
  uk: 'дякую|привіт|доброго ранку|добрий день|будь ласка|так|ні|зрозуміло|бувай',
  bg: 'благодаря|здравейте|добро утро|моля|добре|чао',
  ar: 'شكرا|شكرا جزيلا|مرحبا|صباح الخير|مساء الخير|نعم|لا|تمام|من فضلك',
  fa: 'ممنون|سلام|صبح بخیر|بله|خیلی ممنون',
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

/** Words of the trade that many languages use as they are; alone, they tell of none. */
const LOANS = new Set(
  'api app backend backlog bot branch bug build chat code commit demo deploy deployment design draft feature feedback frontend hotfix issue job kickoff layout link log login merge meeting offline online patch ping pipeline pull push refactoring release repo retro review rollback server software sprint standup status style team test tests ticket token tool update upload web workshop'.split(
    ' ',
  ),
)

export function isLoan(words: string): boolean {
  const said = words.toLowerCase().match(/\p{L}+/gu) ?? []
  return said.length <= 2 && said.every((word) => LOANS.has(word) || EVERYWHERE.has(word))
}
