import { ActionIcon, Button, FileButton, Menu, Progress } from '@mantine/core'
import { IconFile, IconPaperclip, IconPhoto, IconPhotoOff, IconTrash, IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DotsMenu } from '../components/dots-menu.tsx'
import { attachmentEndpoints, attachmentUrl } from '../../../shared/attachments.ts'
import type { Card, CardFile } from '../../../shared/board.ts'
import { detachFile, updateCard } from '../../../shared/board/change-card.ts'
import { HubError } from '../../../shared/errors.ts'
import { api } from '../lib/api.ts'
import { fileSize } from '../lib/file-size.ts'
import { notifyFailed } from '../lib/notify.ts'
import { useLocale } from '../lib/use-locale.ts'
import { useBoardContext } from './board-context.tsx'
import styles from './files-field.module.css'
import drawer from './card-drawer.module.css'
import { type Upload, useUploads } from './use-uploads.ts'

/** Files of a card: chosen, dropped or pasted. Their bytes go to the hub at once, so offline there is no adding any. */
export function FilesField({ card }: { card: Card }) {
  const { t } = useTranslation()
  const { mayWrite } = useBoardContext()
  const { uploads, add, dismiss } = useUploads(card.id)
  const [isOver, setIsOver] = useState(false)
  // Anywhere on the page: nobody aims at a small field, and a browser would open what is dropped beside it.
  useEffect(() => {
    if (!mayWrite) return undefined
    const onPaste = (event: ClipboardEvent) => take(event, event.clipboardData?.files)
    const onDrop = (event: DragEvent) => {
      setIsOver(false)
      take(event, event.dataTransfer?.files)
    }
    const take = (event: Event, files: FileList | undefined) => {
      if (files === undefined || files.length === 0) return
      event.preventDefault()
      add([...files])
    }
    const onDragOver = (event: DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      setIsOver(true)
    }
    const onDragLeave = () => setIsOver(false)
    const until = new AbortController()
    const { signal } = until
    addEventListener('paste', onPaste, { signal })
    addEventListener('drop', onDrop, { signal })
    addEventListener('dragover', onDragOver, { signal })
    addEventListener('dragleave', onDragLeave, { signal })
    return () => until.abort()
  }, [mayWrite, add])
  if (!mayWrite && card.files.length === 0) return null
  return (
    <section className={drawer.section} aria-label={t('board.files')}>
      <div className={drawer.sectionHead}>
        <h3 className={drawer.heading}>{t('board.files')}</h3>
        {mayWrite && (
          <FileButton onChange={add} multiple>
            {(props) => (
              <Button
                {...props}
                variant="subtle"
                color="gray"
                c="inherit"
                size="compact-xs"
                leftSection={<IconPaperclip size={14} aria-hidden />}
              >
                {t('board.attach')}
              </Button>
            )}
          </FileButton>
        )}
      </div>
      <ul className={styles.files} data-over={isOver}>
        {card.files.map((file) => (
          <FileRow key={file.id} card={card} file={file} />
        ))}
        {uploads.map((upload) => (
          <UploadRow key={upload.key} upload={upload} onDismiss={() => dismiss(upload.key)} />
        ))}
        {mayWrite && card.files.length + uploads.length === 0 && <li className={styles.hint}>{t('board.dropHint')}</li>}
      </ul>
    </section>
  )
}

function FileRow({ card, file }: { card: Card; file: CardFile }) {
  const { t } = useTranslation()
  const locale = useLocale()
  const { act, actForGood, mayWrite } = useBoardContext()
  const isImage = file.type.startsWith('image/')
  const isCover = card.cover === file.id
  const remove = async () => {
    try {
      await api.call(attachmentEndpoints.remove, { params: { attachmentId: file.id } })
    } catch (error) {
      // Erased already, by somebody else at the same time.
      if (!(error instanceof HubError && error.code === 'not_found')) {
        notifyFailed(error)
        return
      }
    }
    actForGood((doc) => detachFile(doc, card.id, file.id))
  }
  return (
    <li className={styles.file}>
      <a className={styles.link} href={attachmentUrl(file.id)} target="_blank" rel="noopener">
        {isImage ? (
          <img className={styles.thumb} src={attachmentUrl(file.id)} alt="" loading="lazy" />
        ) : (
          <span className={styles.thumb}>
            <IconFile size={20} aria-hidden />
          </span>
        )}
        <span className={styles.name}>
          {file.name}
          <small>{fileSize(file.bytes, locale)}</small>
        </span>
      </a>
      {mayWrite && (
        <DotsMenu label={t('board.fileMenu', { name: file.name })}>
          {isImage && (
            <Menu.Item
              leftSection={isCover ? <IconPhotoOff size={16} aria-hidden /> : <IconPhoto size={16} aria-hidden />}
              onClick={() => act((doc) => updateCard(doc, card.id, { cover: isCover ? null : file.id }))}
            >
              {t(isCover ? 'board.noCover' : 'board.makeCover')}
            </Menu.Item>
          )}
          <Menu.Item
            c="var(--gh-danger-text)"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void remove()}
          >
            {t('board.eraseFile')}
          </Menu.Item>
        </DotsMenu>
      )}
    </li>
  )
}

function UploadRow({ upload, onDismiss }: { upload: Upload; onDismiss: () => void }) {
  const { t } = useTranslation()
  return (
    <li className={styles.file} data-failed={upload.error !== undefined}>
      <span className={styles.name}>
        {upload.name}
        {upload.error === undefined ? (
          <Progress
            size="xs"
            mt={4}
            value={upload.part * 100}
            aria-label={t('board.uploading', { name: upload.name })}
          />
        ) : (
          <small role="alert">{upload.error}</small>
        )}
      </span>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="inherit"
        size={26}
        aria-label={t(upload.error === undefined ? 'common.cancel' : 'common.close')}
        onClick={onDismiss}
      >
        <IconX size={15} aria-hidden />
      </ActionIcon>
    </li>
  )
}
