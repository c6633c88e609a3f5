import { lexer, type Token } from 'marked'
import { withoutMentionLinks } from '../../../shared/mentions.ts'

/** Markdown as it reads in one line, without its marks. */
export function plainText(markdown: string): string {
  return textOf(lexer(withoutMentionLinks(markdown), { gfm: true, breaks: true }))
    .replace(/\s+/g, ' ')
    .trim()
}

function textOf(tokens: readonly Token[]): string {
  return tokens
    .map((token) => {
      if (token.type === 'space' || token.type === 'br') return ' '
      if (token.type === 'list') return textOf((token as { items: Token[] }).items)
      if ('tokens' in token && token.tokens !== undefined) return `${textOf(token.tokens)}${isBlock(token) ? ' ' : ''}`
      return 'text' in token ? String(token.text) : token.raw
    })
    .join('')
}

function isBlock({ type }: Token): boolean {
  return ['paragraph', 'heading', 'list_item', 'blockquote'].includes(type)
}
