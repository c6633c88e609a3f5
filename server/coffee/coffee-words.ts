import type { Unpaired } from '../../shared/coffee.ts'
import { primaryLanguage } from '../../shared/translation.ts'

interface CoffeeWords {
  title: (names: string) => string
  /** The first line of the message. */
  intro: (names: string, language: string) => string
  reach: string
  times: string
  labels: { met: string; skip: string; open: string }
  noneTitle: string
  unpaired: Record<Unpaired, string>
}

const WORDS: Record<string, CoffeeWords> = {
  en: {
    title: (names) => `Virtual coffee with ${names}`,
    intro: (names, language) => `This month you have a coffee with **${names}**. Your common language: ${language}.`,
    reach: 'How to reach them',
    times: 'Hours that suit all of you',
    labels: { met: 'We met', skip: 'Skip next month', open: 'Open in the hub' },
    noneTitle: 'No virtual coffee this month',
    unpaired: {
      alone: 'Nobody else took part this time.',
      profile: 'Your profile is missing: without your languages and working hours nobody can be found.',
      language: 'Nobody who took part speaks one of your languages.',
      hours: 'Nobody who speaks your languages works at the same hours as you.',
      taken: 'The others who suit you were brought together with each other.',
    },
  },
  de: {
    title: (names) => `Virtueller Kaffee mit ${names}`,
    intro: (names, language) =>
      `Diesen Monat trinkst du einen Kaffee mit **${names}**. Gemeinsame Sprache: ${language}.`,
    reach: 'So erreichst du sie',
    times: 'Stunden, die allen passen',
    labels: { met: 'Wir haben uns getroffen', skip: 'Nächsten Monat aussetzen', open: 'Im Hub öffnen' },
    noneTitle: 'Diesen Monat kein virtueller Kaffee',
    unpaired: {
      alone: 'Diesmal hat sonst niemand mitgemacht.',
      profile: 'Dein Profil fehlt: Ohne deine Sprachen und Arbeitszeiten lässt sich niemand finden.',
      language: 'Niemand, der mitmacht, spricht eine deiner Sprachen.',
      hours: 'Niemand, der deine Sprachen spricht, arbeitet zu denselben Stunden wie du.',
      taken: 'Die anderen, die zu dir passen, wurden miteinander verbunden.',
    },
  },
  es: {
    title: (names) => `Café virtual con ${names}`,
    intro: (names, language) => `Este mes tienes un café con **${names}**. Idioma en común: ${language}.`,
    reach: 'Cómo contactar',
    times: 'Horas que os van bien a todos',
    labels: { met: 'Nos vimos', skip: 'Saltar el próximo mes', open: 'Abrir en el hub' },
    noneTitle: 'Este mes no hay café virtual',
    unpaired: {
      alone: 'Esta vez no participó nadie más.',
      profile: 'Falta tu perfil: sin tus idiomas y tu horario de trabajo no se puede encontrar a nadie.',
      language: 'Nadie que participe habla uno de tus idiomas.',
      hours: 'Nadie que hable tus idiomas trabaja en tu mismo horario.',
      taken: 'Las demás personas que encajan contigo quedaron entre sí.',
    },
  },
  ja: {
    title: (names) => `${names}さんとのバーチャルコーヒー`,
    intro: (names, language) => `今月のお相手は **${names}** さんです。共通の言語：${language}`,
    reach: '連絡先',
    times: '全員の都合が合う時間',
    labels: { met: '話しました', skip: '来月は休む', open: 'ハブで開く' },
    noneTitle: '今月のバーチャルコーヒーはありません',
    unpaired: {
      alone: '今回はほかに参加者がいませんでした。',
      profile: 'プロフィールがありません。言語と勤務時間が分からないと、お相手を探せません。',
      language: '参加者の中に、あなたの言語を話す人がいませんでした。',
      hours: '同じ言語を話す人の中に、勤務時間が重なる人がいませんでした。',
      taken: '条件の合う人は、ほかの人との組み合わせになりました。',
    },
  },
  ar: {
    title: (names) => `قهوة افتراضية مع ${names}`,
    intro: (names, language) => `لديك هذا الشهر قهوة مع **${names}**. اللغة المشتركة: ${language}.`,
    reach: 'طريقة التواصل',
    times: 'ساعات تناسب الجميع',
    labels: { met: 'التقينا', skip: 'تخطّي الشهر القادم', open: 'الفتح في المنصّة' },
    noneTitle: 'لا قهوة افتراضية هذا الشهر',
    unpaired: {
      alone: 'لم يشارك أحد غيرك هذه المرة.',
      profile: 'ملفك غير مكتمل: لا يمكن العثور على أحد من دون لغاتك وساعات عملك.',
      language: 'لا أحد من المشاركين يتحدث إحدى لغاتك.',
      hours: 'لا أحد ممن يتحدثون لغاتك يعمل في ساعات عملك نفسها.',
      taken: 'جُمع الآخرون المناسبون لك بعضهم مع بعض.',
    },
  },
}

/** In English where there are no words. */
export function wordsIn(language: string): CoffeeWords {
  const found = WORDS[primaryLanguage(language)] ?? WORDS['en']
  if (found === undefined) throw new Error('no words of coffee in English')
  return found
}
