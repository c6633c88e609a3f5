import { Select } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { type Rule, RULES } from '../../../shared/moderation.ts'

interface RuleFieldProps {
  label: string
  value: Rule | null
  onChange: (rule: Rule) => void
}

export function RuleField({ label, value, onChange }: RuleFieldProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={label}
      required
      withAsterisk={false}
      data={RULES.map((one) => ({ value: one, label: t(`moderation.rules.${one}`) }))}
      value={value}
      onChange={(chosen) => {
        const rule = RULES.find((one) => one === chosen)
        if (rule !== undefined) onChange(rule)
      }}
    />
  )
}
