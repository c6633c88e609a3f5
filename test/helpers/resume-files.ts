import { deflateRawSync } from 'node:zlib'

/** A PDF of one page, a line each. */
export function pdfFile(lines: readonly string[]): Buffer {
  const escaped = lines.map((line) => line.replace(/[\\()]/gu, '\\$&'))
  const content = `BT /F1 12 Tf 50 740 Td ${escaped.map((line) => `(${line}) Tj 0 -18 Td`).join(' ')} ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]
  let file = '%PDF-1.4\n'
  const offsets = objects.map((object, index) => {
    const offset = file.length
    file += `${index + 1} 0 obj${object}endobj\n`
    return offset
  })
  const start = file.length
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  file += `xref\n0 6\n0000000000 65535 f \n${rows}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`
  return Buffer.from(file, 'latin1')
}

/** A Word document, a paragraph each. `packed`: what is in place of its text, deflated. */
export function docxFile(lines: readonly string[], packed?: Buffer): Buffer {
  const paragraphs = lines.map(
    (line) => `<w:p><w:r><w:t xml:space="preserve">${line.replaceAll('&', '&amp;')}</w:t></w:r></w:p>`,
  )
  const xml = `<?xml version="1.0"?><w:document><w:body>${paragraphs.join('')}</w:body></w:document>`
  const data = packed ?? deflateRawSync(Buffer.from(xml))
  const name = Buffer.from('word/document.xml')
  const sizes = Buffer.alloc(8)
  sizes.writeUInt32LE(data.length)
  const common = [Buffer.from([20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]), sizes, Buffer.from([name.length, 0, 0, 0])]
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), ...common, name, data])
  const directory = Buffer.concat([
    Buffer.from('PK\u0001\u0002'),
    Buffer.from([20, 0]),
    ...common,
    Buffer.alloc(14),
    name,
  ])
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, directory, end])
}
