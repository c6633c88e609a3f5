import type { AnnouncementCard } from '../../shared/announcement-card.ts'
import { primaryLanguage } from '../../shared/translation.ts'

const WORDS: Record<string, { choice: string; image: string }> = {
  en: { choice: 'You chose to get announcements by mail. Change it here:', image: 'Image' },
  de: { choice: 'Du hast Ankündigungen per E-Mail gewählt. Hier kannst du das ändern:', image: 'Bild' },
  es: { choice: 'Elegiste recibir los anuncios por correo. Puedes cambiarlo aquí:', image: 'Imagen' },
  ja: { choice: 'お知らせをメールで受け取る設定になっています。変更はこちら：', image: '画像' },
  ar: { choice: 'اخترتَ استلام الإعلانات بالبريد الإلكتروني. يمكنك تغيير ذلك هنا:', image: 'صورة' },
}

/** An announcement as it is written by mail; its images come along, and are named where they cannot be shown. */
export function announcementMail(card: AnnouncementCard, publicUrl: string): { subject: string; text: string } {
  const { choice = '', image = '' } = WORDS[primaryLanguage(card.readerLanguage)] ?? WORDS['en'] ?? {}
  const parts = [
    card.markdown,
    card.images.map(({ alt }) => `[${image}: ${alt}]`).join('\n'),
    card.buttons.map(({ label, url }) => `${label}: ${url}`).join('\n'),
    card.note ?? '',
    `${card.communityName}\n${card.hubUrl}`,
    `${choice}\n${publicUrl}/settings/notifications`,
  ]
  return { subject: card.title, text: parts.filter((part) => part !== '').join('\n\n') }
}
