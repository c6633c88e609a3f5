import { Button, Select, Switch, TagsInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ProfileInput, profileEndpoints } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { AlertFields } from './alert-fields.tsx'
import { GapQuestions } from './gap-questions.tsx'
import { PlaceFields } from './place-fields.tsx'
import { PortfolioFields } from './portfolio-fields.tsx'
import styles from './profile.module.css'
import { RateFields } from './rate-fields.tsx'
import { ResumeImport } from './resume-import.tsx'
import { ShownFields } from './shown-fields.tsx'
import { SkillFields } from './skill-fields.tsx'

export type ChangeProfile = (change: Partial<ProfileInput>) => void

const SENIORITIES = ['junior', 'mid', 'senior', 'lead'] as const

/** What gigs are matched with. Saved as a whole, by the button. */
export function ProfileForm({ initial, isNew }: { initial: ProfileInput; isNew: boolean }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const client = useQueryClient()
  const [profile, setProfile] = useState(initial)
  const [saved, setSaved] = useState(initial)
  const { busy, error, onSubmit } = useSubmit()
  const change: ChangeProfile = (part) => setProfile((all) => ({ ...all, ...part }))
  const save = async () => {
    const answer = await api.call(profileEndpoints.save, { params: { communityId: community.id }, body: profile })
    client.setQueryData(['profile', community.id], answer.profile)
    setSaved(profile)
    await client.invalidateQueries({ queryKey: ['gigs', community.id] })
    await client.invalidateQueries({ queryKey: ['market', community.id] })
    notifyDone(t('profile.saved'))
  }
  return (
    <form onSubmit={onSubmit(save)} className={styles.form}>
      <ResumeImport profile={profile} change={change} isSaved={!isNew} />
      <section className={pageStyles.card} aria-labelledby="profile-work">
        <h2 id="profile-work" className={pageStyles.cardTitle}>
          {t('profile.work')}
        </h2>
        <div className={styles.fields}>
          <TextInput
            label={t('profile.headline')}
            placeholder={t('profile.headlineHint')}
            maxLength={160}
            value={profile.headline}
            onChange={(event) => change({ headline: event.currentTarget.value })}
          />
          <TagsInput
            label={t('profile.roles')}
            description={t('profile.rolesText')}
            maxTags={20}
            value={profile.roles}
            onChange={(roles) => change({ roles })}
          />
          <Select
            label={t('profile.seniority')}
            clearable
            data={SENIORITIES.map((value) => ({ value, label: t(`profile.seniorities.${value}`) }))}
            value={profile.seniority}
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            onChange={(value) => change({ seniority: SENIORITIES.find((one) => one === value) ?? null })}
          />
          <Switch
            label={t('profile.available')}
            description={t('profile.availableText')}
            checked={profile.available}
            onChange={(event) => change({ available: event.currentTarget.checked })}
          />
        </div>
      </section>
      {!isNew && <GapQuestions profile={profile} change={change} />}
      <SkillFields skills={profile.skills} change={change} />
      <PortfolioFields pieces={profile.portfolio} change={change} />
      <RateFields profile={profile} change={change} />
      <PlaceFields profile={profile} change={change} />
      <ShownFields profile={profile} change={change} />
      <AlertFields alerts={profile.alerts} change={change} />
      <div className={styles.saveBar}>
        {error !== undefined && (
          <p className={pageStyles.danger} role="alert">
            {error}
          </p>
        )}
        <Button type="submit" loading={busy} disabled={JSON.stringify(profile) === JSON.stringify(saved)}>
          {t('profile.save')}
        </Button>
      </div>
    </form>
  )
}
