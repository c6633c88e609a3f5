import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProfileInput } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

const LEVELS = ['learning', 'working', 'expert'] as const
type Skill = ProfileInput['skills'][number]

export function SkillFields({ skills, change }: { skills: readonly Skill[]; change: ChangeProfile }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const trimmed = name.trim()
  const known = skills.some((skill) => skill.name.toLocaleLowerCase() === trimmed.toLocaleLowerCase())
  const add = () => {
    if (trimmed === '' || known) return
    change({ skills: [...skills, { name: trimmed, level: 'working' }] })
    setName('')
  }
  const replace = (index: number, skill: Skill) => change({ skills: skills.with(index, skill) })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    // Enter adds the skill; it does not save the form.
    event.preventDefault()
    add()
  }
  return (
    <section className={pageStyles.card} aria-labelledby="profile-skills">
      <h2 id="profile-skills" className={pageStyles.cardTitle}>
        {t('profile.skills')}
      </h2>
      <p className={pageStyles.hint}>{t('profile.skillsText')}</p>
      <ul className={styles.skills}>
        {skills.map((skill, index) => (
          <li key={skill.name} className={styles.skill}>
            <span className={styles.skillName}>{skill.name}</span>
            <Select
              size="xs"
              w={120}
              aria-label={t('profile.levelOf', { skill: skill.name })}
              data={LEVELS.map((value) => ({ value, label: t(`profile.levels.${value}`) }))}
              value={skill.level}
              onChange={(value) =>
                replace(index, { ...skill, level: LEVELS.find((one) => one === value) ?? 'working' })
              }
            />
            <NumberInput
              size="xs"
              w={92}
              min={0}
              max={60}
              aria-label={t('profile.yearsOf', { skill: skill.name })}
              placeholder={t('profile.years')}
              value={skill.years ?? ''}
              onChange={(years) => {
                const { years: _, ...rest } = skill
                replace(index, typeof years === 'number' ? { ...rest, years } : rest)
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              c="inherit"
              aria-label={t('profile.removeSkill', { skill: skill.name })}
              onClick={() => change({ skills: skills.filter((other) => other !== skill) })}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={pageStyles.row}>
        <TextInput
          className={styles.newSkill ?? ''}
          aria-label={t('profile.newSkill')}
          placeholder={t('profile.newSkill')}
          maxLength={60}
          value={name}
          error={known ? t('profile.skillKnown') : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Button
          variant="default"
          leftSection={<IconPlus size={15} aria-hidden />}
          disabled={trimmed === '' || known}
          onClick={add}
        >
          {t('profile.addSkill')}
        </Button>
      </div>
    </section>
  )
}
