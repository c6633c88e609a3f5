import type { DigestMessage } from '../../shared/deliveries.ts'
import type { DigestKind } from '../../shared/digests.ts'
import { digestWords } from './digest-words.ts'

export interface DigestSection {
  kind: DigestKind
  /** Markdown, the first the most important. */
  entries: readonly string[]
  /** How many there are beyond these. */
  more: number
  /** Where all of them stand. */
  url: string
}

/** Discord's for a message, with room for what its marks make longer. */
const PAGE_LENGTH = 1800

interface Digest {
  sections: readonly DigestSection[]
  communityName: string
  language: string
}

/** As messages of a chat: whole entries, each page with its number; on the last there is a button that stops them. */
export function digestPages(digest: Digest): DigestMessage[] {
  const words = digestWords(digest.language)
  const pages: string[][] = [[]]
  let length = 0
  for (const block of blocksOf(digest)) {
    const page = pages.at(-1) ?? []
    if (page.length > 0 && length + block.length > PAGE_LENGTH) {
      pages.push([block])
      length = block.length
    } else {
      page.push(block)
      length += block.length + 2
    }
  }
  const title = words.title(plain(digest.communityName))
  return pages.map((blocks, index) => {
    const part = pages.length === 1 ? '' : ` (${words.part(index + 1, pages.length)})`
    return {
      ...messageOf(digest, [`**${title}**${part}`, ...blocks]),
      stopLabel: index === pages.length - 1 ? words.stop : null,
    }
  })
}

/** As one mail. */
export function digestMail(digest: Digest): DigestMessage {
  return { ...messageOf(digest, blocksOf(digest)), stopLabel: null }
}

/** What people wrote must not become formatting. */
export function plain(text: string): string {
  return text.replace(/[\\`*_~[\]()#>|]/gu, (mark) => `\\${mark}`)
}

/** A heading stays with its first entry. */
function blocksOf({ sections, language }: Digest): string[] {
  const words = digestWords(language)
  return sections.flatMap(({ kind, entries: [first = '', ...rest], more, url }) => {
    const count = rest.length + 1 + more
    const last = more === 0 ? [] : [`[${words.more(more)}](${url})`]
    return [`**${words.sections[kind]} (${count})**\n${first}`, ...rest, ...last]
  })
}

function messageOf({ communityName, language }: Digest, blocks: readonly string[]): Omit<DigestMessage, 'stopLabel'> {
  const subject = digestWords(language).title(communityName)
  return { type: 'digest', subject, markdown: blocks.join('\n\n'), language }
}
