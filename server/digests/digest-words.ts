import type { DigestKind } from '../../shared/digests.ts'
import { primaryLanguage } from '../../shared/translation.ts'

export interface DigestWords {
  /** Of the whole; people read it first. */
  title: (community: string) => string
  sections: Record<DigestKind, string>
  part: (page: number, of: number) => string
  more: (count: number) => string
  mention: (who: string) => string
  reply: (who: string) => string
  somebody: string
  today: string
  overdue: (since: string) => string
  dueOn: (day: string) => string
  stop: string
}

const WORDS: Record<string, DigestWords> = {
  en: {
    title: (community) => `Your digest of ${community}`,
    sections: { gigs: 'Gigs for you', announcements: 'Announcements', mentions: 'For you to answer', due: 'Due cards' },
    part: (page, of) => `${page} of ${of}`,
    more: (count) => `And ${count} more`,
    mention: (who) => `${who} mentioned you`,
    reply: (who) => `${who} answered`,
    somebody: 'Somebody',
    today: 'due today',
    overdue: (since) => `overdue since ${since}`,
    dueOn: (day) => `due on ${day}`,
    stop: 'Stop the digest',
  },
  de: {
    title: (community) => `Dein Überblick aus ${community}`,
    sections: {
      gigs: 'Aufträge für dich',
      announcements: 'Ankündigungen',
      mentions: 'Wartet auf deine Antwort',
      due: 'Fällige Karten',
    },
    part: (page, of) => `${page} von ${of}`,
    more: (count) => `Und ${count} weitere`,
    mention: (who) => `${who} hat dich erwähnt`,
    reply: (who) => `${who} hat geantwortet`,
    somebody: 'Jemand',
    today: 'heute fällig',
    overdue: (since) => `überfällig seit ${since}`,
    dueOn: (day) => `fällig am ${day}`,
    stop: 'Überblick abbestellen',
  },
  es: {
    title: (community) => `Tu resumen de ${community}`,
    sections: {
      gigs: 'Encargos para ti',
      announcements: 'Anuncios',
      mentions: 'Esperan tu respuesta',
      due: 'Tarjetas que vencen',
    },
    part: (page, of) => `${page} de ${of}`,
    more: (count) => `Y ${count} más`,
    mention: (who) => `${who} te mencionó`,
    reply: (who) => `${who} respondió`,
    somebody: 'Alguien',
    today: 'vence hoy',
    overdue: (since) => `vencida desde el ${since}`,
    dueOn: (day) => `vence el ${day}`,
    stop: 'Dejar de recibir el resumen',
  },
  ja: {
    title: (community) => `${community} のダイジェスト`,
    sections: {
      gigs: 'あなたに合う案件',
      announcements: 'お知らせ',
      mentions: '返信待ち',
      due: '期限のカード',
    },
    part: (page, of) => `${page}/${of}`,
    more: (count) => `ほか ${count} 件`,
    mention: (who) => `${who}さんがあなたをメンションしました`,
    reply: (who) => `${who}さんが返信しました`,
    somebody: 'メンバー',
    today: '今日が期限',
    overdue: (since) => `${since}から期限切れ`,
    dueOn: (day) => `期限: ${day}`,
    stop: 'ダイジェストを停止',
  },
  ar: {
    title: (community) => `ملخّصك من ${community}`,
    sections: {
      gigs: 'أعمال تناسبك',
      announcements: 'إعلانات',
      mentions: 'بانتظار ردّك',
      due: 'بطاقات مستحقّة',
    },
    part: (page, of) => `${page} من ${of}`,
    more: (count) => `و${count} أخرى`,
    mention: (who) => `ذكرك ${who}`,
    reply: (who) => `ردّ ${who}`,
    somebody: 'أحدهم',
    today: 'مستحقّة اليوم',
    overdue: (since) => `متأخّرة منذ ${since}`,
    dueOn: (day) => `مستحقّة في ${day}`,
    stop: 'إيقاف الملخّص',
  },
}

const [ENGLISH] = Object.values(WORDS)

/** In English where there are no words of a language. */
export function digestWords(language: string): DigestWords {
  const words = WORDS[primaryLanguage(language)] ?? ENGLISH
  if (words === undefined) throw new Error('no words at all')
  return words
}
