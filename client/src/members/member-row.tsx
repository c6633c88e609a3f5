import { ActionIcon, Select } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Member, memberEndpoints, type Role, ROLES } from '../../../shared/members.ts'
import { ConfirmModal } from '../components/confirm-modal.tsx'
import pageStyles from '../components/page.module.css'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { api } from '../lib/api.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { MemberMenu } from '../moderation/member-menu.tsx'
import { TrustLine } from '../vouches/trust-line.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './members.module.css'

export function MemberRow({ member, online }: { member: Member; online: boolean }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { member: me, isAdmin } = useCommunity()
  const [removing, setRemoving] = useState(false)
  const isMe = member.id === me.id
  // An owner is changed by an owner only, and nobody changes oneself: a community must not lose its last owner by a slip.
  const mayChange = isAdmin && !isMe && (member.role !== 'owner' || me.role === 'owner')
  const roles = me.role === 'owner' ? ROLES : ROLES.filter((role) => role !== 'owner')
  const params = { communityId: member.communityId, memberId: member.id }
  const refresh = () => client.invalidateQueries({ queryKey: ['members', member.communityId] })
  const setRole = async (role: Role) => {
    try {
      await api.call(memberEndpoints.setRole, { params, body: { role } })
      await refresh()
      notifyDone(t('members.roleChanged', { name: member.name, role: t(`roles.${role}`) }))
    } catch (error) {
      notifyFailed(error)
    }
  }
  const remove = async () => {
    await api.call(memberEndpoints.remove, { params })
    await refresh()
  }
  return (
    <tr>
      <td>
        <span className={styles.person}>
          <PersonAvatar memberId={member.id} name={member.name} size={30} decorative online={online} />
          <span>
            <span className={styles.name}>{isMe ? t('presence.me', { name: member.name }) : member.name}</span>
            {online && <span className={styles.online}>{t('members.online')}</span>}
            {me.role !== 'guest' && <TrustLine memberId={member.id} />}
          </span>
        </span>
      </td>
      <td>
        {mayChange ? (
          <Select
            size="xs"
            w={120}
            aria-label={t('members.roleOf', { name: member.name })}
            data={roles.map((role) => ({ value: role, label: t(`roles.${role}`) }))}
            value={member.role}
            onChange={(value) => {
              const role = ROLES.find((one) => one === value)
              if (role !== undefined && role !== member.role) void setRole(role)
            }}
          />
        ) : (
          t(`roles.${member.role}`)
        )}
      </td>
      <td className={`${pageStyles.muted} ${styles.wide}`}>{locale.ago(member.joinedAt)}</td>
      <td>
        <span className={styles.actions}>
          {!isMe && <MemberMenu member={member} mayDecide={mayChange} />}
          {mayChange && (
            <ActionIcon
              variant="subtle"
              color="gray"
              c="inherit"
              aria-label={t('members.remove', { name: member.name })}
              title={t('members.remove', { name: member.name })}
              onClick={() => setRemoving(true)}
            >
              <IconUserMinus size={17} aria-hidden />
            </ActionIcon>
          )}
          {removing && (
            <ConfirmModal
              title={t('members.remove', { name: member.name })}
              text={t('members.removeText')}
              action={t('common.remove')}
              onConfirm={remove}
              onClose={() => setRemoving(false)}
            />
          )}
        </span>
      </td>
    </tr>
  )
}
