import { DOMSerializer, Node } from '@tiptap/pm/model'
import { useEffect, useRef, useState } from 'react'
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
  const [last, setLast] = useState<Last>()
  if (isTranslated && last?.text !== shown.text) setLast({ of: block.markdown, to, text: shown.text })
  const isStale = isWaiting(shown) && last?.to === to && isLike(last.of, block.markdown)
  const markdown = isTranslated ? shown.text : isStale ? last.text : block.markdown
  useEffect(() => {
    content.current?.replaceChildren(domOf(markdown))
  }, [markdown])
  return (
    <div
      className={styles.block}
      data-state={!block.hasWords ? 'as-is' : typeof shown === 'object' ? shown.state : 'waiting'}
    >
      <div ref={content} lang={isTranslated || isStale ? to : undefined} dir="auto" />
      <div className={styles.foot}>
        {block.hasWords && <Provenance shown={shown} />}
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

/** The translation that was there last, and of what. */
interface Last {
  of: string
  to: string
  text: string
}

function isWaiting(shown: Shown | undefined): boolean {
  return shown === undefined || shown === 'waiting'
}

/** Whether somebody has only changed a part of it: blocks have no names, and another one may have taken its place. */
function isLike(before: string, now: string): boolean {
  const shorter = Math.min(before.length, now.length)
  let head = 0
  while (head < shorter && before[head] === now[head]) head += 1
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === now.at(-1 - tail)) tail += 1
  return head + tail >= shorter / 2
}

/** By the schema of documents: whatever a translation says, only what a document may hold is shown. */
function domOf(markdown: string): globalThis.Node {
  const schema = documentSchema()
  const doc = Node.fromJSON(schema, { type: 'doc', content: blocksOfMarkdown(markdown) })
  return DOMSerializer.fromSchema(schema).serializeFragment(doc.content)
}
