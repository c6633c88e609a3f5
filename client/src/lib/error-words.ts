import i18next from 'i18next'
import { HubError, type RefusedPost } from '../../../shared/errors.ts'

/** @returns what went wrong and what to do, for a member to read, in their language. */
export function errorWords(error: unknown): string {
  if (!(error instanceof HubError)) return i18next.t('errors.unexpected')
  if (error.refused !== undefined) return refusedWords(error.refused)
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

function refusedWords(refused: RefusedPost): string {
  const { language, t } = i18next
  switch (refused.why) {
    case 'muted':
      return t('moderation.refused.muted', {
        date: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(refused.until),
      })
    case 'blocked_word':
      return t('moderation.refused.blockedWord', { word: refused.word })
    case 'too_fast': {
      const [value, unit] = spanOf(refused.retryAfterMs)
      const wait = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value)
      return t('moderation.refused.tooFast', { wait })
    }
  }
}

function spanOf(ms: number): [number, 'second' | 'minute' | 'hour'] {
  if (ms < 90_000) return [Math.ceil(ms / 1000), 'second']
  return ms < 90 * 60_000 ? [Math.ceil(ms / 60_000), 'minute'] : [Math.ceil(ms / 3_600_000), 'hour']
}

/** The hub says more, but in English only. */
function specific({ message, details }: HubError): string | undefined {
  if (i18next.language !== 'en') return undefined
  const first = details[0]
  return first === undefined ? message : `${message} ${first.path}: ${first.message}`.trim()
}
