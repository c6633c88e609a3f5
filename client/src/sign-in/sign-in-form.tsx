import { Button, Divider, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconBrandDiscord, IconBrandSlack, IconMail } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { memberEndpoints } from '../../../shared/members.ts'
import { api } from '../lib/api.ts'
import { sendMagicLink, signInWithPassword, socialSignInUrl } from '../lib/auth-api.ts'
import styles from './sign-in.module.css'
import { useSubmit } from '../lib/use-submit.ts'

interface SignInFormProps {
  /** Where links and platforms lead back to. */
  next: string
  onSignedIn: () => void
}

/** Every way to sign in that this hub offers. */
export function SignInForm({ next, onSignedIn }: SignInFormProps) {
  const { t } = useTranslation()
  const { data: options } = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => api.call(memberEndpoints.signInOptions, {}),
  })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [linkSentTo, setLinkSentTo] = useState<string>()
  const { busy, error, run, onSubmit } = useSubmit()

  if (linkSentTo !== undefined) {
    return (
      <p className={styles.done} role="status">
        {t(options?.mail === false ? 'signIn.linkInLog' : 'signIn.linkSent', { email: linkSentTo })}
      </p>
    )
  }
  const viaPlatform = (provider: 'discord' | 'slack') =>
    run(async () => {
      location.assign(await socialSignInUrl(provider, next))
    })
  const viaLink = () =>
    run(async () => {
      await sendMagicLink(email, next)
      setLinkSentTo(email)
    })
  const usesPassword = options?.password !== false
  const submit = async () => {
    await signInWithPassword(email, password)
    onSignedIn()
  }
  return (
    <form className={styles.form} onSubmit={usesPassword ? onSubmit(submit) : onSubmit(viaLink)}>
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      {usesPassword && (
        <PasswordInput
          label={t('signIn.password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
      )}
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      {usesPassword && (
        <Button type="submit" loading={busy} mt={4}>
          {t('signIn.submit')}
        </Button>
      )}
      {(options?.magicLink === true || options?.discord === true || options?.slack === true) && usesPassword && (
        <Divider label={t('signIn.or')} my={2} />
      )}
      {options?.magicLink === true && (
        <Button
          variant="default"
          type={usesPassword ? 'button' : 'submit'}
          leftSection={<IconMail size={16} aria-hidden />}
          disabled={!/.@./.test(email)}
          loading={busy}
          onClick={usesPassword ? () => void viaLink() : undefined}
        >
          {t('signIn.sendLink')}
        </Button>
      )}
      {options?.discord === true && (
        <Button
          variant="default"
          leftSection={<IconBrandDiscord size={16} aria-hidden />}
          onClick={() => void viaPlatform('discord')}
        >
          {t('signIn.with', { platform: 'Discord' })}
        </Button>
      )}
      {options?.slack === true && (
        <Button
          variant="default"
          leftSection={<IconBrandSlack size={16} aria-hidden />}
          onClick={() => void viaPlatform('slack')}
        >
          {t('signIn.with', { platform: 'Slack' })}
        </Button>
      )}
    </form>
  )
}
