import type { AnyExtension } from '@tiptap/core'
import { CodeBlock } from '@tiptap/extension-code-block'
import { Image } from '@tiptap/extension-image'
import { Link } from '@tiptap/extension-link'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { TableKit } from '@tiptap/extension-table'
import { StarterKit } from '@tiptap/starter-kit'
import { isSafeAddress } from './safe-address.ts'
import { Mention } from './mention.ts'
import { mentionOfPath } from './mention-target.ts'
import { Deletion, Insertion, Modification, type SuggestionMarkOptions } from './suggestion-marks.ts'

/** Those that are coloured; any other name stays with its block. */
export const CODE_LANGUAGES = [
  'bash',
  'css',
  'go',
  'java',
  'javascript',
  'json',
  'python',
  'rust',
  'sql',
  'typescript',
  'xml',
  'yaml',
] as const

/** In Markdown a mention is a link to what it mentions. */
const MentionAwareLink = Link.extend({
  parseMarkdown(token, helpers) {
    const content = helpers.parseInline(token.tokens ?? [])
    const mention = mentionOfPath(String(token['href'] ?? ''), token.text ?? '')
    if (mention !== undefined) return { type: 'mention', attrs: { ...mention } }
    if (!isSafeAddress(String(token['href'] ?? ''))) return content
    return helpers.applyMark('link', content, { href: token['href'], title: token['title'] ?? null })
  },
})

/**
 * The one definition of what a document may hold, for the editor and for the hub. Whoever adds a node or mark raises
 * `DOCUMENT_SCHEMA_VERSION`: an older client deletes what it does not know.
 */
export function documentExtensions(options: Partial<SuggestionMarkOptions> = {}): AnyExtension[] {
  return [
    StarterKit.configure({
      // Undo is the collaboration's: it takes back one's own edits, not those of others.
      undoRedo: false,
      // It would write into a document that is only looked at, once per reader.
      trailingNode: false,
      link: false,
      codeBlock: false,
    }),
    MentionAwareLink.configure({ openOnClick: false, defaultProtocol: 'https' }),
    CodeBlock.configure({ enableTabIndentation: true, tabSize: 2 }),
    Image,
    TaskList,
    TaskItem.configure({ nested: true }),
    TableKit.configure({ table: { resizable: false } }),
    Mention,
    Insertion.configure(options),
    Deletion.configure(options),
    Modification,
  ]
}
