import { Modal } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LanguageField } from '../components/language-field.tsx'

export function LanguageModal({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Modal
      opened
      size="xs"
      onClose={onClose}
      title={t('language.label')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <LanguageField bare />
    </Modal>
  )
}
