import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { translationEndpoints } from '../../../shared/translation-api.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from '../settings/settings.module.css'
import { languageName } from '../lib/language-names.ts'
import { correctionsQuery } from './translation-queries.ts'

/** What members would rather read, until an admin has decided. */
export function CorrectionsCard() {
  const { t, i18n } = useTranslation()
  const { community, isAdmin } = useCommunity()
  const client = useQueryClient()
  const { data = [] } = useQuery(correctionsQuery(community.id))
  const decide = async (correctionId: string, approve: boolean) => {
    try {
      const params = { communityId: community.id, correctionId }
      await api.call(translationEndpoints.decide, { params, body: { approve } })
    } catch (error) {
      notifyFailed(error)
    } finally {
      await client.invalidateQueries({ queryKey: ['translation', community.id, 'corrections'] })
    }
  }
  if (data.length === 0) return null
  return (
    <section className={pageStyles.card} aria-labelledby="translation-corrections">
      <h2 id="translation-corrections" className={pageStyles.cardTitle}>
        {t('settings.translation.corrections')}
      </h2>
      <ul className={styles.log}>
        {data.map(({ id, source, machine, text, from, to, authorName }) => (
          <li key={id}>
            <p className={pageStyles.muted}>
              {t('settings.translation.correctionBy', {
                name: authorName,
                from: languageName(from, i18n.language),
                to: languageName(to, i18n.language),
              })}
            </p>
            <p lang={from} dir="auto">
              {source}
            </p>
            <p lang={to} dir="auto">
              <del>{machine}</del>
            </p>
            <p lang={to} dir="auto">
              <ins>{text}</ins>
            </p>
            {isAdmin && (
              <div className={pageStyles.row}>
                <Button size="xs" onClick={() => void decide(id, true)}>
                  {t('settings.translation.approve')}
                </Button>
                <Button size="xs" variant="default" onClick={() => void decide(id, false)}>
                  {t('settings.translation.decline')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
