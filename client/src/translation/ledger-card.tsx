import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { MODEL_PURPOSES, type ModelCall } from '../../../shared/models.ts'
import pageStyles from '../components/page.module.css'
import { membersQuery } from '../documents/document-queries.ts'
import { useCommunity } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { roomsQuery } from '../rooms/room-queries.ts'
import styles from '../settings/settings.module.css'
import { ledgerQuery } from './translation-queries.ts'

const MICROS = 1_000_000

/** Every call of an outside model, for every member to see. */
export function LedgerCard() {
  const { t, i18n } = useTranslation()
  const locale = useLocale()
  const { community, member: me } = useCommunity()
  const { data: members } = useQuery(membersQuery(community.id))
  const { data: rooms } = useQuery(roomsQuery(community.id))
  const { data } = useQuery(ledgerQuery(community.id))
  if (data === undefined) return null
  const usd = (micros: number) =>
    new Intl.NumberFormat(i18n.language, { style: 'currency', currency: 'USD', maximumFractionDigits: 4 }).format(
      micros / MICROS,
    )
  const of = (micros: number, limit: number | null) =>
    limit === null ? usd(micros) : t('settings.translation.of', { spent: usd(micros), limit: usd(limit * MICROS) })
  const { calls, spent, budget } = data
  const purposeOf = ({ purpose }: ModelCall) => {
    const known = MODEL_PURPOSES.find((one) => one === purpose)
    return known === undefined ? purpose : t(`settings.translation.purpose.${known}`)
  }
  const whomOf = ({ memberId, roomId }: ModelCall) => {
    if (memberId === me.id) return t('settings.translation.forMe')
    if (memberId !== null) return members?.find(({ id }) => id === memberId)?.name ?? t('settings.translation.forOne')
    const room = rooms?.find(({ id }) => id === roomId)
    return room === undefined ? t('settings.translation.forAll') : `#${room.name}`
  }
  return (
    <section className={pageStyles.card} aria-labelledby="translation-ledger">
      <h2 id="translation-ledger" className={pageStyles.cardTitle}>
        {t('settings.translation.ledger')}
      </h2>
      <p className={pageStyles.muted}>{t('settings.translation.ledgerText')}</p>
      <dl className={styles.facts}>
        <div>
          <dt>{t('settings.translation.today')}</dt>
          <dd>{of(spent.dayMicros, budget.dayUsd)}</dd>
        </div>
        <div>
          <dt>{t('settings.translation.thisMonth')}</dt>
          <dd>{of(spent.monthMicros, budget.monthUsd)}</dd>
        </div>
      </dl>
      {calls.length === 0 ? (
        <p>{t('settings.translation.noCalls')}</p>
      ) : (
        <div
          className={`${pageStyles.tableFrame} ${styles.after}`}
          tabIndex={0}
          role="region"
          aria-labelledby="translation-ledger"
        >
          <table className={pageStyles.table}>
            <thead>
              <tr>
                {(['when', 'why', 'whom', 'where', 'tokens', 'cost', 'time', 'outcome'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`settings.translation.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {calls.map((call) => (
                <tr key={call.id}>
                  <td className={`${pageStyles.muted} ${styles.time}`}>{locale.dateTime(call.at)}</td>
                  <td>{purposeOf(call)}</td>
                  <td dir="auto">{whomOf(call)}</td>
                  <td className={styles.cell} dir="ltr">
                    {call.model} · {call.host}
                  </td>
                  <td>{locale.number(call.inputTokens + call.outputTokens)}</td>
                  <td>{usd(call.costMicros)}</td>
                  <td>{t('settings.setup.ms', { ms: locale.number(call.durationMs) })}</td>
                  <td>{t(`settings.translation.outcome.${call.outcome}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
