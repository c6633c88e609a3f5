import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { languageName, READABLE } from '../lib/language-names.ts'

const AS_WRITTEN = 'as-written'

interface ChannelLanguageFieldProps {
  label: string
  isLabelShown?: boolean
  className?: string
  value: string
  onChange: (language: string) => void
}

/** In which language a channel is read; nothing is translated for one that is left as written. */
export function ChannelLanguageField({
  label,
  isLabelShown = false,
  className,
  value,
  onChange,
}: ChannelLanguageFieldProps) {
  const { t, i18n } = useTranslation()
  const offered = READABLE.includes(value) || value === AS_WRITTEN ? READABLE : [value, ...READABLE]
  const named = offered.map((code) => ({ value: code, label: languageName(code, i18n.language) }))
  return (
    <NativeSelect
      {...(isLabelShown ? { label } : { 'aria-label': label, size: 'xs' })}
      {...(className === undefined ? {} : { className })}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data={[
        { value: AS_WRITTEN, label: t('settings.links.asWritten') },
        ...named.toSorted((a, b) => a.label.localeCompare(b.label, i18n.language)),
      ]}
    />
  )
}
