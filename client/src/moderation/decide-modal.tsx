import { Button, Checkbox, Group, Modal, NumberInput, Stack, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MAX_MUTE_DAYS, type ModerationAction, type NewDecision, type Rule } from '../../../shared/moderation.ts'
import pageStyles from '../components/page.module.css'
import { useSubmit } from '../lib/use-submit.ts'
import { RuleField } from './rule-field.tsx'

interface DecideModalProps {
  title: string
  /** What can be chosen; 'dismiss' alone stands for leaving it as it is. */
  actions: readonly ModerationAction[]
  /** By which rule it was reported. */
  rule: Rule | null
  onDecide: (decision: NewDecision) => Promise<void>
  onClose: () => void
}

/** One or several things to do, by a rule, for a reason that the one whom it is about reads. */
export function DecideModal({ title, actions, rule: reported, onDecide, onClose }: DecideModalProps) {
  const { t } = useTranslation()
  const only = actions.length === 1 ? actions : []
  const [chosen, setChosen] = useState<readonly ModerationAction[]>(only)
  const [rule, setRule] = useState<Rule | null>(reported)
  const [reason, setReason] = useState('')
  const [muteDays, setMuteDays] = useState(7)
  const { busy, error, onSubmit } = useSubmit()
  const isDismissed = chosen.includes('dismiss')
  const decide = async () => {
    if (rule === null) return
    await onDecide({ actions: [...chosen], rule, reason, muteDays })
    onClose()
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <form onSubmit={onSubmit(decide)}>
        <Stack>
          {only.length === 0 && (
            <Checkbox.Group
              label={t('moderation.decide.what')}
              value={[...chosen]}
              onChange={(values) => setChosen(actions.filter((action) => values.includes(action)))}
            >
              <Stack gap={6} mt={6}>
                {actions.map((action) => (
                  <Checkbox
                    key={action}
                    value={action}
                    label={t(`moderation.do.${action}`)}
                    description={t(`moderation.doText.${action}`)}
                  />
                ))}
              </Stack>
            </Checkbox.Group>
          )}
          {chosen.includes('mute') && (
            <NumberInput
              label={t('moderation.decide.days')}
              min={1}
              max={MAX_MUTE_DAYS}
              allowDecimal={false}
              value={muteDays}
              onChange={(value) => setMuteDays(Math.min(MAX_MUTE_DAYS, Math.max(1, Number(value) || 1)))}
            />
          )}
          <RuleField label={t('moderation.decide.rule')} value={rule} onChange={setRule} />
          <Textarea
            label={t('moderation.decide.reason')}
            description={t(isDismissed ? 'moderation.decide.reasonLog' : 'moderation.decide.reasonText')}
            data-autofocus
            required
            withAsterisk={false}
            minLength={3}
            maxLength={1000}
            autosize
            minRows={2}
            maxRows={8}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {error !== undefined && (
            <p className={pageStyles.danger} role="alert">
              {error}
            </p>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={chosen.length === 0 || rule === null}>
              {t('moderation.decide.send')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
