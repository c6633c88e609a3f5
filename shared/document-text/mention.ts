import { type JSONContent, Node } from '@tiptap/core'
import { mentionPath, type MentionTarget, mentionText, readMention } from './mention-target.ts'

const attribute = (name: keyof MentionTarget, html: string) => ({
  default: null,
  parseHTML: (element: { getAttribute(name: string): string | null }) => element.getAttribute(html),
  renderHTML: (attrs: Record<string, unknown>) => (typeof attrs[name] === 'string' ? { [html]: attrs[name] } : {}),
})

/** A member, document, board, card or gig inside the text, as one chip that links. */
export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  atom: true,
  selectable: false,
  addAttributes: () => ({
    kind: attribute('kind', 'data-kind'),
    id: attribute('id', 'data-id'),
    boardId: attribute('boardId', 'data-board-id'),
    label: attribute('label', 'data-label'),
  }),
  // Before the link's own rule: it is an `a`, too.
  parseHTML: () => [{ tag: 'a[data-kind][data-id]', priority: 100 }],
  renderHTML({ node, HTMLAttributes }) {
    const mention = readMention(node.attrs)
    return ['a', { ...HTMLAttributes, class: 'mention', href: mentionPath(mention) }, mentionText(mention)]
  },
  renderText: ({ node }) => mentionText(readMention(node.attrs)),
  renderMarkdown: (node: JSONContent) => {
    const mention = readMention(node.attrs ?? {})
    return `[${mentionText(mention).replace(/[[\]\\]/g, '\\$&')}](${mentionPath(mention)})`
  },
})
