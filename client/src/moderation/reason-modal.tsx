import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSubmit } from '../lib/use-submit.ts'

interface ReasonModalProps {
  title: string
  text: string
  label: string
  /** What the button says. */
  action: string
  maxLength?: number
  onSend: (reason: string) => Promise<void>
  onClose: () => void
}

/** Asks for a reason, and does what it is for. */
export function ReasonModal({ title, text, label, action, maxLength = 1000, onSend, onClose }: ReasonModalProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const send = async () => {
    await onSend(reason)
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={onSubmit(send)}>
        <Stack>
          <Text size="sm">{text}</Text>
          <Textarea
            label={label}
            data-autofocus
            required
            withAsterisk={false}
            minLength={3}
            maxLength={maxLength}
            autosize
            minRows={2}
            maxRows={8}
            value={reason}
            error={error}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
