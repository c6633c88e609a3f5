import { Anchor } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DirectoryEntry } from '../../../shared/directory.ts'
import pageStyles from '../components/page.module.css'
import { PersonAvatar } from '../components/person-avatar.tsx'
import { languageName } from '../lib/language-names.ts'
import styles from './directory.module.css'

const MOST_SKILLS = 12

/** A member as they show themselves. */
export function DirectoryCard({ entry }: { entry: DirectoryEntry }) {
  const { t, i18n } = useTranslation()
  const { memberId, name, roles, skills, languages, timeZone, available, link } = entry
  const facts = [
    ...(languages ?? []).map((language) => languageName(language, i18n.language)),
    ...(timeZone === null ? [] : [`${timeZone} (${timeThere(timeZone, i18n.language)})`]),
  ]
  return (
    <li className={`${pageStyles.card} ${styles.card}`}>
      <PersonAvatar memberId={memberId} name={name} size={36} decorative />
      <div className={styles.about}>
        <h2 className={styles.name} dir="auto">
          {name}
        </h2>
        {roles !== null && roles.length > 0 && (
          <p className={styles.facts} dir="auto">
            {roles.join(' · ')}
          </p>
        )}
        {facts.length > 0 && <p className={styles.facts}>{facts.join(' · ')}</p>}
        {available !== null && (
          <span className={pageStyles.chip} {...(available ? { 'data-tone': 'good' } : {})}>
            {t(available ? 'directory.takes' : 'directory.takesNot')}
          </span>
        )}
        {skills !== null && skills.length > 0 && (
          <ul className={styles.skills} aria-label={t('directory.skills', { name })}>
            {skills.slice(0, MOST_SKILLS).map((skill) => (
              <li key={skill.name} className={pageStyles.chip}>
                {skill.name}
              </li>
            ))}
          </ul>
        )}
        {link !== null && (
          <Anchor href={link} target="_blank" rel="noopener noreferrer" size="sm">
            {link.replace(/^https?:\/\//, '')}
          </Anchor>
        )}
      </div>
    </li>
  )
}

function timeThere(timeZone: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone }).format(Date.now())
}
