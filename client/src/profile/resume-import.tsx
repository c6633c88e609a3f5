import { Button, Checkbox, FileButton } from '@mantine/core'
import { IconDownload, IconFileUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileInput } from '../../../shared/profiles.ts'
import { RESUME_MAX_BYTES, resumeEndpoints, type ResumeReading } from '../../../shared/resumes.ts'
import pageStyles from '../components/page.module.css'
import { MarkedText } from '../gigs/marked-text.tsx'
import { api } from '../lib/api.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { foundParts, type PartName, takenOver } from './found-parts.ts'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

const ACCEPTED = '.pdf,.docx,.txt,.md,.json'

interface ResumeImportProps {
  profile: ProfileInput
  change: ChangeProfile
  /** Whether there is a saved profile that can be downloaded. */
  isSaved: boolean
}

/** Reads a résumé, shows what was read and where, and puts into the form what its person agrees to. */
export function ResumeImport({ profile, change, isSaved }: ResumeImportProps) {
  const { t, i18n } = useTranslation()
  const { community } = useCommunity()
  const { busy, error, run } = useSubmit()
  const [reading, setReading] = useState<ResumeReading>()
  const [left, setLeft] = useState<ReadonlySet<PartName>>(new Set())
  const [done, setDone] = useState(false)
  const read = async (file: File) => {
    setReading(undefined)
    setDone(false)
    if (file.size > RESUME_MAX_BYTES) throw new Error(t('profile.resume.tooLarge'))
    const body = new Uint8Array(await file.arrayBuffer())
    const name = file.name.slice(-255) || 'resume'
    setReading(await api.call(resumeEndpoints.read, { params: { communityId: community.id }, query: { name }, body }))
    setLeft(new Set())
  }
  const seniority = reading?.found.seniority ?? null
  const parts = reading === undefined ? [] : foundParts(reading.found, i18n.language)
  const take = () => {
    if (reading === undefined) return
    const names = parts.map(({ name }) => name).filter((name) => !left.has(name))
    change(takenOver(profile, reading.found, names))
    setReading(undefined)
    setDone(true)
  }
  return (
    <section className={pageStyles.card} aria-labelledby="profile-resume">
      <h2 id="profile-resume" className={pageStyles.cardTitle}>
        {t('profile.resume.title')}
      </h2>
      <p className={pageStyles.hint}>{t('profile.resume.text')}</p>
      <div className={pageStyles.row}>
        <FileButton accept={ACCEPTED} onChange={(file) => file !== null && void run(() => read(file))}>
          {(props) => (
            <Button {...props} variant="default" loading={busy} leftSection={<IconFileUpload size={16} aria-hidden />}>
              {t('profile.resume.choose')}
            </Button>
          )}
        </FileButton>
        {isSaved && (
          <Button
            component="a"
            href={resumeEndpoints.download.path.replace(':communityId', community.id)}
            download
            variant="subtle"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t('profile.resume.save')}
          </Button>
        )}
      </div>
      {error !== undefined && (
        <p className={pageStyles.danger} role="alert">
          {error}
        </p>
      )}
      {done && <p role="status">{t('profile.resume.taken')}</p>}
      {reading !== undefined && (
        <div className={styles.fields}>
          {parts.length === 0 ? (
            <p role="status">{t('profile.resume.nothing')}</p>
          ) : (
            <fieldset className={styles.found}>
              <legend className={styles.sliderLabel}>{t('profile.resume.found')}</legend>
              {parts.map(({ name, label, words }) => (
                <Checkbox
                  key={name}
                  label={t(label)}
                  description={
                    name === 'seniority' && seniority !== null ? t(`profile.seniorities.${seniority}`) : words
                  }
                  checked={!left.has(name)}
                  onChange={(event) => {
                    const others = [...left].filter((other) => other !== name)
                    setLeft(new Set(event.currentTarget.checked ? others : [...others, name]))
                  }}
                />
              ))}
            </fieldset>
          )}
          <details className={styles.readText}>
            <summary>{t('profile.resume.where')}</summary>
            <MarkedText text={reading.text} evidence={reading.evidence} />
          </details>
          <div className={pageStyles.row}>
            <Button disabled={left.size >= parts.length} onClick={take}>
              {t('profile.resume.take')}
            </Button>
            <Button variant="default" onClick={() => setReading(undefined)}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      )}
    </section>
  )
}
