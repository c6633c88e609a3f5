import { XMLBuilder, XMLParser } from 'fast-xml-parser'
import { HubError } from '../../shared/errors.ts'
import { languageCode } from '../../shared/translation.ts'
import { type GlossaryTerm, type NewGlossaryTerm, newGlossaryTerm } from '../../shared/translation-api.ts'
import { parseCsv, toCsv } from '../platform/csv.ts'

export interface ReadGlossary {
  terms: NewGlossaryTerm[]
  refused: { line: number; message: string }[]
}

/** More than these are in no file that was made by hand. */
const MAX_REFUSED = 50

/** One column for each language; an empty cell keeps the term as it is. */
export function glossaryToCsv(terms: readonly GlossaryTerm[]): string {
  const languages = [...new Set(terms.flatMap(({ translations }) => Object.keys(translations)))].toSorted()
  const rows = terms.map(({ language, term, note, translations }) => [
    language,
    term,
    note,
    ...languages.map((code) => translations[code] ?? ''),
  ])
  return toCsv([['language', 'term', 'note', ...languages], ...rows])
}

/** @throws HubError 'invalid_input' when its columns cannot be told. */
export function glossaryFromCsv(content: string, roomId: string | null): ReadGlossary {
  const [head, ...rows] = parseCsv(content)
  const columns = head?.cells.map((cell) => cell.trim()) ?? []
  const at = (name: string) => columns.findIndex((column) => column.toLowerCase() === name)
  if (at('language') === -1 || at('term') === -1) {
    throw new HubError('invalid_input', "The first line must name the columns 'language', 'term' and the languages.")
  }
  const languages = columns.flatMap((column, index) =>
    languageCode.safeParse(column).success ? [{ column, index }] : [],
  )
  return collect(
    rows.map(({ line, cells }) => ({
      line,
      input: {
        roomId,
        language: cells[at('language')]?.trim(),
        term: cells[at('term')],
        note: cells[at('note')] ?? '',
        translations: Object.fromEntries(
          languages.flatMap(({ column, index }) => (cells[index]?.trim() ? [[column, unguarded(cells[index])]] : [])),
        ),
      },
    })),
  )
}

/** Spreadsheets are kept from formulas with an apostrophe; it is not part of the word. */
function unguarded(cell: string): string {
  return cell.replace(/^'(?=[=+\-@])/, '')
}

/** TBX 3 (ISO 30042), the basic dialect: one concept for each term. */
export function glossaryToTbx(terms: readonly GlossaryTerm[]): string {
  const builder = new XMLBuilder({ ignoreAttributes: false, format: true, suppressEmptyNode: true })
  const section = (language: string, term: string) => ({ '@_xml:lang': language, termSec: { term } })
  const conceptEntry = terms.map(({ id, language, term, note, translations }) => ({
    '@_id': `t${id}`,
    ...(note === '' ? {} : { descrip: { '@_type': 'definition', '#text': note } }),
    langSec: [section(language, term), ...Object.entries(translations).map(([code, text]) => section(code, text))],
  }))
  const body = builder.build({
    tbx: {
      '@_type': 'TBX-Basic',
      '@_style': 'dca',
      '@_xml:lang': 'en',
      '@_xmlns': 'urn:iso:std:iso:30042:ed-2',
      tbxHeader: { fileDesc: { sourceDesc: { p: 'Glossary of a Guildhall community' } } },
      text: { body: { conceptEntry } },
    },
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`
}

const MANY = new Set(['conceptEntry', 'termEntry', 'langSec', 'langSet', 'termSec', 'tig', 'ntig', 'descrip', 'note'])

/** TBX 3, and the older one with `termEntry`, `langSet` and `tig`. The first language of a concept is the source. */
export function glossaryFromTbx(content: string, roomId: string | null): ReadGlossary {
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    isArray: (name) => MANY.has(name),
    // Glossaries need no entities of their own, and those can blow up.
    processEntities: true,
  })
  if (/<!ENTITY/i.test(content)) throw new HubError('invalid_input', 'A TBX file with entities of its own is not read.')
  const root = childOf(readXml(parser, content), 'tbx') ?? childOf(readXml(parser, content), 'martif')
  const body = childOf(childOf(root, 'text'), 'body')
  if (body === undefined) throw new HubError('invalid_input', 'This is not a TBX file.')
  const concepts = [...listOf(body, 'conceptEntry'), ...listOf(body, 'termEntry')]
  return collect(
    concepts.map((concept, index) => {
      const [source, ...others] = [...listOf(concept, 'langSec'), ...listOf(concept, 'langSet')].map((section) => ({
        language: textOf(childOf(section, '@_xml:lang')),
        term: termOf(section),
      }))
      return {
        line: index + 1,
        input: {
          roomId,
          language: source?.language,
          term: source?.term,
          note: textOf(listOf(concept, 'descrip')[0] ?? listOf(concept, 'note')[0]),
          translations: Object.fromEntries(others.map(({ language, term }) => [language, term])),
        },
      }
    }),
  )
}

function readXml(parser: XMLParser, content: string): unknown {
  try {
    return parser.parse(content)
  } catch (error) {
    throw new HubError('invalid_input', 'This is not a TBX file.', { cause: error })
  }
}

function termOf(section: unknown): string {
  const [own] = [...listOf(section, 'termSec'), ...listOf(section, 'tig'), ...listOf(section, 'ntig')]
  return textOf(childOf(own, 'term') ?? childOf(childOf(own, 'termGrp'), 'term'))
}

function childOf(node: unknown, name: string): unknown {
  return typeof node === 'object' && node !== null && name in node ? (node as Record<string, unknown>)[name] : undefined
}

function listOf(node: unknown, name: string): unknown[] {
  const child = childOf(node, name)
  return Array.isArray(child) ? child : []
}

function textOf(node: unknown): string {
  if (typeof node === 'string') return node.trim()
  return node === undefined ? '' : textOf(childOf(node, '#text') ?? '')
}

function collect(entries: readonly { line: number; input: unknown }[]): ReadGlossary {
  const read: ReadGlossary = { terms: [], refused: [] }
  for (const { line, input } of entries) {
    const parsed = newGlossaryTerm.safeParse(input)
    if (parsed.success) read.terms.push(parsed.data)
    else if (read.refused.length < MAX_REFUSED) {
      const [issue] = parsed.error.issues
      read.refused.push({ line, message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` })
    }
  }
  return read
}
