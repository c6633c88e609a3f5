import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconUserPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { ErrorState } from '../components/error-state.tsx'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { PageLoader } from '../components/page-loader.tsx'
import { membersQuery } from '../documents/document-queries.ts'
import { useOnline } from '../lib/live.ts'
import { ModeratorLinks } from '../moderation/moderator-links.tsx'
import { useCommunity } from '../lib/session.tsx'
import { Invitations } from './invitations.tsx'
import { InviteModal } from './invite-modal.tsx'
import { MemberRow } from './member-row.tsx'
import styles from './members.module.css'

const ROLE_ORDER = { owner: 0, admin: 1, member: 2, guest: 3 }

export function MembersPage() {
  const { t } = useTranslation()
  const { community, member, isAdmin } = useCommunity()
  const { data, error, isPending, refetch } = useQuery(membersQuery(community.id))
  const online = useOnline()
  const [inviting, setInviting] = useState(false)
  const members = (data ?? []).toSorted(
    (a, b) => ROLE_ORDER[a.role] - ROLE_ORDER[b.role] || a.name.localeCompare(b.name),
  )
  return (
    <>
      <PageHeader crumb={community.name} title={t('nav.members')}>
        {isAdmin && (
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setInviting(true)}>
            {t('members.invite')}
          </Button>
        )}
        {member.role !== 'guest' && (
          <Button component={Link} href="/directory" variant="default">
            {t('members.find')}
          </Button>
        )}
        <ModeratorLinks />
      </PageHeader>
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        {isPending ? (
          <PageLoader />
        ) : data === undefined ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : (
          <div className={pageStyles.tableFrame}>
            <table className={pageStyles.table}>
              <thead>
                <tr>
                  <th scope="col">{t('members.name')}</th>
                  <th scope="col">{t('members.role')}</th>
                  <th scope="col" className={styles.wide}>
                    {t('members.joined')}
                  </th>
                  <th scope="col">
                    <span className="visually-hidden">{t('common.actions')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {members.map((one) => (
                  <MemberRow key={one.id} member={one} online={online.includes(one.id)} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {isAdmin && <Invitations />}
      </div>
      {inviting && <InviteModal onClose={() => setInviting(false)} />}
    </>
  )
}
