const PREFIX = 'guildhall:waiting:'

/** Edits that only this browser has, per document: known also while the document is closed. */
export function waitingEdits(documentId: string): number {
  const count = Number(localStorage.getItem(PREFIX + documentId))
  return Number.isInteger(count) && count > 0 ? count : 0
}

export function setWaitingEdits(documentId: string, count: number): void {
  if (count > 0) localStorage.setItem(PREFIX + documentId, String(count))
  else localStorage.removeItem(PREFIX + documentId)
}

export function allWaitingEdits(): number {
  return waitingIds().reduce((sum, id) => sum + waitingEdits(id), 0)
}

export function forgetWaitingEdits(): void {
  for (const id of waitingIds()) localStorage.removeItem(PREFIX + id)
}

function waitingIds(): string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length))
}
