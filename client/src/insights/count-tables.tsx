import { useTranslation } from 'react-i18next'
import { ANSWER_SPANS, type Insights, SMALLEST_GROUP } from '../../../shared/insights.ts'
import pageStyles from '../components/page.module.css'
import { languageName } from '../lib/language-names.ts'
import { useLocale } from '../lib/use-locale.ts'
import styles from '../market/market.module.css'

interface Row {
  name: string
  /** Null: too few to be told. */
  count: number | null
}

/** How soon threads got their first answer; in a niche, gigs the first member who went for them. */
export function AnswerTable({ answers, isOfNiche }: { answers: Insights['answers']; isOfNiche: boolean }) {
  const { t } = useTranslation()
  const rows = ANSWER_SPANS.map((span) => ({ name: t(`insights.answers.${span}`), count: answers[span] }))
  return (
    <CountTable
      title={t(isOfNiche ? 'insights.answers.gigTitle' : 'insights.answers.title')}
      none={t(isOfNiche ? 'insights.answers.noGig' : 'insights.answers.none')}
      head={[t('insights.answers.after'), t(isOfNiche ? 'insights.gigs' : 'insights.answers.threads')]}
      rows={rows.every(({ count }) => count === 0) ? [] : rows}
    />
  )
}

/** Which languages members read. */
export function LanguageTable({ languages }: { languages: Insights['languages'] }) {
  const { t, i18n } = useTranslation()
  const rows: Row[] = languages.known.map(({ language, members }) => ({
    name: languageName(language, i18n.language),
    count: members,
  }))
  return (
    <CountTable
      title={t('insights.languages.title')}
      none={t('insights.languages.none', { least: SMALLEST_GROUP })}
      head={[t('insights.languages.language'), t('nav.members')]}
      rows={rows.length === 0 ? [] : [...rows, { name: t('insights.languages.other'), count: languages.other }]}
    />
  )
}

interface CountTableProps {
  title: string
  none: string
  head: readonly [string, string]
  rows: readonly Row[]
}

function CountTable({ title, none, head, rows }: CountTableProps) {
  const { t } = useTranslation()
  const locale = useLocale()
  const most = Math.max(1, ...rows.map(({ count }) => count ?? 0))
  return (
    <section className={pageStyles.card} aria-label={title}>
      <h2 className={pageStyles.cardTitle}>{title}</h2>
      {rows.length === 0 ? (
        <p className={styles.few}>{none}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{head[0]}</th>
              <th scope="col">{head[1]}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, count }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
                    <rect className={styles.track} x="0" y="0" width="100" height="8" />
                    <rect className={styles.mid} x="0" y="0" width={((count ?? 0) / most) * 100} height="8" />
                  </svg>
                  <span className={styles.range}>
                    {count === null ? t('insights.few', { least: SMALLEST_GROUP }) : locale.number(count)}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
