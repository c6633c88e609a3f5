import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ModerationCase, moderationEndpoints, type NewDecision } from '../../../shared/moderation.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { useNiches } from '../niches/niche-queries.ts'
import { DecideModal } from './decide-modal.tsx'
import { DecisionSubject } from './decision-facts.tsx'
import { ModeratedDecisionItem } from './moderated-decision.tsx'
import styles from './moderation.module.css'

/** All that was said of one thing, with what stood around it, and what can be done about it. */
export function CaseCard({ one }: { one: ModerationCase }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { community } = useCommunity()
  const client = useQueryClient()
  const niches = useNiches(one.nicheIds)
  const [open, setOpen] = useState<'dismiss' | 'act' | null>(null)
  const acts = one.mayDo.filter((action) => action !== 'dismiss')
  const decide = async (body: NewDecision) => {
    await api.call(moderationEndpoints.decide, { params: { communityId: community.id, caseId: one.id }, body })
    notifyDone(t('moderation.decide.done'))
    await client.invalidateQueries({ queryKey: ['moderation', community.id] })
  }
  return (
    <article className={pageStyles.card} aria-labelledby={`case-${one.id}`}>
      <div className={pageStyles.row}>
        <h2 id={`case-${one.id}`} className={pageStyles.cardTitle}>
          {t(one.subject.kind === 'member' ? 'moderation.about' : 'moderation.by', {
            name: one.author.name || t('moderation.nobody'),
          })}
        </h2>
        <span className={`${pageStyles.muted} ${pageStyles.end}`}>
          {t('moderation.reports', { count: one.reportCount })}
        </span>
      </div>
      <DecisionSubject decision={one} />
      {niches.length > 0 && (
        <p className={pageStyles.hint}>{new Intl.ListFormat(i18n.language).format(niches.map(({ name }) => name))}</p>
      )}
      {one.around.length > 1 && (
        <details className={styles.around}>
          <summary>{t('moderation.around')}</summary>
          <ol>
            {one.around.map(({ author, text, at, isIt }) => (
              <li key={`${at}${author}${text}`} data-it={isIt}>
                <strong dir="auto">{author}</strong> <span dir="auto">{text}</span>
              </li>
            ))}
          </ol>
        </details>
      )}
      {one.reports.length > 0 && (
        <ul className={styles.reports} aria-label={t('moderation.said')}>
          {one.reports.map(({ by, rule, words, at }) => (
            <li key={by.memberId}>
              <span className={pageStyles.chip} data-tone="warn">
                {t(`moderation.rules.${rule}`)}
              </span>{' '}
              <strong dir="auto">{by.name}</strong> <span className={pageStyles.muted}>{locale.ago(at)}</span>
              {words !== '' && (
                <p className={styles.words} dir="auto">
                  {words}
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
      {one.decisions.map((decision) => (
        <ModeratedDecisionItem key={decision.id} decision={decision} />
      ))}
      {one.mayDo.length > 0 && (
        <div className={pageStyles.row}>
          {acts.length > 0 && (
            <Button size="xs" onClick={() => setOpen('act')}>
              {t('moderation.act')}
            </Button>
          )}
          {one.mayDo.includes('dismiss') && (
            <Button size="xs" variant="default" onClick={() => setOpen('dismiss')}>
              {t('moderation.do.dismiss')}
            </Button>
          )}
        </div>
      )}
      {open !== null && (
        <DecideModal
          title={t(open === 'act' ? 'moderation.decide.title' : 'moderation.do.dismiss')}
          actions={open === 'act' ? acts : ['dismiss']}
          rule={one.reports[0]?.rule ?? null}
          onDecide={decide}
          onClose={() => setOpen(null)}
        />
      )}
    </article>
  )
}
