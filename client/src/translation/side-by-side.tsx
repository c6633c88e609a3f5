import { Button, Select } from '@mantine/core'
import type { Editor } from '@tiptap/react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CommentThread } from '../../../shared/document-comments.ts'
import { type Block, blocksOf } from './blocks.ts'
import { CommentTranslations } from './comment-translations.tsx'
import { languageChoices } from '../lib/language-names.ts'
import styles from './side-by-side.module.css'
import { TranslatedBlock } from './translated-block.tsx'
import { mayRetry, useTranslations } from './use-translations.ts'

interface SideBySideProps {
  editor: Editor
  communityId: string
  threads: readonly CommentThread[]
  onGo: () => void
}

const PAUSE_MS = 600
/** So long at most, however busily others write. */
const LONGEST_MS = 4_000
const KEY = 'guildhall:reading-language'

/** The text in the reader's language, block by block, while others go on writing it. */
export function SideBySide({ editor, communityId, threads, onGo }: SideBySideProps) {
  const { t, i18n } = useTranslation()
  const [to, setTo] = useState(() => localStorage.getItem(KEY) ?? i18n.language)
  const blocks = useBlocks(editor)
  const { want, of } = useTranslations(communityId, to)
  const seen = useMemo(() => blocks.filter(({ markdown }) => markdown !== ''), [blocks])
  const texts = useMemo(() => seen.filter(({ hasWords }) => hasWords), [seen])
  useEffect(() => want(texts.map(({ markdown }) => ({ text: markdown, purpose: 'document' }))), [want, texts])
  const failed = texts.filter(({ markdown }) => {
    const shown = of(markdown)
    return shown !== undefined && mayRetry(shown)
  })
  const go = ({ pos }: Block) => {
    onGo()
    const dom = editor.view.nodeDOM(pos)
    if (dom instanceof HTMLElement) dom.scrollIntoView({ block: 'center' })
  }
  return (
    <div className={styles.panel}>
      <Select
        label={t('translation.language')}
        data={languageChoices(i18n.language)}
        searchable
        allowDeselect={false}
        value={to}
        onChange={(value) => {
          if (value === null) return
          localStorage.setItem(KEY, value)
          setTo(value)
        }}
      />
      <p className={styles.machine}>{t('translation.machine')}</p>
      {failed.length > 0 && (
        <Button
          size="xs"
          variant="default"
          onClick={() =>
            want(
              failed.map(({ markdown }) => ({ text: markdown, purpose: 'document' })),
              true,
            )
          }
        >
          {t('translation.retry', { count: failed.length })}
        </Button>
      )}
      {texts.length === 0 && <p className={styles.machine}>{t('translation.empty')}</p>}
      <div className={`${styles.blocks} tiptap`}>
        {seen.map((block) => (
          <TranslatedBlock key={block.index} block={block} to={to} shown={of(block.markdown)} onGo={() => go(block)} />
        ))}
      </div>
      <CommentTranslations threads={threads} to={to} want={want} of={of} />
    </div>
  )
}

/** What the editor holds, read in pauses of typing, and now and then while there are none. */
function useBlocks(editor: Editor): Block[] {
  const [blocks, setBlocks] = useState(() => blocksOf(editor.state.doc))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let since: number | undefined
    const read = () => {
      clearTimeout(timer)
      since ??= Date.now()
      const left = Math.max(0, since + LONGEST_MS - Date.now())
      timer = setTimeout(
        () => {
          since = undefined
          setBlocks(blocksOf(editor.state.doc))
        },
        Math.min(PAUSE_MS, left),
      )
    }
    editor.on('update', read)
    return () => {
      clearTimeout(timer)
      editor.off('update', read)
    }
  }, [editor])
  return blocks
}
