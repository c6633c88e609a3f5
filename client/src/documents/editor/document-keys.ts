import { Extension } from '@tiptap/core'

export interface DocumentKeysOptions {
  onComment: () => void
  onHelp: () => void
}

/** Where Alt+F10 goes, as in other editors: the tool that Tab would reach. */
export const TOOLS_ID = 'document-tools'

/** What the page around the text does by mouse, by keyboard; `document-keys-sheet.tsx` lists it. */
export const DocumentKeys = Extension.create<DocumentKeysOptions>({
  name: 'documentKeys',
  addKeyboardShortcuts() {
    const { onComment, onHelp } = this.options
    return {
      'Mod-Alt-m': () => {
        if (!this.editor.state.selection.empty) onComment()
        return true
      },
      'Mod-Enter': () => {
        if (!this.editor.isActive('taskItem')) return false
        const { checked } = this.editor.getAttributes('taskItem')
        return this.editor.commands.updateAttributes('taskItem', { checked: checked !== true })
      },
      'Mod-/': () => {
        onHelp()
        return true
      },
      'Alt-F10': () => {
        document.querySelector<HTMLElement>(`#${TOOLS_ID} [tabindex="0"]`)?.focus()
        return true
      },
    }
  },
})
