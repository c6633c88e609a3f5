import { Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../shared/members.ts'
import { moderationEndpoints, type NewDecision } from '../../../shared/moderation.ts'
import { DotsMenu } from '../components/dots-menu.tsx'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { DecideModal } from './decide-modal.tsx'
import { ReportModal } from './report-modal.tsx'

const ACTIONS = ['warn', 'mute', 'ban'] as const

/** To report a member, and for admins to decide about one. */
export function MemberModeration({ member, mayDecide }: { member: Member; mayDecide: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [open, setOpen] = useState<'report' | 'decide' | null>(null)
  const { id: memberId, communityId, name } = member
  const close = () => setOpen(null)
  const decide = async (body: NewDecision) => {
    await api.call(moderationEndpoints.decideOnMember, { params: { communityId, memberId }, body })
    notifyDone(t('moderation.decide.done'))
    await client.invalidateQueries({ queryKey: ['moderation', communityId] })
    await client.invalidateQueries({ queryKey: ['members', communityId] })
  }
  return (
    <>
      <DotsMenu label={t('moderation.more', { name })} returnFocus={false}>
        <Menu.Item onClick={() => setOpen('report')}>{t('moderation.report.send')}</Menu.Item>
        {mayDecide && <Menu.Item onClick={() => setOpen('decide')}>{t('moderation.actOn')}</Menu.Item>}
      </DotsMenu>
      {open === 'report' && <ReportModal subject={{ kind: 'member', id: memberId, placeId: null }} onClose={close} />}
      {open === 'decide' && (
        <DecideModal
          title={t('moderation.by', { name })}
          actions={ACTIONS}
          rule={null}
          onDecide={decide}
          onClose={close}
        />
      )}
    </>
  )
}
