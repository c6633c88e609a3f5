import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moderationEndpoints, type Rule, type Subject } from '../../../shared/moderation.ts'
import { api } from '../lib/api.ts'
import { notifyDone } from '../lib/notify.ts'
import { useCommunity } from '../lib/session.tsx'
import { useSubmit } from '../lib/use-submit.ts'
import { RuleField } from './rule-field.tsx'

/** Tells the moderators of something, with why and words; its author does not learn by whom. */
export function ReportModal({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const { t } = useTranslation()
  const { community } = useCommunity()
  const [rule, setRule] = useState<Rule | null>(null)
  const [words, setWords] = useState('')
  const { busy, error, onSubmit } = useSubmit()
  const send = async () => {
    if (rule === null) return
    await api.call(moderationEndpoints.report, {
      params: { communityId: community.id },
      body: { subject, rule, words },
    })
    notifyDone(t('moderation.report.done'))
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(`moderation.report.titles.${subject.kind}`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={onSubmit(send)}>
        <Stack>
          <Text size="sm">{t('moderation.report.text')}</Text>
          <RuleField label={t('moderation.report.why')} value={rule} onChange={setRule} />
          <Textarea
            label={t('moderation.report.words')}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={1000}
            value={words}
            error={error}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={rule === null}>
              {t('moderation.report.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
