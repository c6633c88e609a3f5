import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Decision, moderationEndpoints } from '../../../shared/moderation.ts'
import pageStyles from '../components/page.module.css'
import { QueryList } from '../components/query-list.tsx'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { DecisionFacts, DecisionSubject } from './decision-facts.tsx'
import { decisionsQuery } from './moderation-queries.ts'
import { ReasonModal } from './reason-modal.tsx'

/** What was decided about me, in every community, and the way to appeal. */
export function OwnDecisions() {
  const { t } = useTranslation()
  const none = {
    icon: <IconShieldCheck size={26} />,
    title: t('moderation.mine.none'),
    text: t('moderation.mine.noneText'),
  }
  return (
    <QueryList query={useQuery(decisionsQuery)} none={none}>
      {(decisions) => (
        <>
          <p className={pageStyles.hint}>{t('moderation.mine.text')}</p>
          {decisions.map((decision) => (
            <OwnDecision key={decision.id} decision={decision} />
          ))}
        </>
      )}
    </QueryList>
  )
}

function OwnDecision({ decision }: { decision: Decision }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [isAppealing, setAppealing] = useState(false)
  const appeal = async (words: string) => {
    await api.call(moderationEndpoints.appeal, { params: { decisionId: decision.id }, body: { words } })
    notifyDone(t('moderation.mine.appealed'))
    await client.invalidateQueries({ queryKey: decisionsQuery.queryKey })
  }
  return (
    <article className={pageStyles.card} aria-label={t(`moderation.made.${decision.action}`)}>
      <DecisionFacts decision={decision} />
      <DecisionSubject decision={decision} />
      <div className={pageStyles.row}>
        {decision.mayAppeal && (
          <Button size="xs" variant="default" onClick={() => setAppealing(true)}>
            {t('moderation.mine.appeal')}
          </Button>
        )}
        <span className={`${pageStyles.muted} ${pageStyles.end}`}>{decision.communityName}</span>
      </div>
      {isAppealing && (
        <ReasonModal
          title={t('moderation.mine.appeal')}
          text={t('moderation.mine.appealText')}
          label={t('moderation.mine.words')}
          action={t('moderation.mine.appeal')}
          onSend={appeal}
          onClose={() => setAppealing(false)}
        />
      )}
    </article>
  )
}
