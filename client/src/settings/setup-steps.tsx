import { Anchor, Button, CopyButton, SegmentedControl } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PlatformStatus } from '../../../shared/platforms.ts'
import { slackManifestEndpoint } from '../../../shared/slack-manifest.ts'
import { ErrorState } from '../components/error-state.tsx'
import { PageLoader } from '../components/page-loader.tsx'
import { SecretField } from '../components/secret-field.tsx'
import { api } from '../lib/api.ts'
import { SettingCodes } from './setting-codes.tsx'
import styles from './settings.module.css'

const SLACK_SETTINGS = {
  socket: ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'],
  http: ['SLACK_HTTP_PORT', 'SLACK_SIGNING_SECRET', 'SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET'],
} as const

type Mode = keyof typeof SLACK_SETTINGS

/** Leads through the set-up of a platform, open while there is something to be done. */
export function SetupSteps({ status }: { status: PlatformStatus }) {
  const { t } = useTranslation()
  const isDone = status.state !== 'off' && status.workspaces.length > 0
  if (status.platform !== 'discord' && status.platform !== 'slack') return null
  return (
    <details className={styles.steps} open={!isDone}>
      <summary>{t('settings.setup.steps')}</summary>
      {status.platform === 'discord' ? (
        <DiscordSteps inviteUrl={status.inviteUrl} />
      ) : (
        <SlackSteps installUrl={status.inviteUrl} />
      )}
    </details>
  )
}

function DiscordSteps({ inviteUrl }: { inviteUrl: string | null }) {
  const { t } = useTranslation()
  return (
    <ol>
      <li>
        {t('settings.setup.discord.app')} <Outside address="discord.com/developers/applications" />
      </li>
      <li>
        {t('settings.setup.settings')}
        <SettingCodes settings={['DISCORD_TOKEN']} />
      </li>
      <li>
        {t('settings.setup.discord.invite')}
        {inviteUrl === null ? (
          <p>{t('settings.setup.discord.inviteLater')}</p>
        ) : (
          <SecretField label={t('settings.setup.discord.inviteLink')} value={inviteUrl} />
        )}
      </li>
    </ol>
  )
}

function SlackSteps({ installUrl }: { installUrl: string | null }) {
  const { t } = useTranslation()
  const [mode, setMode] = useState<Mode>(installUrl === null ? 'socket' : 'http')
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('settings.setup.slack.mode')}
        value={mode}
        onChange={(value) => setMode(value === 'http' ? 'http' : 'socket')}
        data={[
          { value: 'socket', label: t('settings.setup.slack.socket') },
          { value: 'http', label: t('settings.setup.slack.http') },
        ]}
      />
      <p>{t(`settings.setup.slack.${mode}Text`)}</p>
      <ol>
        <li>
          {t('settings.setup.slack.app')} <Outside address="api.slack.com/apps" />
          <Manifest mode={mode} />
        </li>
        <li>
          {t('settings.setup.settings')}
          <SettingCodes settings={SLACK_SETTINGS[mode]} />
        </li>
        <li>
          {t(`settings.setup.slack.${mode}Install`)}
          {mode === 'http' && (
            <SecretField label={t('settings.setup.slack.installLink')} value={`${location.origin}/slack/install`} />
          )}
        </li>
      </ol>
    </>
  )
}

function Manifest({ mode }: { mode: Mode }) {
  const { t } = useTranslation()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['slack-manifest', mode],
    queryFn: () => api.call(slackManifestEndpoint, { query: { mode } }),
  })
  if (isPending) return <PageLoader />
  if (data === undefined) return <ErrorState error={error} retry={() => void refetch()} />
  const json = JSON.stringify(data, null, 2)
  return (
    <div className={styles.codes}>
      <CopyButton value={json}>
        {({ copied, copy }) => (
          <Button size="xs" variant="default" leftSection={<IconCopy size={14} aria-hidden />} onClick={copy}>
            {copied ? t('common.copied') : t('settings.setup.slack.copyManifest')}
          </Button>
        )}
      </CopyButton>
      <Button
        size="xs"
        variant="default"
        component="a"
        href={`data:application/json;charset=utf-8,${encodeURIComponent(json)}`}
        download="guildhall-slack-manifest.json"
        leftSection={<IconDownload size={14} aria-hidden />}
      >
        {t('settings.setup.slack.downloadManifest')}
      </Button>
    </div>
  )
}

function Outside({ address }: { address: string }) {
  return (
    <Anchor href={`https://${address}`} target="_blank" rel="noopener noreferrer" dir="ltr" inherit>
      {address}
    </Anchor>
  )
}
