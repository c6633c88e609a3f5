import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { documentEndpoints, type DocumentInfo } from '../../../shared/documents.ts'
import headerStyles from '../components/page-header.module.css'
import { api } from '../lib/api.ts'
import { notifyFailed } from '../lib/notify.ts'
import styles from './title-field.module.css'

const takeFocus = (field: HTMLElement | null) => field?.focus()

/** The page's heading, which renames on click. It stands outside of the rich text, where it could be doubled by a merge. */
export function TitleField({ document }: { document: DocumentInfo }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [typed, setTyped] = useState<string | null>(null)
  const save = async () => {
    const title = typed?.trim() ?? ''
    setTyped(null)
    if (title === '' || title === document.title) return
    const key = ['document', document.id]
    client.setQueryData(key, { ...document, title })
    try {
      client.setQueryData(
        key,
        await api.call(documentEndpoints.update, { params: { documentId: document.id }, body: { title } }),
      )
      await client.invalidateQueries({ queryKey: ['documents', document.communityId] })
    } catch (error) {
      client.setQueryData(key, document)
      notifyFailed(error)
    }
  }
  if (document.access !== 'write') return <h1 className={headerStyles.title}>{document.title}</h1>
  if (typed === null) {
    return (
      <h1 className={headerStyles.title}>
        <button
          type="button"
          className={styles.button}
          title={t('documents.rename')}
          onClick={() => setTyped(document.title)}
        >
          {document.title}
        </button>
      </h1>
    )
  }
  return (
    <input
      className={`${headerStyles.title} ${styles.input}`}
      aria-label={t('documents.title')}
      // It takes the place of the button that was pressed.
      ref={takeFocus}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape') setTyped(null)
      }}
    />
  )
}
