import { Button } from '@mantine/core'
import { IconSparkles, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { notifyFailed } from '../lib/notify.ts'
import { updateApp, useUpdateWaiting } from '../lib/pwa.ts'
import styles from './shell.module.css'

/** Offers the newer version; it never reloads by itself, for somebody may be writing. */
export function UpdateNotice() {
  const { t } = useTranslation()
  const waiting = useUpdateWaiting()
  const [dismissed, setDismissed] = useState(false)
  if (!waiting || dismissed) return null
  return (
    <div className={styles.update} role="status">
      <IconSparkles size={18} aria-hidden />
      <span>{t('update.text')}</span>
      <Button size="xs" onClick={() => void updateApp().catch(notifyFailed)}>
        {t('update.now')}
      </Button>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        c="inherit"
        onClick={() => setDismissed(true)}
        aria-label={t('update.later')}
      >
        <IconX size={16} aria-hidden />
      </Button>
    </div>
  )
}
