import { inflateRawSync } from 'node:zlib'

/** Of the text part of a résumé, unpacked; a small file must not become a large one. */
const MAX_PART_BYTES = 16 * 1024 * 1024
const PART = 'word/document.xml'
const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * The words of a Word document (ECMA-376), a paragraph a line. It opens only the one part of the archive that holds them,
 * so that nothing else in the archive can cost anything.
 * @throws Error for what is no such document.
 */
export function docxText(file: Buffer): string {
  const xml = partOf(file).toString('utf8')
  let text = ''
  for (const [tag, , words] of xml.matchAll(
    /<(w:t)(?:\s[^>]*)?>([^<]*)<\/w:t>|<w:tab\/>|<w:br\/>|<w:cr\/>|<\/w:p>/gu,
  )) {
    if (words !== undefined) text += decoded(words)
    else text += tag === '<w:tab/>' ? '\t' : '\n'
  }
  return text
}

/** Layout of a ZIP archive: PKWARE APPNOTE 6.3.10, 4.3.12 and 4.3.16. */
function partOf(file: Buffer): Buffer {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  if (end === -1 || file.readUInt32LE(end) !== END_OF_DIRECTORY) throw new Error('is not a ZIP archive')
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0 && file.readUInt32LE(at) === DIRECTORY_ENTRY; left -= 1) {
    const nameLength = file.readUInt16LE(at + 28)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    if (name === PART) {
      const method = file.readUInt16LE(at + 10)
      const header = file.readUInt32LE(at + 42)
      const start = header + 30 + file.readUInt16LE(header + 26) + file.readUInt16LE(header + 28)
      const packed = file.subarray(start, start + file.readUInt32LE(at + 20))
      return method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: MAX_PART_BYTES })
    }
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  throw new Error(`has no ${PART}`)
}

function decoded(words: string): string {
  return words.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(\w+));/giu,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    },
  )
}
