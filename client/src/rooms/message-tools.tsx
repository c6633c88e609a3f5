import { ActionIcon, Menu } from '@mantine/core'
import {
  IconCornerUpLeft,
  IconFlag,
  IconLink,
  IconMessages,
  IconMoodPlus,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomMessage } from '../../../shared/room-messages.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import { DotsMenu } from '../components/dots-menu.tsx'
import { ReportModal } from '../moderation/report-modal.tsx'
import { EmojiPicker } from './emoji-picker.tsx'
import styles from './message.module.css'
import { useRoom, useTimeline } from './room-context.tsx'
import { useMessageActions } from './use-message-actions.ts'

/** What can be done with the message that one points at. */
export function MessageTools({ message }: { message: RoomMessage }) {
  const { t } = useTranslation()
  const { member, mayWrite, room, openThread } = useRoom()
  const timeline = useTimeline()
  const { react, remove, copyLink } = useMessageActions(message)
  const [isDeleting, setIsDeleting] = useState(false)
  const [isReporting, setIsReporting] = useState(false)
  const isMine = message.author.memberId === member.id
  const icon = { variant: 'subtle', color: 'gray', c: 'inherit', size: 28 } as const
  return (
    <div className={styles.tools} role="group" aria-label={t('chat.tools')}>
      {room.archivedAt === null && (
        <EmojiPicker onPick={(emoji) => react(emoji, true)}>
          {(open) => (
            <ActionIcon {...icon} aria-label={t('chat.react')} title={t('chat.react')} onClick={open}>
              <IconMoodPlus size={17} aria-hidden />
            </ActionIcon>
          )}
        </EmojiPicker>
      )}
      {mayWrite && timeline !== null && (
        <ActionIcon
          {...icon}
          aria-label={t('chat.reply')}
          title={t('chat.reply')}
          onClick={() => timeline.reply(message)}
        >
          <IconCornerUpLeft size={17} aria-hidden />
        </ActionIcon>
      )}
      {timeline?.inThread === false && (
        <ActionIcon
          {...icon}
          aria-label={t('chat.openThread')}
          title={t('chat.openThread')}
          onClick={() => openThread(message.id)}
        >
          <IconMessages size={17} aria-hidden />
        </ActionIcon>
      )}
      <DotsMenu label={t('chat.more')} returnFocus={!isDeleting && !isReporting}>
        {isMine && mayWrite && message.author.platform === null && timeline !== null && (
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => timeline.edit(message)}>
            {t('chat.edit')}
          </Menu.Item>
        )}
        <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={copyLink}>
          {t('chat.copyLink')}
        </Menu.Item>
        {!isMine && (
          <Menu.Item leftSection={<IconFlag size={16} aria-hidden />} onClick={() => setIsReporting(true)}>
            {t('moderation.report.send')}
          </Menu.Item>
        )}
        {(isMine || room.mine.manages) && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => setIsDeleting(true)}>
            {t('chat.delete')}
          </Menu.Item>
        )}
      </DotsMenu>
      {isReporting && (
        <ReportModal
          subject={{ kind: 'message', id: message.id, placeId: message.roomId }}
          onClose={() => setIsReporting(false)}
        />
      )}
      {isDeleting && (
        <ConfirmModal
          title={t('chat.deleteTitle')}
          text={t('chat.deleteText')}
          action={t('chat.delete')}
          onConfirm={remove}
          onClose={() => setIsDeleting(false)}
        />
      )}
    </div>
  )
}
