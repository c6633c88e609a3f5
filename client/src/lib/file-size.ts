import type { Locale } from './use-locale.ts'

export function fileSize(bytes: number, locale: Locale): string {
  if (bytes < 1024 * 1024) return `${locale.number(Math.max(1, Math.round(bytes / 1024)))} kB`
  return `${locale.number(Math.round(bytes / 1024 / 102.4) / 10)} MB`
}
