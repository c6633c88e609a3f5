import i18next from 'i18next'
import { HubError } from '../../../shared/errors.ts'

/** @returns what went wrong and what to do, for a member to read, in their language. */
export function errorWords(error: unknown): string {
  if (!(error instanceof HubError)) return i18next.t('errors.unexpected')
  switch (error.code) {
    case 'unavailable':
      return i18next.t(navigator.onLine ? 'errors.unavailable' : 'errors.offline')
    case 'rate_limited':
      return i18next.t('errors.rateLimited')
    case 'unauthenticated':
      return i18next.t('errors.unauthenticated')
    case 'internal':
      return i18next.t('errors.internal')
    case 'invalid_input':
      return specific(error) ?? i18next.t('errors.invalidInput')
    case 'forbidden':
      return specific(error) ?? i18next.t('errors.forbidden')
    case 'not_found':
      return specific(error) ?? i18next.t('errors.notFound')
    case 'conflict':
      return specific(error) ?? i18next.t('errors.conflict')
    case 'too_large':
      return specific(error) ?? i18next.t('errors.tooLarge')
  }
}

/** The hub says more, but in English only. */
function specific({ message, details }: HubError): string | undefined {
  if (i18next.language !== 'en') return undefined
  const first = details[0]
  return first === undefined ? message : `${message} ${first.path}: ${first.message}`.trim()
}
