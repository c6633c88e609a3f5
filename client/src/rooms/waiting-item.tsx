import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Markdown } from '../boards/markdown.tsx'
import { MessageFiles } from './message-files.tsx'
import styles from './message.module.css'
import { useRoom } from './room-context.tsx'
import type { Posting, WaitingMessage } from './use-posting.ts'

type WaitingItemProps = Pick<Posting, 'retry' | 'discard'> & { message: WaitingMessage }

/** One of my own that has not arrived at the hub. */
export function WaitingItem({ message, retry, discard }: WaitingItemProps) {
  const { t } = useTranslation()
  const { room } = useRoom()
  const { clientMessageId, text, files, failed } = message
  return (
    <li className={styles.message} data-waiting>
      <div className={styles.text} dir="auto">
        <Markdown text={text} />
      </div>
      {files.length > 0 && <MessageFiles roomId={room.id} files={files} />}
      {failed === undefined ? (
        <span className={styles.note}>{t('chat.sending')}</span>
      ) : (
        <span className={styles.failed} role="alert">
          {t('chat.notSent', { reason: failed.reason })} {failed.isUnreachable && `${t('chat.sentLater')} `}
          <Button size="compact-xs" variant="default" onClick={() => retry(clientMessageId)}>
            {t('errors.retry')}
          </Button>{' '}
          <Button size="compact-xs" variant="subtle" color="gray" c="inherit" onClick={() => discard(clientMessageId)}>
            {t('chat.discard')}
          </Button>
        </span>
      )}
    </li>
  )
}
