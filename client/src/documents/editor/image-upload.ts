import { type Editor, Extension } from '@tiptap/core'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import i18next from 'i18next'
import { attachmentEndpoints, attachmentUrl, IMAGE_TYPES } from '../../../../shared/attachments.ts'
import { HubError } from '../../../../shared/errors.ts'
import { api } from '../../lib/api.ts'
import { notifyFailed } from '../../lib/notify.ts'

const KNOWN_TYPES: ReadonlySet<string> = new Set(IMAGE_TYPES)

/** Stores pictures beside the document and puts them into the text, in order. */
export async function uploadImages(
  editor: Editor,
  documentId: string,
  files: readonly File[],
  at?: number,
): Promise<void> {
  let place = at
  for (const file of files) {
    try {
      if (!KNOWN_TYPES.has(file.type)) throw new HubError('invalid_input', i18next.t('editor.imageTypes'))
      const { id, name } = await api.call(attachmentEndpoints.upload, {
        params: { documentId },
        query: { name: file.name === '' ? 'image' : file.name },
        body: new Uint8Array(await file.arrayBuffer()),
      })
      if (editor.isDestroyed) return
      const image = { type: 'image', attrs: { src: attachmentUrl(id), alt: name.replace(/\.[a-z0-9]+$/i, '') } }
      const position = Math.min(place ?? editor.state.selection.to, editor.state.doc.content.size)
      editor.chain().insertContentAt(position, image).run()
      if (place !== undefined) place += 1
    } catch (error) {
      notifyFailed(error)
    }
  }
}

/** Lets the member choose pictures from the device. */
export function pickImages(editor: Editor, documentId: string): void {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = IMAGE_TYPES.join(',')
  input.multiple = true
  input.addEventListener('change', () => void uploadImages(editor, documentId, [...(input.files ?? [])]))
  input.click()
}

/** Pictures that are pasted or dropped. */
export const ImagePaste = Extension.create<{ documentId: string }>({
  name: 'imagePaste',
  addOptions: () => ({ documentId: '' }),
  addProseMirrorPlugins() {
    const { editor } = this
    const { documentId } = this.options
    const imagesOf = (data: DataTransfer | null) =>
      [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
    return [
      new Plugin({
        key: new PluginKey('image-paste'),
        props: {
          handlePaste: (_view, event) => {
            const images = imagesOf(event.clipboardData)
            // A table from a spreadsheet comes with its picture.
            if (images.length === 0 || event.clipboardData?.types.includes('text/html') === true) return false
            void uploadImages(editor, documentId, images)
            return true
          },
          handleDrop: (view, event) => {
            const images = imagesOf(event.dataTransfer)
            if (images.length === 0) return false
            event.preventDefault()
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos
            void uploadImages(editor, documentId, images, at)
            return true
          },
        },
      }),
    ]
  },
})
