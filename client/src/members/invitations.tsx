import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Invitation, memberEndpoints } from '../../../shared/members.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import styles from './members.module.css'

/** Links that were made; the links themselves are shown once, when they are made. */
export function Invitations() {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data } = useQuery({
    queryKey: ['invitations', community.id],
    queryFn: async () =>
      (await api.call(memberEndpoints.listInvitations, { params: { communityId: community.id } })).invitations,
  })
  if (data === undefined || data.length === 0) return null
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className={styles.section}>
        {t('members.invitations')}
      </h2>
      <div className={pageStyles.tableFrame}>
        <table className={pageStyles.table}>
          <thead>
            <tr>
              <th scope="col">{t('members.role')}</th>
              <th scope="col">{t('members.used')}</th>
              <th scope="col">{t('members.state')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('common.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((invitation) => (
              <InvitationRow key={invitation.id} invitation={invitation} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const client = useQueryClient()
  const { id, communityId, role, uses, maxUses, expiresAt, revokedAt } = invitation
  const isOver = expiresAt <= Date.now()
  const isOpen = revokedAt === null && !isOver && uses < maxUses
  const revoke = async () => {
    try {
      await api.call(memberEndpoints.revokeInvitation, { params: { communityId, invitationId: id } })
      await client.invalidateQueries({ queryKey: ['invitations', communityId] })
    } catch (error) {
      notifyFailed(error)
    }
  }
  const state = () => {
    if (revokedAt !== null) return t('members.revoked')
    if (uses >= maxUses) return t('members.usedUp')
    return t(isOver ? 'members.expired' : 'members.expires', { when: locale.ago(expiresAt) })
  }
  return (
    <tr>
      <td>{t(`roles.${role}`)}</td>
      <td>{t('members.usesOf', { count: maxUses, uses })}</td>
      <td className={isOpen ? undefined : pageStyles.muted}>{state()}</td>
      <td>
        {isOpen && (
          <Button size="compact-xs" variant="default" onClick={() => void revoke()}>
            {t('members.revoke')}
          </Button>
        )}
      </td>
    </tr>
  )
}
