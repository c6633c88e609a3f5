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
const KEY = 'guildhall:reading-language'

/** The text in the reader's language, block by block, while others go on writing it. */
export function SideBySide({ editor, communityId, threads, onGo }: SideBySideProps) {
  const { t, i18n } = useTranslation()
  const [to, setTo] = useState(() => localStorage.getItem(KEY) ?? i18n.language)
  const blocks = useBlocks(editor)
  const { want, of } = useTranslations(communityId, to)
  const texts = useMemo(() => blocks.filter(({ markdown }) => markdown !== ''), [blocks])
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
        {texts.map((block) => (
          <TranslatedBlock key={block.index} block={block} to={to} shown={of(block.markdown)} onGo={() => go(block)} />
        ))}
      </div>
      <CommentTranslations threads={threads} to={to} want={want} of={of} />
    </div>
  )
}

/** What the editor holds, read in pauses of typing. */
function useBlocks(editor: Editor): Block[] {
  const [blocks, setBlocks] = useState(() => blocksOf(editor.state.doc))
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setBlocks(blocksOf(editor.state.doc)), PAUSE_MS)
    }
    editor.on('update', read)
    return () => {
      clearTimeout(timer)
      editor.off('update', read)
    }
  }, [editor])
  return blocks
}
