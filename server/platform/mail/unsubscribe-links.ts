import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { primaryLanguage } from '../../../shared/translation.ts'

/** What can be stopped from a mail. */
export const STOPPABLE = ['digest', 'announcements'] as const
export type Stoppable = (typeof STOPPABLE)[number]

const SIGNATURE_BYTES = 18

export interface Unsubscribing {
  memberId: string
  what: Stoppable
}

/** Links that stop mails without a sign-in: signed, so that nobody stops another's. They hold for as long as the secret. */
export class UnsubscribeLinks {
  readonly #key: Buffer
  readonly #publicUrl: () => string

  constructor(secret: string, publicUrl: () => string) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'guildhall unsubscribe', 32))
    this.#publicUrl = publicUrl
  }

  /** With the headers by which mail programs offer it themselves: RFC 2369 and RFC 8058. */
  of(memberId: string, what: Stoppable): { url: string; headers: Record<string, string> } {
    const url = `${this.#publicUrl()}/api/unsubscribe/${what}.${memberId}.${this.#sign(what, memberId)}`
    return { url, headers: { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } }
  }

  /** @returns undefined for what this hub has not signed. */
  open(token: string): Unsubscribing | undefined {
    const [kind, memberId = '', signature = ''] = token.split('.')
    const what = STOPPABLE.find((one) => one === kind)
    if (what === undefined) return undefined
    const [given, right] = [Buffer.from(signature), Buffer.from(this.#sign(what, memberId))]
    return given.length === right.length && timingSafeEqual(given, right) ? { memberId, what } : undefined
  }

  #sign(what: Stoppable, memberId: string): string {
    const signature = createHmac('sha256', this.#key).update(`${what}.${memberId}`).digest()
    return signature.subarray(0, SIGNATURE_BYTES).toString('base64url')
  }
}

interface Words {
  /** Before a link, and on the button. */
  stop: string
  ask: Record<Stoppable, string>
  done: Record<Stoppable, string>
  /** A link that nobody has signed. */
  wrong: string
}

const WORDS: Record<string, Words> = {
  en: {
    stop: 'Stop these mails',
    ask: { digest: 'Stop the digest?', announcements: 'Stop announcements by mail?' },
    done: {
      digest: 'You get no digest any more. You can turn it on again in the settings.',
      announcements: 'You get no announcements by mail any more. You can turn them on again in the settings.',
    },
    wrong: 'This link is not complete. Copy the whole of it from the mail.',
  },
  de: {
    stop: 'Diese E-Mails abbestellen',
    ask: { digest: 'Den Überblick abbestellen?', announcements: 'Ankündigungen per E-Mail abbestellen?' },
    done: {
      digest: 'Du bekommst keinen Überblick mehr. In den Einstellungen kannst du ihn wieder einschalten.',
      announcements:
        'Du bekommst keine Ankündigungen mehr per E-Mail. In den Einstellungen kannst du sie wieder einschalten.',
    },
    wrong: 'Dieser Link ist nicht vollständig. Kopiere ihn ganz aus der E-Mail.',
  },
  es: {
    stop: 'Dejar de recibir estos correos',
    ask: { digest: '¿Dejar de recibir el resumen?', announcements: '¿Dejar de recibir anuncios por correo?' },
    done: {
      digest: 'Ya no recibirás el resumen. Puedes volver a activarlo en los ajustes.',
      announcements: 'Ya no recibirás anuncios por correo. Puedes volver a activarlos en los ajustes.',
    },
    wrong: 'Este enlace está incompleto. Cópialo entero desde el correo.',
  },
  ja: {
    stop: 'このメールの配信を停止する',
    ask: { digest: 'ダイジェストの配信を停止しますか？', announcements: 'お知らせメールの配信を停止しますか？' },
    done: {
      digest: 'ダイジェストの配信を停止しました。設定からいつでも再開できます。',
      announcements: 'お知らせメールの配信を停止しました。設定からいつでも再開できます。',
    },
    wrong: 'リンクが途中で切れています。メールから全体をコピーしてください。',
  },
  ar: {
    stop: 'إيقاف هذه الرسائل',
    ask: { digest: 'هل تريد إيقاف الملخص؟', announcements: 'هل تريد إيقاف الإعلانات بالبريد؟' },
    done: {
      digest: 'لن يصلك الملخص بعد الآن. يمكنك تشغيله من جديد في الإعدادات.',
      announcements: 'لن تصلك الإعلانات بالبريد بعد الآن. يمكنك تشغيلها من جديد في الإعدادات.',
    },
    wrong: 'هذا الرابط غير مكتمل. انسخه كاملًا من الرسالة.',
  },
}

const [ENGLISH] = Object.values(WORDS)

export function unsubscribeWords(language: string): Words {
  const words = WORDS[primaryLanguage(language)] ?? ENGLISH
  if (words === undefined) throw new Error('no words at all')
  return words
}
