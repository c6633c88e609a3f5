import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ModeratedDecision, moderationEndpoints } from '../../../shared/moderation.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { DecisionFacts } from './decision-facts.tsx'
import styles from './moderation.module.css'
import { ReasonModal } from './reason-modal.tsx'

/** One decision as moderators see it; who may takes it back, or decides its appeal. */
export function ModeratedDecisionItem({ decision }: { decision: ModeratedDecision }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [open, setOpen] = useState<'lift' | 'grant' | 'refuse' | null>(null)
  const { id, communityId, moderator, mayDecide, appeal } = decision
  const isAppealed = appeal?.state === 'open'
  const send = async (reason: string) => {
    const params = { communityId, decisionId: id }
    if (open === 'lift') await api.call(moderationEndpoints.lift, { params, body: { reason } })
    else await api.call(moderationEndpoints.decideAppeal, { params, body: { granted: open === 'grant', reason } })
    notifyDone(t('moderation.decide.done'))
    await client.invalidateQueries({ queryKey: ['moderation', communityId] })
  }
  return (
    <div className={styles.decision}>
      <DecisionFacts decision={decision} by={moderator.name} />
      {mayDecide && (
        <div className={pageStyles.row}>
          {isAppealed ? (
            <>
              <Button size="xs" onClick={() => setOpen('grant')}>
                {t('moderation.appeal.grant')}
              </Button>
              <Button size="xs" variant="default" onClick={() => setOpen('refuse')}>
                {t('moderation.appeal.refuse')}
              </Button>
            </>
          ) : (
            <Button size="compact-xs" variant="default" onClick={() => setOpen('lift')}>
              {t('moderation.lift')}
            </Button>
          )}
        </div>
      )}
      {isAppealed && !mayDecide && <p className={pageStyles.hint}>{t('moderation.appeal.another')}</p>}
      {open !== null && (
        <ReasonModal
          title={t(open === 'lift' ? 'moderation.lift' : `moderation.appeal.${open}`)}
          text={t(open === 'refuse' ? 'moderation.appeal.refuseText' : 'moderation.liftText')}
          label={t('moderation.decide.reason')}
          action={t(open === 'lift' ? 'moderation.lift' : `moderation.appeal.${open}`)}
          onSend={send}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  )
}
