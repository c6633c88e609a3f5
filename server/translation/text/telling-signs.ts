/** Letters that few languages have. */
const LETTERS: readonly { pattern: RegExp; languages: readonly string[] }[] = [
  { pattern: /[ñ¿¡]/iu, languages: ['es'] },
  { pattern: /ß/u, languages: ['de'] },
  { pattern: /[ãõ]/iu, languages: ['pt'] },
  { pattern: /l·l/iu, languages: ['ca'] },
  { pattern: /œ|(?<!\p{L})(?:qu|j|c)['’]/iu, languages: ['fr'] },
  { pattern: /[ąęłśźż]/iu, languages: ['pl'] },
  { pattern: /[ğış]/u, languages: ['tr'] },
  { pattern: /[řěů]/iu, languages: ['cs'] },
  { pattern: /[őű]/iu, languages: ['hu'] },
  { pattern: /[țăș]/iu, languages: ['ro'] },
  { pattern: /å/iu, languages: ['sv', 'no', 'nb', 'da'] },
  { pattern: /[øæ]/iu, languages: ['no', 'nb', 'da'] },
  { pattern: /[іїєґ]/iu, languages: ['uk'] },
  { pattern: /[ыэё]/iu, languages: ['ru'] },
  { pattern: /[پچژگکی]/u, languages: ['fa'] },
  { pattern: /[يكةىأإ]/u, languages: ['ar'] },
]

/** Small words, that stand in nearly every sentence. */
const WORDS: Record<string, string> = {
  en: "the is are was i i'm it's that's this that you your we they not with for from have has can't don't will would what where when who how any no yet of and my on to",
  es: 'el los las una es está están muy con por para pero qué cómo cuándo dónde lo le se mi tu hay hoy mañana ya y o del al me nos ahora también',
  ca: "amb per però què com quan on els les és està molt ho hi em et ens us aquest aquesta això avui demà ja i del dels al tothom algú encara quina quin ara l' d'",
  pt: 'não uma é está estão muito com por para mas o os as do da em você eu já hoje amanhã ainda também isso meu',
  fr: "le la les un une est sont très avec pour mais je tu il elle nous vous on ça c'est pas ce cette du des au aux qui que quoi où déjà encore à",
  it: 'il lo gli un una è sono molto con per ma che chi cosa dove quando ci mi ti si non oggi domani già ancora della del di al alle',
  de: 'der die das ein eine ist sind sehr mit für aber und ich du er wir ihr sie nicht kein keine was wer wie wo wann heute morgen schon noch auch mir dir mal zu',
  nl: 'de het een is zijn heel met voor maar en ik jij je hij wij niet geen wat wie hoe waar wanneer vandaag morgen nog ook dit dat even van',
  sv: 'det den ett är mycket med för men och jag du vi inte ingen vad vem hur när idag än också på till',
  da: 'det den et er meget med for men og jeg du vi ikke ingen hvad hvem hvordan hvor i-dag også på til',
  pl: 'nie to jest są bardzo z dla ale i ja ty my co kto jak gdzie kiedy dziś już jeszcze też się na do czy',
  tr: 'bir bu şu ve çok ile için ama ben sen biz değil ne kim nasıl nerede bugün yarın mı mi var yok da de',
  ru: 'не это и в на я ты мы что кто как где когда сегодня завтра уже ещё тоже но для с у по мне спасибо привет',
  uk: 'не це і в на я ти ми що хто як де коли сьогодні завтра вже ще теж але для з у по мені дякую привіт',
  bg: 'не това и в на аз ти ние какво кой как къде кога днес утре вече още също но за с у по ми е са',
}
const BY_WORD = new Map<string, string[]>()
for (const [language, words] of Object.entries(WORDS)) {
  for (const word of words.split(' ')) BY_WORD.set(word, [...(BY_WORD.get(word) ?? []), language])
}

const LETTER = 0.12
/** Of one language alone, or of several. */
const WORD = 0.08
const SHARED_WORD = 0.04
const MOST = 0.2

/** What single letters and small words add to the score of a language: statistics of letters need more text than a chat has. */
export function tellingSigns(text: string): Map<string, number> {
  const signs = new Map<string, number>()
  const add = (language: string, weight: number) =>
    signs.set(language, Math.min(MOST, (signs.get(language) ?? 0) + weight))
  for (const { pattern, languages } of LETTERS) {
    if (pattern.test(text)) for (const language of languages) add(language, LETTER)
  }
  const words = new Set(
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{M}]+(?:'[\p{L}\p{M}]*)*/gu) ?? [],
  )
  for (const word of words) {
    const languages = BY_WORD.get(word) ?? []
    for (const language of languages) add(language, languages.length === 1 ? WORD : SHARED_WORD)
  }
  return signs
}
