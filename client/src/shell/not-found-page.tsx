import { Button } from '@mantine/core'
import { IconMapQuestion } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { EmptyState } from '../components/empty-state.tsx'
import { usePageTitle } from '../lib/use-page-title.ts'

export function NotFoundPage() {
  const { t } = useTranslation()
  usePageTitle(t('notFound.title'))
  return (
    <EmptyState icon={<IconMapQuestion size={26} />} heading="h1" title={t('notFound.title')} text={t('notFound.text')}>
      <Button component={Link} href="/">
        {t('notFound.home')}
      </Button>
    </EmptyState>
  )
}
