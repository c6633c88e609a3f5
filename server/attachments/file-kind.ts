import type { IMAGE_TYPES } from '../../shared/attachments.ts'

type ImageType = (typeof IMAGE_TYPES)[number]

/** How many of the first bytes tell. */
export const HEAD_BYTES = 32

const IMAGE_ENDINGS = /\.(png|jpe?g|gif|webp|avif)$/i

/** What a file is by its first bytes, whatever it is called. */
export function imageTypeOf(head: Buffer): ImageType | undefined {
  const ascii = head.toString('latin1')
  if (ascii.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (ascii.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (/^GIF8[79]a/.test(ascii)) return 'image/gif'
  if (/^RIFF.{4}WEBP/s.test(ascii)) return 'image/webp'
  if (/^.{4}ftypavi[fs]/s.test(ascii)) return 'image/avif'
  return undefined
}

/** Windows, Linux and macOS programs, and scripts that say what runs them: what does harm by being opened. */
export function isProgram(head: Buffer): boolean {
  const ascii = head.toString('latin1')
  return (
    ascii.startsWith('MZ') ||
    ascii.startsWith('\x7fELF') ||
    ascii.startsWith('#!') ||
    /^(\xfe\xed\xfa[\xce\xcf]|[\xce\xcf]\xfa\xed\xfe|\xca\xfe\xba\xbe)/.test(ascii)
  )
}

/** Whether a name promises an image that is shown. */
export function isNamedImage(name: string): boolean {
  return IMAGE_ENDINGS.test(name)
}

const MAX_NAME = 120

/** A name that is safe on any disk and in any header: no folder, no control or direction character. Never empty. */
export function safeFileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
  if (plain.length <= MAX_NAME) return plain || 'file'
  const ending = /\.[^.]{1,12}$/.exec(plain)?.[0] ?? ''
  return (
    [...plain]
      .slice(0, MAX_NAME - ending.length)
      .join('')
      .trimEnd() + ending
  )
}
