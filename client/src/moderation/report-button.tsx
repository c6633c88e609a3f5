import { Button } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Subject } from '../../../shared/moderation.ts'
import { ReportModal } from './report-modal.tsx'

/** For what has no menu of its own. `name`: of what it reports, where several stand on one page. */
export function ReportButton({ subject, name }: { subject: Subject; name?: string }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        c="inherit"
        leftSection={<IconFlag size={14} aria-hidden />}
        aria-label={name === undefined ? undefined : t('moderation.report.one', { name })}
        onClick={() => setOpen(true)}
      >
        {t('moderation.report.send')}
      </Button>
      {isOpen && <ReportModal subject={subject} onClose={() => setOpen(false)} />}
    </>
  )
}
