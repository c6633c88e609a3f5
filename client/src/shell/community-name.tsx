import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useOnline } from '../lib/live.ts'
import { useCommunity } from '../lib/session.tsx'
import { Logo } from './logo.tsx'
import styles from './shell.module.css'

const CommunitySwitch = lazy(async () => ({ default: (await import('./community-switch.tsx')).CommunitySwitch }))

/** Name of the community and how many are here. */
export function CommunityName() {
  const { t } = useTranslation()
  const { community, communities } = useCommunity()
  const online = useOnline().length
  const name = (
    <>
      <Logo />
      <span className={styles.communityText}>
        <span className={styles.communityName}>{community.name}</span>
        <span className={styles.online}>{t('nav.online', { count: online })}</span>
      </span>
    </>
  )
  const plain = <div className={styles.community}>{name}</div>
  if (communities.length === 1) return plain
  return (
    <Suspense fallback={plain}>
      <CommunitySwitch>{name}</CommunitySwitch>
    </Suspense>
  )
}
