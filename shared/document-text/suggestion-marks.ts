import { type Attributes, Mark, mergeAttributes } from '@tiptap/core'

/**
 * Who suggests, and when, stands in the suggestion's id: `memberId:time:random`, time in base 36. It is what the writer's
 * browser says; who truly wrote which part is in the document's history.
 */
export function suggestionId(memberId: string, at: number, random: string): string {
  return `${memberId}:${at.toString(36)}:${random}`
}

export function readSuggestionId(id: string): { memberId: string; at: number | null } {
  const [memberId = '', time = ''] = id.split(':')
  const at = Number.parseInt(time, 36)
  return { memberId, at: Number.isSafeInteger(at) && at >= 0 ? at : null }
}

export interface SuggestionMarkOptions {
  /** CSS colour of a member, where there is a page to colour. */
  colorOf: ((memberId: string) => string) | undefined
}

const id: Attributes = {
  id: {
    default: '',
    parseHTML: (element) => element.getAttribute('data-suggestion') ?? '',
    renderHTML: ({ id }) => ({ 'data-suggestion': String(id) }),
  },
}

function styleOf({ colorOf }: SuggestionMarkOptions, id: unknown): Record<string, string> {
  return colorOf === undefined ? {} : { style: `--author: ${colorOf(readSuggestionId(String(id)).memberId)}` }
}

/** Text that somebody suggests to put in. */
export const Insertion = Mark.create<SuggestionMarkOptions>({
  name: 'insertion',
  inclusive: false,
  excludes: 'insertion deletion modification',
  addOptions: () => ({ colorOf: undefined }),
  addAttributes: () => id,
  parseHTML: () => [{ tag: 'ins[data-suggestion]' }],
  renderHTML({ HTMLAttributes, mark }) {
    return ['ins', mergeAttributes(HTMLAttributes, styleOf(this.options, mark.attrs['id'])), 0]
  },
})

/** Text that somebody suggests to take out. */
export const Deletion = Mark.create<SuggestionMarkOptions>({
  name: 'deletion',
  inclusive: false,
  excludes: 'insertion deletion modification',
  addOptions: () => ({ colorOf: undefined }),
  addAttributes: () => id,
  parseHTML: () => [{ tag: 'del[data-suggestion]' }],
  renderHTML({ HTMLAttributes, mark }) {
    return ['del', mergeAttributes(HTMLAttributes, styleOf(this.options, mark.attrs['id'])), 0]
  },
})

/**
 * What prosemirror-suggest-changes 0.1.8 puts on blocks. It asks for the mark; our documents never hold one, because
 * marks on blocks are not synced.
 */
export const Modification = Mark.create({
  name: 'modification',
  inclusive: false,
  excludes: 'insertion deletion',
  addAttributes: () => ({
    ...id,
    type: { default: '' },
    attrName: { default: null },
    previousValue: { default: null },
    newValue: { default: null },
  }),
  renderHTML: () => ['span', 0],
})
