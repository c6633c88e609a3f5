import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ProfileInput } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import { useCommunity } from '../lib/session.tsx'
import { marketQuery } from '../market/market-query.ts'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

const ASKED_AT_ONCE = 3

/** Asks about skills that gigs ask for which nearly fit: a profile that says nothing of a skill may just have forgotten it. */
export function GapQuestions({ profile, change }: { profile: ProfileInput; change: ChangeProfile }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const { data } = useQuery(marketQuery(community.id))
  const answered = new Set([...profile.skills.map(({ name }) => name), ...profile.skillsDeclined].map(fold))
  const open = (data?.gaps ?? []).filter(({ skill }) => !answered.has(fold(skill))).slice(0, ASKED_AT_ONCE)
  if (open.length === 0) return null
  const know = (name: string, level: 'working' | 'learning') => change({ skills: [...profile.skills, { name, level }] })
  const decline = (name: string) => change({ skillsDeclined: [...profile.skillsDeclined, name].slice(-200) })
  return (
    <section className={pageStyles.card} aria-labelledby="profile-questions">
      <h2 id="profile-questions" className={pageStyles.cardTitle}>
        {t('profile.questions.title')}
      </h2>
      <p className={pageStyles.hint}>{t('profile.questions.text')}</p>
      <ul className={styles.skills}>
        {open.map(({ skill, gigs }) => (
          <li key={skill} className={styles.skill}>
            <span className={styles.skillName}>{t('profile.questions.ask', { skill, count: gigs })}</span>
            <span className={pageStyles.row} role="group" aria-label={skill}>
              <Button size="compact-xs" variant="default" onClick={() => know(skill, 'working')}>
                {t('profile.questions.yes')}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => know(skill, 'learning')}>
                {t('profile.questions.some')}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => decline(skill)}>
                {t('profile.questions.no')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function fold(skill: string): string {
  return skill.toLocaleLowerCase()
}
