import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Decision } from '../../../shared/moderation.ts'
import pageStyles from '../components/page.module.css'
import { useLocale } from '../lib/use-locale.ts'
import styles from './moderation.module.css'

/** What was decided about what, by which rule and why, and what became of an appeal. `by`: who decided, for moderators. */
export function DecisionFacts({ decision, by }: { decision: Decision; by?: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { action, rule, reason, at, until, liftedAt, appeal } = decision
  return (
    <>
      <p className={`${pageStyles.row} ${styles.line}`}>
        <strong>{t(`moderation.made.${action}`)}</strong>
        {until !== null && <span>{t('moderation.until', { date: locale.dateTime(until) })}</span>}
        <span className={pageStyles.chip}>{t(`moderation.rules.${rule}`)}</span>
        {liftedAt !== null && (
          <span className={pageStyles.chip} data-tone="good">
            {t('moderation.lifted')}
          </span>
        )}
        <time className={pageStyles.muted} dateTime={new Date(at).toISOString()} title={locale.dateTime(at)}>
          {locale.ago(at)}
        </time>
      </p>
      <p className={styles.words} dir="auto">
        {reason}
      </p>
      {by !== undefined && <p className={pageStyles.muted}>{t('moderation.decidedBy', { name: by })}</p>}
      {appeal !== null && (
        <div className={styles.appeal}>
          <p className={`${pageStyles.row} ${styles.line}`}>
            <strong>{t('moderation.appeal.title')}</strong>
            <span className={pageStyles.chip} data-tone={appeal.state === 'granted' ? 'good' : 'warn'}>
              {t(`moderation.appeal.states.${appeal.state}`)}
            </span>
          </p>
          <p className={styles.words} dir="auto">
            {appeal.words}
          </p>
          {appeal.reason !== null && (
            <p className={styles.words} dir="auto">
              <strong>{t('moderation.appeal.answer')}</strong> {appeal.reason}
            </p>
          )}
        </div>
      )}
    </>
  )
}

/** What it is about, as it was. */
export function DecisionSubject({ decision }: { decision: Pick<Decision, 'subject' | 'title' | 'text' | 'path'> }) {
  const { t } = useTranslation()
  const { subject, title, text, path } = decision
  return (
    <>
      <p className={`${pageStyles.row} ${styles.line}`}>
        <span className={pageStyles.chip}>{t(`moderation.kinds.${subject.kind}`)}</span>
        <Link href={path} className={styles.link} dir="auto">
          {title}
        </Link>
      </p>
      {text !== '' && (
        <blockquote className={styles.quote} dir="auto">
          {text}
        </blockquote>
      )}
    </>
  )
}
