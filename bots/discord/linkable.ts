import { webUrl } from '../text/web-url.ts'

/**
 * Discord refuses a whole message for one address that it does not take for a public one (`http://localhost:3000`).
 * @returns the URL if Discord takes it in an embed or on a button.
 */
export function linkable(url: string | null, max: number): string | undefined {
  const href = webUrl(url, max)
  return href !== undefined && new URL(href).hostname.includes('.') ? href : undefined
}
