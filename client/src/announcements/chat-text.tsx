import { Fragment, type ReactNode } from 'react'
import { scan } from '../../../shared/chat-markup/scan.ts'
import type { MarkupNode, PrefixNode, TextStyle } from '../../../shared/chat-markup/tree.ts'
import styles from './preview.module.css'

const TAGS: Record<TextStyle, 'strong' | 'em' | 'u' | 's' | 'span'> = {
  bold: 'strong',
  italic: 'em',
  underline: 'u',
  strike: 's',
  spoiler: 'span',
}

/** What a platform makes of the very text that it is given. */
export function ChatText({ text, platform }: { text: string; platform: 'discord' | 'slack' | 'markdown' }) {
  return linesOf(scan(text, platform)).map((line, at) => <Line key={at} line={line} />)
}

function Line({ line }: { line: MarkupNode[] }) {
  const [first, ...rest] = line
  const role = first?.type === 'prefix' ? first.role : undefined
  return (
    <div className={styles.line} data-role={role} dir="auto">
      {first?.type === 'prefix' ? mark(first) : first !== undefined && draw(first)}
      {rest.map((node, at) => (
        <Fragment key={at}>{draw(node)}</Fragment>
      ))}
    </div>
  )
}

function mark({ role, raw }: PrefixNode): string {
  if (role === 'bullet') return '• '
  return role === 'number' ? raw : ''
}

function draw(node: MarkupNode): ReactNode {
  switch (node.type) {
    case 'text':
      return node.value
    case 'style': {
      const Tag = TAGS[node.style]
      return <Tag>{drawAll(node.children)}</Tag>
    }
    case 'link':
      return <span className={styles.link}>{drawAll(node.children)}</span>
    case 'url':
      return <span className={styles.link}>{node.href}</span>
    case 'code':
      return <code>{node.body}</code>
    case 'code-block':
      return <pre>{node.body}</pre>
    case 'opaque':
      return node.label
    case 'prefix':
      return mark(node)
    case 'break':
    case 'emoji':
    case 'mention':
    case 'time':
      return node.raw
  }
}

function drawAll(nodes: readonly MarkupNode[]): ReactNode {
  return nodes.map((node, at) => <Fragment key={at}>{draw(node)}</Fragment>)
}

function linesOf(nodes: readonly MarkupNode[]): MarkupNode[][] {
  const lines: MarkupNode[][] = [[]]
  for (const node of nodes) {
    if (node.type === 'break') lines.push([])
    else lines.at(-1)?.push(node)
  }
  return lines
}
