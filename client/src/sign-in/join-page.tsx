import { Anchor, Button, PasswordInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { memberEndpoints } from '../../../shared/members.ts'
import { PageLoader } from '../components/page-loader.tsx'
import { api } from '../lib/api.ts'
import { signUp } from '../lib/auth-api.ts'
import { errorWords } from '../lib/error-words.ts'
import { useMe } from '../lib/session.tsx'
import { useLocale } from '../lib/use-locale.ts'
import { SignInForm } from './sign-in-form.tsx'
import { SignInFrame } from './sign-in-frame.tsx'
import styles from './sign-in.module.css'
import { useSubmit } from '../lib/use-submit.ts'

/** Where an invitation leads: what it is for, then sign up or sign in, then in. */
export function JoinPage({ code }: { code: string }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const invitation = useQuery({
    queryKey: ['invitation', code],
    queryFn: () => api.call(memberEndpoints.previewInvitation, { params: { code } }),
    retry: false,
  })
  const { data: me, isPending } = useMe()
  const [hasAccount, setHasAccount] = useState(false)
  const accept = useSubmit()
  if (invitation.isPending || isPending) return <PageLoader whole />
  if (invitation.data === undefined)
    return <SignInFrame title={t('join.invalid')} text={errorWords(invitation.error)} />

  const { communityName, role, invitedBy, expiresAt } = invitation.data
  const enter = async () => {
    await api.call(memberEndpoints.acceptInvitation, { params: { code } })
    location.assign('/')
  }
  const text = t('join.text', { name: invitedBy, role: t(`roles.${role}`), until: locale.dateTime(expiresAt) })
  return (
    <SignInFrame title={t('join.title', { community: communityName })} text={text}>
      {me ? (
        <div className={styles.form}>
          <p className={styles.text}>{t('join.as', { email: me.account.email })}</p>
          {accept.error !== undefined && (
            <p className={styles.error} role="alert">
              {accept.error}
            </p>
          )}
          <Button loading={accept.busy} onClick={() => void accept.run(enter)}>
            {t('join.accept')}
          </Button>
        </div>
      ) : hasAccount ? (
        <SignInForm next={`/join/${code}`} onSignedIn={() => void accept.run(enter)} />
      ) : (
        <SignUpForm code={code} onSignedUp={enter} />
      )}
      {!me && (
        <p className={styles.switch}>
          {t(hasAccount ? 'join.noAccount' : 'join.hasAccount')}{' '}
          <Anchor component="button" type="button" size="sm" onClick={() => setHasAccount(!hasAccount)}>
            {t(hasAccount ? 'join.signUp' : 'signIn.submit')}
          </Anchor>
        </p>
      )}
    </SignInFrame>
  )
}

function SignUpForm({ code, onSignedUp }: { code: string; onSignedUp: () => Promise<void> }) {
  const { t } = useTranslation()
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const submit = async () => {
    await signUp({ name: name.trim(), email, password, invitation: code })
    await onSignedUp()
  }
  return (
    <form className={styles.form} onSubmit={onSubmit(submit)}>
      <TextInput
        label={t('join.name')}
        autoComplete="name"
        required
        withAsterisk={false}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('signIn.password')}
        description={t('join.passwordRule')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={10}
        maxLength={200}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <Button type="submit" loading={busy} mt={4}>
        {t('join.signUpAndJoin')}
      </Button>
    </form>
  )
}
