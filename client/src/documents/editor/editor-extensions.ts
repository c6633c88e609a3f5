import type { AnyExtension } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { documentExtensions } from '../../../../shared/document-text/extensions.ts'
import { BODY } from '../../../../shared/document-text/body.ts'
import type { Member } from '../../../../shared/members.ts'
import type { DocumentConnection } from '../../lib/document-connection.ts'
import { personColor } from '../../lib/person-color.ts'
import { renderCaret } from '../caret.ts'
import { CommentPlaces } from '../review/comment-places.ts'
import { CodeHighlight } from './code-highlight.ts'
import { ImagePaste } from './image-upload.ts'
import { DocumentKeys, type DocumentKeysOptions } from './document-keys.ts'
import { MarkdownPaste } from './markdown-paste.ts'
import { MentionMenu } from './mention-menu.ts'
import { MoveBlock } from './move-block.ts'
import type { PopupStore } from './popup-store.ts'
import { SlashMenu } from './slash-commands.ts'
import { SuggestMode } from './suggest-mode.ts'

export interface EditorExtensionsInput {
  connection: DocumentConnection
  member: Member
  popups: PopupStore
  onSuggestionRefused: () => void
  onChooseThread: (threadId: string) => void
  keys: DocumentKeysOptions
}

/** All that the editor of a document is made of. */
export function editorExtensions(input: EditorExtensionsInput): AnyExtension[] {
  const { connection, member, popups } = input
  const { documentId } = connection
  return [
    ...documentExtensions({ colorOf: personColor }),
    Collaboration.configure({ document: connection.doc, field: BODY }),
    CollaborationCaret.configure({
      provider: connection.provider,
      render: ({ name, color }) => renderCaret({ name: String(name), color: String(color) }),
      user: { memberId: member.id, name: member.name, color: personColor(member.id) },
    }),
    SuggestMode.configure({ memberId: member.id, onRefused: input.onSuggestionRefused }),
    CommentPlaces.configure({ onChoose: input.onChooseThread }),
    CodeHighlight,
    MarkdownPaste,
    ImagePaste.configure({ documentId }),
    MoveBlock,
    DocumentKeys.configure(input.keys),
    SlashMenu.configure({ store: popups, documentId }),
    MentionMenu.configure({ store: popups, communityId: member.communityId, documentId }),
  ]
}
