import { lexer, type Token, type Tokens } from 'marked'
import { createElement, Fragment, type ReactNode, useMemo } from 'react'
import { safeHref } from '../documents/safe-href.ts'
import styles from './markdown.module.css'

interface MarkdownProps {
  text: string
  /** Undefined: its boxes cannot be ticked here. */
  onTick?: ((at: number) => void) | undefined
}

/** Markdown as React elements: what is not known is shown as text, and HTML is never more than that. */
export function Markdown({ text, onTick }: MarkdownProps) {
  const tokens = useMemo(() => lexer(text, { gfm: true, breaks: true }), [text])
  return <div className={styles.text}>{render(tokens, { boxes: 0, onTick })}</div>
}

/** Its paragraphs, lists, fences … each as it is written. */
export function markdownBlocks(text: string): string[] {
  return lexer(text, { gfm: true, breaks: true })
    .filter(({ type }) => type !== 'space')
    .map(({ raw }) => raw.trim())
}

interface Walk {
  /** Boxes met so far: the n-th box of the text is the n-th that is rendered. */
  boxes: number
  onTick: ((at: number) => void) | undefined
}

function render(tokens: readonly Token[] | undefined, walk: Walk): ReactNode[] {
  return (tokens ?? []).map((token, at) => <Fragment key={at}>{renderToken(token, walk)}</Fragment>)
}

function renderToken(token: Token, walk: Walk): ReactNode {
  const inner = () => render('tokens' in token ? token.tokens : undefined, walk)
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'paragraph':
      return <p>{inner()}</p>
    case 'heading':
      // Below the heads of the drawer.
      return createElement(`h${Math.min(6, (token as Tokens.Heading).depth + 3)}`, {}, ...inner())
    case 'strong':
      return <strong>{inner()}</strong>
    case 'em':
      return <em>{inner()}</em>
    case 'del':
      return <del>{inner()}</del>
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>
    case 'code':
      return (
        <pre>
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      )
    case 'blockquote':
      return <blockquote>{inner()}</blockquote>
    case 'hr':
      return <hr />
    case 'br':
      return <br />
    case 'list':
      return renderList(token as Tokens.List, walk)
    case 'table':
      return renderTable(token as Tokens.Table, walk)
    case 'link':
      return renderLink((token as Tokens.Link).href, inner())
    case 'image':
      return renderImage(token as Tokens.Image)
    case 'text':
      return 'tokens' in token && token.tokens !== undefined ? inner() : plain((token as Tokens.Text).text)
    case 'escape':
      return (token as Tokens.Escape).text
    default:
      return token.raw
  }
}

function renderList(list: Tokens.List, walk: Walk): ReactNode {
  const items = list.items.map((item, at) => (
    <li key={at} data-task={item.task}>
      {item.task && renderBox(item, walk)}
      {/* marked 17 puts the box among the tokens, too. */}
      {render(
        item.tokens.filter(({ type }) => type !== 'checkbox'),
        walk,
      )}
    </li>
  ))
  return list.ordered ? <ol start={Number(list.start) || 1}>{items}</ol> : <ul>{items}</ul>
}

function renderBox(item: Tokens.ListItem, walk: Walk): ReactNode {
  const at = walk.boxes
  walk.boxes += 1
  const { onTick } = walk
  return (
    <input
      type="checkbox"
      checked={item.checked === true}
      readOnly={onTick === undefined}
      disabled={onTick === undefined}
      aria-label={item.text}
      onChange={() => onTick?.(at)}
    />
  )
}

function renderTable(table: Tokens.Table, walk: Walk): ReactNode {
  const cells = (row: Tokens.TableCell[], Cell: 'th' | 'td') =>
    row.map((cell, at) => <Cell key={at}>{render(cell.tokens, walk)}</Cell>)
  return (
    <table>
      <thead>
        <tr>{cells(table.header, 'th')}</tr>
      </thead>
      <tbody>
        {table.rows.map((row, at) => (
          <tr key={at}>{cells(row, 'td')}</tr>
        ))}
      </tbody>
    </table>
  )
}

function renderLink(href: string, inner: ReactNode[]): ReactNode {
  if (href.startsWith('/members#')) return <span className={styles.mention}>{inner}</span>
  const isOwn = href.startsWith('/') && !href.startsWith('//')
  const safe = isOwn ? href : safeHref(href)
  if (safe === undefined) return inner
  return (
    <a href={safe} {...(isOwn ? {} : { target: '_blank', rel: 'noopener noreferrer nofollow' })}>
      {inner}
    </a>
  )
}

/** Only of this hub: an image from elsewhere would tell its owner who reads the card. */
function renderImage({ href, text }: Tokens.Image): ReactNode {
  if (href.startsWith('/api/attachments/')) return <img src={href} alt={text} loading="lazy" />
  return renderLink(href, [text || href])
}

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

/** React escapes by itself. */
function plain(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
}

/** Ticks or unticks the n-th task of a Markdown text. */
export function tickTask(text: string, at: number): string {
  let count = -1
  return text.replace(
    /^(\s*(?:[-*+]|\d+[.)])\s+\[)([ xX])(\])/gm,
    (whole, before: string, mark: string, after: string) => {
      count += 1
      return count === at ? `${before}${mark === ' ' ? 'x' : ' '}${after}` : whole
    },
  )
}
