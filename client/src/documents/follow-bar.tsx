import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Presence } from '../lib/presence.ts'
import styles from './follow-bar.module.css'

/** Whom this page follows, and the way out. */
export function FollowBar({ person, onStop }: { person: Presence; onStop: () => void }) {
  const { t } = useTranslation()
  return (
    <div className={styles.bar} style={{ borderColor: person.color }}>
      <span role="status">{t('follow.following', { name: person.name })}</span>
      <Button size="compact-xs" variant="default" onClick={onStop}>
        {t('follow.stop')}
      </Button>
    </div>
  )
}
