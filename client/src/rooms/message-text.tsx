import { UnstyledButton } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { engineName, isApproved } from '../../../shared/engine-name.ts'
import { type RoomMessage, roomMessageEndpoints } from '../../../shared/room-messages.ts'
import type { MessageTranslation } from '../../../shared/room-reading.ts'
import { primaryLanguage } from '../../../shared/translation.ts'
import { Markdown } from '../boards/markdown.tsx'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import styles from './message.module.css'
import { languageName } from '../lib/language-names.ts'
import { FixTranslation } from '../translation/fix-translation.tsx'
import { addTranslations } from './room-cache.ts'
import { useRoom } from './room-context.tsx'

type Translated = MessageTranslation['translation']

interface MessageTextProps {
  message: RoomMessage
  /** Undefined: it is not to be translated. */
  translation: Translated | undefined
}

/** What a message says, in the language of its reader; how it was written is one press away. */
export function MessageText({ message, translation }: MessageTextProps) {
  const { t, i18n } = useTranslation()
  const { room } = useRoom()
  const [showsOriginal, setShowsOriginal] = useState(false)
  if (translation?.state !== 'translated') {
    return (
      <>
        <div className={styles.text} dir="auto">
          <Markdown text={message.text} />
        </div>
        {translation !== undefined && <TranslationState message={message} translation={translation} />}
      </>
    )
  }
  const { text, from, to } = translation
  return (
    <>
      <div className={styles.text} dir="auto" lang={showsOriginal ? from : to}>
        <Markdown text={showsOriginal ? message.text : text} />
      </div>
      <div className={styles.notes}>
        <span className={styles.note}>
          <IconLanguage size={14} aria-hidden />
          {t(isApproved(translation) ? 'chat.correctedFrom' : 'chat.translatedFrom', {
            language: languageName(from, i18n.language),
            engine: engineName(translation),
          })}
          <UnstyledButton className={styles.noteButton} onClick={() => setShowsOriginal(!showsOriginal)}>
            {t(showsOriginal ? 'chat.showTranslation' : 'chat.showOriginal')}
          </UnstyledButton>
        </span>
        {!showsOriginal && (
          <span className={styles.better}>
            <FixTranslation
              source={message.text}
              markup="markdown"
              translation={translation}
              roomId={room.id}
              decides={room.mine.manages}
            />
          </span>
        )}
      </div>
    </>
  )
}

/** Why it stands there as it was written. Nothing where there is nothing to say. */
function TranslationState({ message, translation }: { message: RoomMessage; translation: Translated }) {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const { room, language } = useRoom()
  if (translation.state === 'waiting') return <span className={styles.note}>{t('chat.translating')}</span>
  if (translation.state !== 'untranslated' || language === null) return null
  const { from, reason, retryable } = translation
  if (reason === 'nothing-to-translate') return null
  // Without an engine nobody has looked which language it is in: it may well be the reader's own.
  if (reason === 'no-engine' && (from === null || primaryLanguage(from) === primaryLanguage(language))) return null
  const retry = async () => {
    const params = { roomId: room.id, messageId: message.id }
    const translation = await api.call(roomMessageEndpoints.translate, { params, body: { language } })
    addTranslations(client, room.id, [translation])
  }
  return (
    <span className={styles.note}>
      {t(`chat.untranslated.${reason}`, {
        from: from === null ? '?' : languageName(from, i18n.language),
        to: languageName(language, i18n.language),
      })}
      {retryable && (
        <UnstyledButton className={styles.noteButton} onClick={() => void retry().catch(notifyFailed)}>
          {t('errors.retry')}
        </UnstyledButton>
      )}
    </span>
  )
}
