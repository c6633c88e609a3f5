/** Where a thing is in the web client, without the hub's origin. */
export interface Place {
  documentId: string | null
  documentKind?: 'board' | 'text' | 'plain' | undefined
  cardId?: string | null | undefined
  threadId?: string | null | undefined
  gigId?: string | null | undefined
  roomId?: string | null | undefined
  messageId?: string | null | undefined
}

export function pathOf({ documentId, documentKind, cardId, threadId, gigId, roomId, messageId }: Place): string {
  if (roomId !== null && roomId !== undefined) {
    return messageId === null || messageId === undefined ? `/chat/${roomId}` : `/chat/${roomId}?message=${messageId}`
  }
  if (gigId !== null && gigId !== undefined) return `/gigs/${gigId}`
  if (documentId === null) return '/'
  if (cardId !== null && cardId !== undefined) return `/boards/${documentId}?card=${encodeURIComponent(cardId)}`
  if (documentKind === 'board') return `/boards/${documentId}`
  const thread = threadId === null || threadId === undefined ? '' : `?thread=${encodeURIComponent(threadId)}`
  return `/documents/${documentId}${thread}`
}
