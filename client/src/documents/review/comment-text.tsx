import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { mentionOfPath } from '../../../../shared/document-text/mention-target.ts'
import { safeHref } from '../safe-href.ts'
import styles from './review.module.css'

const PARTS = /\[([^\]\n]{1,200})\]\((\/[^)\s]{1,300})\)|(https?:\/\/[^\s<>()]{1,500})/g

/** A comment as it is read: mentions and addresses are links, all else is text. */
export function CommentText({ text }: { text: string }) {
  const parts: ReactNode[] = []
  let done = 0
  for (const match of text.matchAll(PARTS)) {
    const [whole, label, path, address] = match
    parts.push(text.slice(done, match.index))
    done = match.index + whole.length
    const href = address === undefined ? undefined : safeHref(address)
    if (href !== undefined) {
      parts.push(
        <a key={match.index} href={href} target="_blank" rel="noopener noreferrer nofollow">
          {whole}
        </a>,
      )
    } else if (path !== undefined && mentionOfPath(path, label ?? '') !== undefined) {
      parts.push(
        <Link key={match.index} href={path} className={styles.mention}>
          {label}
        </Link>,
      )
    } else parts.push(whole)
  }
  parts.push(text.slice(done))
  return <p className={styles.text}>{parts}</p>
}
