import i18next from 'i18next'
import { notifyDone } from '../lib/notify.ts'

/** Where a card is opened: the same for everybody who may read its board. */
export function cardPath(documentId: string, cardId: string): string {
  return `/boards/${documentId}?card=${encodeURIComponent(cardId)}`
}

export function copyCardLink(documentId: string, cardId: string): void {
  const link = location.origin + cardPath(documentId, cardId)
  // Plain HTTP has no clipboard; the link can be read and copied by hand.
  if (navigator.clipboard === undefined) notifyDone(link)
  else void navigator.clipboard.writeText(link).then(() => notifyDone(i18next.t('board.linkCopied')))
}
