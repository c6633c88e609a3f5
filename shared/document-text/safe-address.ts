/** Whether a link or image may lead there: the web, mail, telephone, or this hub's own pages. Anything else could run. */
export function isSafeAddress(address: string): boolean {
  return /^(https?:|mailto:|tel:|\/(?![/\\])|#)/i.test(address.trim())
}
