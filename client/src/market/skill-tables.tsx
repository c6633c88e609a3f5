import { useTranslation } from 'react-i18next'
import type { Market, SkillGap } from '../../../shared/market.ts'
import pageStyles from '../components/page.module.css'
import { useLocale } from '../lib/use-locale.ts'
import styles from './market.module.css'

/** What the gigs that one nearly fits ask for besides. */
export function GapTable({ gaps }: { gaps: readonly SkillGap[] }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const points = new Intl.NumberFormat(i18n.language, {
    style: 'percent',
    signDisplay: 'always',
    maximumFractionDigits: 0,
  })
  const most = Math.max(...gaps.map(({ gigs }) => gigs))
  return (
    <section className={pageStyles.card} aria-label={t('market.gaps.title')}>
      <h2 className={pageStyles.cardTitle}>{t('market.gaps.title')}</h2>
      {gaps.length === 0 ? (
        <p className={styles.few}>{t('market.gaps.none')}</p>
      ) : (
        <>
          <p className={pageStyles.hint}>{t('market.gaps.text')}</p>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('market.skill')}</th>
                <th scope="col">{t('market.count')}</th>
                <th scope="col" className={styles.figure}>
                  {t('market.gaps.lift')}
                </th>
                <th scope="col" className={styles.figure}>
                  {t('market.gaps.reached')}
                </th>
              </tr>
            </thead>
            <tbody>
              {gaps.map((gap) => (
                <tr key={gap.skill}>
                  <th scope="row">{gap.skill}</th>
                  <td>
                    <CountBar part={gap.gigs / most} />
                    <span className={styles.range}>{locale.number(gap.gigs)}</span>
                  </td>
                  <td className={styles.figure}>{points.format(gap.lift)}</td>
                  <td className={styles.figure}>{locale.number(gap.reached)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

/** What is asked for more than it was. */
export function RisingTable({ rising }: { rising: Market['rising'] }) {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const growth = new Intl.NumberFormat(i18n.language, { style: 'percent', signDisplay: 'always' })
  return (
    <section className={pageStyles.card} aria-label={t('market.rising.title')}>
      <h2 className={pageStyles.cardTitle}>{t('market.rising.title')}</h2>
      {rising === null || rising.length === 0 ? (
        <p className={styles.few}>{t(rising === null ? 'market.rising.few' : 'market.rising.none')}</p>
      ) : (
        <>
          <p className={pageStyles.hint}>{t('market.rising.text')}</p>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('market.skill')}</th>
                <th scope="col" className={styles.figure}>
                  {t('market.rising.before')}
                </th>
                <th scope="col" className={styles.figure}>
                  {t('market.rising.now')}
                </th>
                <th scope="col" className={styles.figure}>
                  {t('market.rising.growth')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rising.map((one) => (
                <tr key={one.skill}>
                  <th scope="row">{one.skill}</th>
                  <td className={styles.figure}>{locale.number(one.before)}</td>
                  <td className={styles.figure}>{locale.number(one.gigs)}</td>
                  <td className={styles.figure}>{growth.format(one.growth)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}

function CountBar({ part }: { part: number }) {
  return (
    <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden>
      <rect className={styles.track} x="0" y="0" width="100" height="8" />
      <rect className={styles.mid} x="0" y="0" width={part * 100} height="8" />
    </svg>
  )
}
