import { DOMSerializer, Node } from '@tiptap/pm/model'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { documentSchema } from '../../../shared/document-text/body.ts'
import { blocksOfMarkdown } from '../../../shared/document-text/markdown.ts'
import type { Block } from './blocks.ts'
import { useCommunity } from '../lib/session.tsx'
import { FixTranslation } from './fix-translation.tsx'
import { Provenance } from './provenance.tsx'
import styles from './side-by-side.module.css'
import type { Shown } from './use-translations.ts'

interface TranslatedBlockProps {
  block: Block
  to: string
  shown: Shown | undefined
  onGo: () => void
}

/** One block: in the reader's language, or as it is and why. The last translation stays until the next one is there. */
export function TranslatedBlock({ block, to, shown, onGo }: TranslatedBlockProps) {
  const { t } = useTranslation()
  const { isAdmin } = useCommunity()
  const content = useRef<HTMLDivElement>(null)
  const isTranslated = typeof shown === 'object' && shown.state === 'translated'
  const markdown = isTranslated ? shown.text : block.markdown
  useEffect(() => {
    content.current?.replaceChildren(domOf(markdown))
  }, [markdown])
  return (
    <div className={styles.block} data-state={typeof shown === 'object' ? shown.state : 'waiting'}>
      <div ref={content} lang={isTranslated ? to : undefined} dir="auto" />
      <div className={styles.foot}>
        <Provenance shown={shown} />
        <button type="button" className={styles.go} onClick={onGo}>
          {t('translation.toOriginal')}
        </button>
        {isTranslated && (
          <FixTranslation source={block.markdown} markup="markdown" translation={shown} decides={isAdmin} />
        )}
      </div>
    </div>
  )
}

/** By the schema of documents: whatever a translation says, only what a document may hold is shown. */
function domOf(markdown: string): globalThis.Node {
  const schema = documentSchema()
  const doc = Node.fromJSON(schema, { type: 'doc', content: blocksOfMarkdown(markdown) })
  return DOMSerializer.fromSchema(schema).serializeFragment(doc.content)
}
