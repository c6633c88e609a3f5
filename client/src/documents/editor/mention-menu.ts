import { IconAt, IconBriefcase2, IconCards, IconFileText, IconLayoutKanban, type TablerIcon } from '@tabler/icons-react'
import { Extension } from '@tiptap/core'
import { PluginKey } from '@tiptap/pm/state'
import { Suggestion } from '@tiptap/suggestion'
import i18next from 'i18next'
import { type MentionKind, mentionText } from '../../../../shared/document-text/mention-target.ts'
import { type MentionFound, searchMentions } from './mention-search.ts'
import { popupRenderer, type PopupStore } from './popup-store.ts'

const ICONS: Record<MentionKind, TablerIcon> = {
  member: IconAt,
  document: IconFileText,
  board: IconLayoutKanban,
  card: IconCards,
  gig: IconBriefcase2,
}

export interface MentionMenuOptions {
  store: PopupStore
  communityId: string
  documentId: string
}

/** '@' offers members, documents, boards, cards and gigs by their names. */
export const MentionMenu = Extension.create<MentionMenuOptions>({
  name: 'mentionMenu',
  addProseMirrorPlugins() {
    const { store, communityId, documentId } = this.options
    return [
      Suggestion<MentionFound, MentionFound>({
        editor: this.editor,
        pluginKey: new PluginKey('mention-menu'),
        char: '@',
        allow: ({ state, editor }) => editor.isEditable && state.selection.$from.parent.type.name !== 'codeBlock',
        debounce: 120,
        items: ({ query }) => searchMentions(communityId, documentId, query),
        command: ({ editor, range, props: { kind, id, boardId, label } }) => {
          const chip = { type: 'mention', attrs: { kind, id, boardId, label } }
          editor
            .chain()
            .focus()
            .insertContentAt(range, [chip, { type: 'text', text: ' ' }])
            .run()
        },
        render: popupRenderer(
          store,
          { label: i18next.t('editor.mentions'), nothing: i18next.t('editor.noMention') },
          (found) => ({
            key: `${found.kind}-${found.id}`,
            label: mentionText(found),
            hint: found.where ?? i18next.t(`editor.kinds.${found.kind}`),
            Icon: ICONS[found.kind],
          }),
        ),
      }),
    ]
  },
})
