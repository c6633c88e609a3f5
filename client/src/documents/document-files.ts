import type { Editor } from '@tiptap/core'
import i18next from 'i18next'
import { HubError } from '../../../shared/errors.ts'
import { toHtml } from '../../../shared/document-text/html.ts'
import { blocksOfMarkdown, toMarkdown } from '../../../shared/document-text/markdown.ts'
import { withoutSuggestions } from '../../../shared/document-text/suggestions.ts'
import { download } from '../lib/download.ts'

/** Below what the hub takes in one request. */
const MAX_CHARACTERS = 500_000

/** What the editor holds, as a file; works offline. What is only suggested is left out. */
export function saveAs(editor: Editor, title: string, format: 'markdown' | 'html'): void {
  const body = withoutSuggestions(editor.state.doc)
  if (format === 'markdown') return download(`${title}.md`, 'text/markdown', `# ${title}\n\n${toMarkdown(body)}`)
  const page = `<!doctype html>\n<meta charset="utf-8">\n<title>${escaped(title)}</title>\n<h1>${escaped(title)}</h1>\n${toHtml(body)}\n`
  download(`${title}.html`, 'text/html', page)
}

/** @returns undefined when none was chosen. @throws HubError 'too_large'. */
export async function pickMarkdownFile(): Promise<{ name: string; text: string } | undefined> {
  const file = await new Promise<File | undefined>((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = '.md,.markdown,.txt,text/markdown,text/plain'
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
  if (file === undefined) return undefined
  if (file.size > MAX_CHARACTERS) throw new HubError('too_large', i18next.t('errors.tooLarge'))
  return { name: file.name.replace(/\.[a-z]+$/i, ''), text: await file.text() }
}

/** Puts Markdown at the end of the text. */
export function appendMarkdown(editor: Editor, text: string): void {
  editor.commands.insertContentAt(editor.state.doc.content.size, blocksOfMarkdown(text))
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
