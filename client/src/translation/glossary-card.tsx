import { ActionIcon, Button, FileButton } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { translationEndpoints } from '../../../shared/translation-api.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { download } from '../lib/download.ts'
import { notifyDone, notifyFailed } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import styles from '../settings/settings.module.css'
import { languageName } from '../lib/language-names.ts'
import { TermForm } from './term-form.tsx'
import { termsQuery } from './translation-queries.ts'

interface GlossaryCardProps {
  /** Null: the words that hold everywhere in the community. */
  roomId: string | null
  mayChange: boolean
}

/** The own words of a community or a room: names that stay, and terms that are always called the same. */
export function GlossaryCard({ roomId, mayChange }: GlossaryCardProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const { data = [] } = useQuery(termsQuery(community.id))
  const terms = data.filter((term) => term.roomId === roomId)
  const params = { communityId: community.id }
  const refresh = () => client.invalidateQueries({ queryKey: ['translation', community.id, 'terms'] })
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      notifyFailed(error)
    } finally {
      await refresh()
    }
  }
  const exportAs = (format: 'csv' | 'tbx') =>
    attempt(async () => {
      const { fileName, content } = await api.call(translationEndpoints.exportTerms, {
        params,
        query: { format, ...(roomId === null ? {} : { roomId }) },
      })
      download(fileName, format === 'csv' ? 'text/csv' : 'application/xml', content)
    })
  const takeIn = (file: File | null) =>
    attempt(async () => {
      if (file === null) return
      const format = /\.(?:tbx|xml)$/i.test(file.name) ? 'tbx' : 'csv'
      const body = { format, content: await file.text(), roomId } as const
      const { imported, refused } = await api.call(translationEndpoints.importTerms, { params, body })
      const done = t('settings.translation.imported', { count: imported })
      const [first] = refused
      notifyDone(first === undefined ? done : `${done} ${t('settings.translation.refusedLine', { ...first })}`)
    })
  return (
    <section className={pageStyles.card} aria-labelledby="translation-glossary">
      <div className={styles.head}>
        <h2 id="translation-glossary" className={pageStyles.cardTitle}>
          {t('settings.translation.glossary')}
        </h2>
        <span className={`${pageStyles.row} ${pageStyles.end}`}>
          {mayChange && (
            <FileButton accept=".csv,.tbx,.xml" onChange={(file) => void takeIn(file)}>
              {(props) => (
                <Button {...props} size="xs" variant="default">
                  {t('settings.translation.import')}
                </Button>
              )}
            </FileButton>
          )}
          {(['csv', 'tbx'] as const).map((format) => (
            <Button
              key={format}
              size="xs"
              variant="default"
              disabled={terms.length === 0}
              onClick={() => void exportAs(format)}
            >
              {t('settings.translation.export', { format: format.toUpperCase() })}
            </Button>
          ))}
        </span>
      </div>
      <p className={pageStyles.muted}>
        {t(roomId === null ? 'settings.translation.glossaryText' : 'settings.translation.roomGlossaryText')}
      </p>
      {terms.length === 0 && !mayChange && <p>{t('settings.translation.noTerms')}</p>}
      {terms.length > 0 && (
        <ul className={styles.log}>
          {terms.map(({ id, term, language, translations, note }) => (
            <li key={id} className={styles.head}>
              <span>
                <strong lang={language}>{term}</strong>{' '}
                <span className={pageStyles.muted}>{languageName(language, i18n.language)}</span>
              </span>
              <span>
                {Object.keys(translations).length === 0
                  ? t('settings.translation.stays')
                  : Object.entries(translations)
                      .map(([code, text]) => `${languageName(code, i18n.language)}: ${text}`)
                      .join(' · ')}
                {note !== '' && ` (${note})`}
              </span>
              {mayChange && (
                <ActionIcon
                  className={pageStyles.end ?? ''}
                  variant="subtle"
                  color="gray"
                  aria-label={t('settings.translation.removeTerm', { term })}
                  onClick={() =>
                    void attempt(() => api.call(translationEndpoints.removeTerm, { params: { ...params, termId: id } }))
                  }
                >
                  <IconTrash size={16} aria-hidden />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <TermForm roomId={roomId} onAdded={() => void refresh()} />}
    </section>
  )
}
