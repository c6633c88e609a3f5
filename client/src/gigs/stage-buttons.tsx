import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import styles from './gig-card.module.css'
import { type Match, useFeedback } from './gig-queries.ts'

const STAGES = ['applied', 'talking', 'won', 'lost'] as const

/** How far one has come with a gig; its card on one's own board follows. */
export function StageButtons({ gigId, match }: { gigId: string; match: Match }) {
  const { t } = useTranslation()
  const give = useFeedback(gigId)
  const kind = match.feedback?.kind
  if (kind === 'not_relevant') return null
  return (
    <div className={styles.actions} role="group" aria-label={t('gigs.stages.title')}>
      {STAGES.map((stage) => (
        <Button
          key={stage}
          size="xs"
          variant={kind === stage ? 'light' : 'default'}
          aria-pressed={kind === stage}
          onClick={() => give(kind === stage ? null : { kind: stage, reason: null, note: '' })}
        >
          {t(`gigs.stages.${stage}`)}
        </Button>
      ))}
    </div>
  )
}
