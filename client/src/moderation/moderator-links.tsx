import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconChartBar, IconShield } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useCommunity } from '../lib/session.tsx'
import { nichesQuery } from '../niches/niche-queries.ts'

/** The way to what only moderators see; nothing for who moderates nothing. */
export function ModeratorLinks() {
  const { t } = useTranslation()
  const { community, member, isAdmin } = useCommunity()
  const { data: niches = [] } = useQuery({ ...nichesQuery(community.id), enabled: member.role === 'member' })
  if (!isAdmin && niches.every(({ mine }) => mine !== 'moderator')) return null
  return (
    <>
      <Button component={Link} href="/moderation" variant="default" leftSection={<IconShield size={16} aria-hidden />}>
        {t('moderation.title')}
      </Button>
      <Button component={Link} href="/insights" variant="default" leftSection={<IconChartBar size={16} aria-hidden />}>
        {t('insights.title')}
      </Button>
    </>
  )
}
