import { useTranslation } from 'react-i18next'
import { PageHeader } from '../components/page-header.tsx'
import pageStyles from '../components/page.module.css'
import { OwnDecisions } from './own-decisions.tsx'

export function DecisionsPage() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('moderation.mine.title')} />
      <div className={`${pageStyles.body} ${pageStyles.narrow}`}>
        <OwnDecisions />
      </div>
    </>
  )
}
