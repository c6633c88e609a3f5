import { Checkbox, Group, Slider, Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ProfileInput } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import { platformName } from '../lib/platform-name.ts'
import { AlertTimes } from './alert-times.tsx'
import { MuteFields } from './mute-fields.tsx'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

const PLATFORMS = ['discord', 'slack']

export function AlertFields({ alerts, change }: { alerts: ProfileInput['alerts']; change: ChangeProfile }) {
  const { t } = useTranslation()
  const percent = Math.round(alerts.threshold * 100)
  const set = (part: Partial<ProfileInput['alerts']>) => change({ alerts: { ...alerts, ...part } })
  const platforms = [...new Set([...PLATFORMS, ...alerts.platforms])]
  return (
    <section className={pageStyles.card} aria-labelledby="profile-alerts">
      <h2 id="profile-alerts" className={pageStyles.cardTitle}>
        {t('profile.alerts')}
      </h2>
      <p className={pageStyles.hint}>
        {t('profile.alertsText')} <Link href="/settings/accounts">{t('profile.alertsLink')}</Link>
      </p>
      <div className={styles.fields}>
        <Switch
          label={t('profile.alertsOn')}
          checked={alerts.enabled}
          onChange={(event) => set({ enabled: event.currentTarget.checked })}
        />
        <div>
          <p id="alert-threshold" className={styles.sliderLabel}>
            {t('profile.threshold', { percent })}
          </p>
          <Slider
            min={0}
            max={100}
            step={5}
            value={percent}
            disabled={!alerts.enabled}
            label={(value) => `${value}%`}
            thumbProps={{ 'aria-labelledby': 'alert-threshold' }}
            onChange={(value) => set({ threshold: value / 100 })}
          />
        </div>
        <AlertTimes alerts={alerts} set={set} />
        <Checkbox.Group
          label={t('profile.platforms')}
          description={t('profile.platformsText')}
          value={alerts.platforms}
          onChange={(next) => set({ platforms: next })}
        >
          <Group mt={8}>
            {platforms.map((platform) => (
              <Checkbox key={platform} value={platform} label={platformName(platform)} disabled={!alerts.enabled} />
            ))}
          </Group>
        </Checkbox.Group>
        <MuteFields mutes={alerts.mutes} set={set} />
      </div>
    </section>
  )
}
