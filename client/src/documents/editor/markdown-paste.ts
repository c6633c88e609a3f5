import { Extension } from '@tiptap/core'
import { Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { blocksOfMarkdown } from '../../../../shared/document-text/markdown.ts'

/** What only Markdown looks like: plain text that has it in several lines, or begins with it, is read as Markdown. */
const BLOCKS = /^(#{1,6} |[-*+] |\d+[.)] |> |```|\|.+\||- \[[ x]\] |!\[[^\]]*\]\()/m
const INLINE = /\*\*[^*\n]+\*\*|`[^`\n]+`|\[[^\]\n]+\]\([^)\n]+\)/

/** Markdown that is pasted as plain text becomes what it stands for. */
export const MarkdownPaste = Extension.create({
  name: 'markdownPaste',
  addProseMirrorPlugins() {
    const { editor } = this
    return [
      new Plugin({
        key: new PluginKey('markdown-paste'),
        props: {
          handlePaste: (view, event) => {
            const { clipboardData } = event
            const text = clipboardData?.getData('text/plain') ?? ''
            const hasHtml = (clipboardData?.types ?? []).includes('text/html')
            if (hasHtml || !(BLOCKS.test(text) || INLINE.test(text))) return false
            if (view.state.selection.$from.parent.type.spec.code === true) return false
            const blocks = blocksOfMarkdown(text)
            const { content } = editor.schema.nodeFromJSON({ type: 'doc', content: blocks })
            // A single paragraph goes into the line; more than that opens at both ends and joins what it stands between.
            const isLine = content.childCount === 1 && content.firstChild?.type.name === 'paragraph'
            const slice = isLine ? new Slice(content, 1, 1) : new Slice(content, 0, 0)
            view.dispatch(view.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true))
            return true
          },
        },
      }),
    ]
  },
})
