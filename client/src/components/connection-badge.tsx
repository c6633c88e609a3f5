import { Button, Popover, UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { CLOSE } from '../../../shared/collab-protocol.ts'
import type { ConnectionStatus } from '../lib/document-connection.ts'
import { updateApp } from '../lib/pwa.ts'
import styles from './connection-badge.module.css'

type RefusalKey =
  | 'unauthenticated'
  | 'forbidden'
  | 'notFound'
  | 'schemaTooOld'
  | 'otherGeneration'
  | 'tooLarge'
  | 'other'

/** Where the member's edits are, at all times, in words; a press tells more. */
export function ConnectionBadge({ status }: { status: ConnectionStatus }) {
  const { t } = useTranslation()
  const { label, explanation } = useWords(status)
  return (
    <div className={styles.frame}>
      <Popover width={300} position="bottom-end" shadow="md">
        <Popover.Target>
          <UnstyledButton className={styles.badge} data-state={status.state}>
            <StateIcon state={status.state} />
            <span role="status" aria-label={t('connection.label')}>
              {label}
            </span>
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <p className={styles.explanation}>{explanation}</p>
          {status.state === 'refused' && <RefusalAction code={status.code} />}
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}

/** The same at the top of the page, once the hub has refused the document for good. */
export function RefusalNotice({ status }: { status: ConnectionStatus }) {
  const { explanation } = useWords(status)
  if (status.state !== 'refused') return null
  return (
    <div className={styles.notice} role="alert">
      <IconAlertTriangle size={18} aria-hidden />
      <p className={styles.explanation}>{explanation}</p>
      <RefusalAction code={status.code} />
    </div>
  )
}

function RefusalAction({ code }: { code: number | undefined }) {
  const { t } = useTranslation()
  if (code === CLOSE.unauthenticated) {
    return (
      <Button component="a" href={`/sign-in?next=${encodeURIComponent(location.pathname)}`} size="xs">
        {t('signIn.submit')}
      </Button>
    )
  }
  if (code === CLOSE.forbidden || code === CLOSE.notFound) return null
  return (
    <Button size="xs" leftSection={<IconRefresh size={14} aria-hidden />} onClick={() => void updateApp()}>
      {t(code === CLOSE.schemaTooOld ? 'connection.update' : 'connection.reload')}
    </Button>
  )
}

function StateIcon({ state }: { state: ConnectionStatus['state'] }) {
  if (state === 'refused') return <IconAlertTriangle size={16} aria-hidden />
  if (state === 'offline') return <IconCloudOff size={16} aria-hidden />
  if (state === 'saved') return <IconCloudCheck size={16} aria-hidden />
  return <IconRefresh size={16} aria-hidden className={styles.turning} />
}

function useWords({ state, pending, code }: ConnectionStatus): { label: string; explanation: string } {
  const { t } = useTranslation()
  if (state === 'refused') {
    const reason = refusalKey(code)
    return { label: t(`connection.refused.${reason}`), explanation: t(`connection.refusal.${reason}`) }
  }
  if (state === 'offline') {
    return {
      label: pending > 0 ? t('connection.offlineWaiting', { count: pending }) : t('connection.offline'),
      explanation: t('connection.offlineExplained'),
    }
  }
  if (state === 'saved') return { label: t('connection.saved'), explanation: t('connection.savedExplained') }
  if (state === 'saving') {
    return { label: t('connection.saving'), explanation: t('connection.savingExplained', { count: pending }) }
  }
  return { label: t('connection.connecting'), explanation: t('connection.connectingExplained') }
}

function refusalKey(code: number | undefined): RefusalKey {
  if (code === CLOSE.unauthenticated) return 'unauthenticated'
  if (code === CLOSE.forbidden) return 'forbidden'
  if (code === CLOSE.notFound) return 'notFound'
  if (code === CLOSE.schemaTooOld) return 'schemaTooOld'
  if (code === CLOSE.otherGeneration) return 'otherGeneration'
  if (code === CLOSE.tooLarge) return 'tooLarge'
  return 'other'
}
