import { Button, FileButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { MAX_IMAGES } from '../../../shared/announcement-card.ts'
import { announcementImageUrl } from '../../../shared/announcement-options.ts'
import type { AnnouncementInput } from '../../../shared/announcements.ts'
import { useCommunity } from '../lib/session.tsx'
import { uploadAnnouncementImage } from '../lib/upload.ts'
import { useSubmit } from '../lib/use-submit.ts'
import styles from './images.module.css'

interface ImageFieldsProps {
  input: AnnouncementInput
  onChange: (part: Partial<AnnouncementInput>) => void
}

/** Its images; what each shows is asked for with the text of each language. */
export function ImageFields({ input, onChange }: ImageFieldsProps) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { busy, error, run } = useSubmit()
  const { images, texts } = input
  const add = async (file: File) => {
    const { id } = await uploadAnnouncementImage(community.id, file)
    onChange({ images: [...images, id], texts: texts.map((text) => ({ ...text, alts: [...text.alts, ''] })) })
  }
  const remove = (at: number) =>
    onChange({
      images: images.filter((_, index) => index !== at),
      texts: texts.map((text) => ({ ...text, alts: text.alts.filter((_, index) => index !== at) })),
    })
  return (
    <div className={styles.field}>
      {images.length > 0 && (
        <ul className={styles.thumbs}>
          {images.map((id, at) => (
            <li key={id}>
              <img src={announcementImageUrl(community.id, id)} alt={t('announcements.image', { number: at + 1 })} />
              <Button
                size="compact-xs"
                variant="default"
                aria-label={t('announcements.removeImage', { number: at + 1 })}
                onClick={() => remove(at)}
              >
                {t('common.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {images.length < MAX_IMAGES && (
        <FileButton
          accept="image/png,image/jpeg,image/gif,image/webp"
          onChange={(file) => file !== null && void run(() => add(file))}
        >
          {(props) => (
            <Button {...props} variant="default" loading={busy} className={styles.add}>
              {t('announcements.addImage')}
            </Button>
          )}
        </FileButton>
      )}
      <p className={styles.hint}>{t('announcements.imageText')}</p>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
