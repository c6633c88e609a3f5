import { Menu, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Member } from '../../../shared/members.ts'
import { moderationEndpoints, type NewDecision } from '../../../shared/moderation.ts'
import { DotsMenu } from '../components/dots-menu.tsx'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { MemberTrust } from '../vouches/member-trust.tsx'
import { DecideModal } from './decide-modal.tsx'
import { ReportModal } from './report-modal.tsx'

const ACTIONS = ['warn', 'mute', 'ban'] as const

/** What others say of a member, the way to report one, and for admins to decide about one. */
export function MemberMenu({ member, mayDecide }: { member: Member; mayDecide: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { member: me } = useCommunity()
  const [open, setOpen] = useState<'trust' | 'report' | 'decide' | null>(null)
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
        {me.role !== 'guest' && <Menu.Item onClick={() => setOpen('trust')}>{t('vouches.title')}</Menu.Item>}
        <Menu.Item onClick={() => setOpen('report')}>{t('moderation.report.send')}</Menu.Item>
        {mayDecide && <Menu.Item onClick={() => setOpen('decide')}>{t('moderation.actOn')}</Menu.Item>}
      </DotsMenu>
      {open === 'trust' && (
        <Modal opened onClose={close} title={name} closeButtonProps={{ 'aria-label': t('common.close') }}>
          <MemberTrust memberId={memberId} />
        </Modal>
      )}
      {open === 'report' && <ReportModal subject={{ kind: 'member', id: memberId, placeId: null }} onClose={close} />}
      {open === 'decide' && (
        <DecideModal
          title={t('moderation.about', { name })}
          actions={ACTIONS}
          rule={null}
          onDecide={decide}
          onClose={close}
        />
      )}
    </>
  )
}
