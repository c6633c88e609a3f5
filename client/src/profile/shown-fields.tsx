import { Anchor, Checkbox, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { type ProfileInput, SHOWABLE } from '../../../shared/profiles.ts'
import pageStyles from '../components/page.module.css'
import type { ChangeProfile } from './profile-form.tsx'
import styles from './profile.module.css'

/** What others find about the member in the directory. */
export function ShownFields({ profile: { shown, link }, change }: { profile: ProfileInput; change: ChangeProfile }) {
  const { t } = useTranslation()
  return (
    <section className={pageStyles.card} aria-labelledby="profile-shown">
      <h2 id="profile-shown" className={pageStyles.cardTitle}>
        {t('profile.shown')}
      </h2>
      <p className={pageStyles.hint}>
        {t('profile.shownText')}{' '}
        <Anchor component={Link} href="/directory" inherit>
          {t('directory.title')}
        </Anchor>
      </p>
      <div className={styles.fields}>
        {SHOWABLE.map((what) => (
          <Checkbox
            key={what}
            label={t(`profile.showable.${what}`)}
            checked={shown.includes(what)}
            onChange={({ currentTarget: { checked } }) =>
              change({ shown: SHOWABLE.filter((one) => (one === what ? checked : shown.includes(one))) })
            }
          />
        ))}
        <TextInput
          type="url"
          label={t('profile.link')}
          placeholder="https://"
          maxLength={500}
          value={link ?? ''}
          onChange={({ currentTarget: { value } }) => change({ link: value.trim() === '' ? null : value.trim() })}
        />
      </div>
    </section>
  )
}
