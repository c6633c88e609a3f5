import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useSubmit } from '../lib/use-submit.ts'

interface ConfirmModalProps {
  title: string
  text: string
  /** What the button that does it says. */
  action: string
  onConfirm: () => Promise<void>
  onClose: () => void
}

/** Asks before something that cannot be undone. */
export function ConfirmModal({ title, text, action, onConfirm, onClose }: ConfirmModalProps) {
  const { t } = useTranslation()
  const { busy, error, run } = useSubmit()
  return (
    <Modal opened onClose={onClose} title={title} size="sm" closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Stack>
        <Text size="sm">{text}</Text>
        {error !== undefined && (
          <Text size="sm" c="var(--gh-danger-text)" role="alert">
            {error}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            color="red"
            loading={busy}
            onClick={() =>
              void run(async () => {
                await onConfirm()
                onClose()
              })
            }
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
