import { primaryLanguage } from './translation.ts'

/** What the hub says around an event in chats and mails. */
interface EventWords {
  invitation: string
  reminder: string
  change: string
  cancelled: string
  over: string
  where: string
  when: string
  /** Before the address where one answers. */
  answer: string
  going: string
  maybe: string
  no: string
  open: string
  repeats: { daily: string; weekly: string; monthly: string }
  answers: (going: number, maybe: number) => string
  places: (left: number) => string
  /** Below a mail, before the address of the settings. */
  stop: string
}

const WORDS: Record<string, EventWords> = {
  en: {
    invitation: 'You are invited',
    reminder: 'Starts soon',
    change: 'The event was changed',
    cancelled: 'Cancelled',
    over: 'This event is over',
    where: 'Where',
    when: 'When',
    answer: 'Say whether you come',
    going: 'Going',
    maybe: 'Maybe',
    no: 'Not going',
    open: 'Open in the hub',
    repeats: { daily: 'Every day', weekly: 'Every week', monthly: 'Every month' },
    answers: (going, maybe) => `Going: ${going} · maybe: ${maybe}`,
    places: (left) => `Places left: ${left}`,
    stop: 'You chose to hear of events by mail. Change it here:',
  },
  de: {
    invitation: 'Du bist eingeladen',
    reminder: 'Beginnt bald',
    change: 'Die Veranstaltung wurde geändert',
    cancelled: 'Abgesagt',
    over: 'Diese Veranstaltung ist vorbei',
    where: 'Wo',
    when: 'Wann',
    answer: 'Sag, ob du kommst',
    going: 'Zusagen',
    maybe: 'Vielleicht',
    no: 'Absagen',
    open: 'Im Hub öffnen',
    repeats: { daily: 'Jeden Tag', weekly: 'Jede Woche', monthly: 'Jeden Monat' },
    answers: (going, maybe) => `Zusagen: ${going} · vielleicht: ${maybe}`,
    places: (left) => `Freie Plätze: ${left}`,
    stop: 'Du hast Veranstaltungen per E-Mail gewählt. Hier kannst du das ändern:',
  },
  es: {
    invitation: 'Tienes una invitación',
    reminder: 'Empieza pronto',
    change: 'El evento ha cambiado',
    cancelled: 'Cancelado',
    over: 'Este evento ya ha terminado',
    where: 'Dónde',
    when: 'Cuándo',
    answer: 'Di si vienes',
    going: 'Voy',
    maybe: 'Quizás',
    no: 'No voy',
    open: 'Abrir en el hub',
    repeats: { daily: 'Cada día', weekly: 'Cada semana', monthly: 'Cada mes' },
    answers: (going, maybe) => `Van: ${going} · quizás: ${maybe}`,
    places: (left) => `Plazas libres: ${left}`,
    stop: 'Elegiste recibir los eventos por correo. Puedes cambiarlo aquí:',
  },
  ja: {
    invitation: 'イベントへのご招待',
    reminder: 'まもなく始まります',
    change: 'イベントが変更されました',
    cancelled: '中止になりました',
    over: 'このイベントは終了しました',
    where: '場所',
    when: '日時',
    answer: '出欠の回答はこちら',
    going: '参加',
    maybe: '未定',
    no: '不参加',
    open: 'ハブで開く',
    repeats: { daily: '毎日', weekly: '毎週', monthly: '毎月' },
    answers: (going, maybe) => `参加：${going}・未定：${maybe}`,
    places: (left) => `残席：${left}`,
    stop: 'イベントをメールで受け取る設定になっています。変更はこちら：',
  },
  ar: {
    invitation: 'أنت مدعوّ',
    reminder: 'يبدأ قريبًا',
    change: 'تغيّرت الفعالية',
    cancelled: 'أُلغيت',
    over: 'انتهت هذه الفعالية',
    where: 'المكان',
    when: 'الموعد',
    answer: 'أخبرنا إن كنت ستحضر',
    going: 'سأحضر',
    maybe: 'ربما',
    no: 'لن أحضر',
    open: 'الفتح في المنصّة',
    repeats: { daily: 'كل يوم', weekly: 'كل أسبوع', monthly: 'كل شهر' },
    answers: (going, maybe) => `سيحضر: ${going} · ربما: ${maybe}`,
    places: (left) => `الأماكن المتبقية: ${left}`,
    stop: 'اخترتَ استلام الفعاليات بالبريد الإلكتروني. يمكنك تغيير ذلك هنا:',
  },
}

/** In English where there are no words. */
export function wordsIn(language: string): EventWords {
  const found = WORDS[primaryLanguage(language)] ?? WORDS['en']
  if (found === undefined) throw new Error('no words of events in English')
  return found
}
