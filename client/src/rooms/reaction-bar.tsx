import { useTranslation } from 'react-i18next'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import styles from './message.module.css'
import { useRoom } from './room-context.tsx'
import { useMessageActions } from './use-message-actions.ts'

/** The reactions to a message: a press joins one, or takes one's own back. */
export function ReactionBar({ message }: { message: RoomMessage }) {
  const { t } = useTranslation()
  const { member, room } = useRoom()
  const { react } = useMessageActions(message)
  return (
    <ul className={styles.reactions} aria-label={t('chat.reactions')}>
      {message.reactions.map(({ emoji, count, people }) => {
        const isMine = people.some(({ memberId }) => memberId === member.id)
        const names = people.map(({ name }) => name).join(', ')
        return (
          <li key={emoji}>
            <button
              type="button"
              className={styles.reaction}
              aria-pressed={isMine}
              aria-label={t('chat.reaction', { emoji, count, names })}
              title={names}
              disabled={room.archivedAt !== null}
              onClick={() => react(emoji, !isMine)}
            >
              <span>{emoji}</span>
              <span>{count}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
