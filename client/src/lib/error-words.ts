import i18next from 'i18next'
import { HubError } from '../../../shared/errors.ts'

/** @returns what went wrong and what to do, for a member to read. */
export function errorWords(error: unknown): string {
  if (!(error instanceof HubError)) return i18next.t('errors.unexpected')
  if (error.code === 'unavailable') return i18next.t(navigator.onLine ? 'errors.unavailable' : 'errors.offline')
  if (error.code === 'rate_limited') return i18next.t('errors.rateLimited')
  if (error.code === 'unauthenticated') return i18next.t('errors.unauthenticated')
  if (error.code === 'internal') return i18next.t('errors.internal')
  const first = error.details[0]
  return first === undefined ? error.message : `${error.message} ${first.path}: ${first.message}`.trim()
}
