import { useTranslation } from 'react-i18next'
import type { HubEvent } from '../../../shared/events.ts'
import pageStyles from '../components/page.module.css'

/** That an event was cancelled, or that nobody is invited to it. */
export function EventState({ state }: Pick<HubEvent, 'state'>) {
  const { t } = useTranslation()
  if (state === 'planned') return null
  return (
    <span className={pageStyles.chip} data-tone={state === 'held' ? 'warn' : 'bad'}>
      {t(`events.states.${state}`)}
    </span>
  )
}
