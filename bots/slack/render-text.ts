import type { types } from '@slack/bolt'
import type { RichBlock, RichText, Span } from '../text/rich-text.ts'

type RichElement = types.RichTextBlock['elements'][number]
type SectionElement = types.RichTextSection['elements'][number]

/**
 * Slack's rich text takes texts as they are: no escaping, and what looks like a mention or a mark stays text.
 * @returns undefined when there is nothing to show, for Slack refuses empty parts.
 */
export function renderRichText(text: RichText): types.RichTextBlock | undefined {
  const elements = text.flatMap((block, index) => renderBlock(block, text[index + 1]))
  return elements.length === 0 ? undefined : { type: 'rich_text', elements }
}

function renderBlock(block: RichBlock, next: RichBlock | undefined): RichElement[] {
  switch (block.kind) {
    case 'code':
      return block.text === ''
        ? []
        : [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: block.text }] }]
    case 'list': {
      const items = block.items.map(section).filter((item) => item.elements.length > 0)
      return items.length === 0
        ? []
        : [{ type: 'rich_text_list', style: block.ordered ? 'ordered' : 'bullet', elements: items }]
    }
    case 'quote': {
      const { elements } = section(block.spans)
      return elements.length === 0 ? [] : [{ type: 'rich_text_quote', elements }]
    }
    case 'heading':
    case 'paragraph': {
      const spans = block.kind === 'heading' ? block.spans.map((span) => ({ ...span, bold: true })) : block.spans
      const { elements } = section(spans)
      if (elements.length === 0) return []
      // Sections that follow each other are set without a line between them.
      if (next?.kind === 'paragraph' || next?.kind === 'heading') elements.push({ type: 'text', text: '\n' })
      return [{ type: 'rich_text_section', elements }]
    }
  }
}

function section(spans: readonly Span[]): types.RichTextSection {
  return { type: 'rich_text_section', elements: spans.flatMap(renderSpan) }
}

function renderSpan({ text, href, bold, italic, strike, code }: Span): SectionElement[] {
  if (text === '') return []
  const style = {
    ...(bold === true ? { bold } : {}),
    ...(italic === true ? { italic } : {}),
    ...(strike === true ? { strike } : {}),
    ...(code === true ? { code } : {}),
  }
  const styled = Object.keys(style).length === 0 ? {} : { style }
  return href === undefined ? [{ type: 'text', text, ...styled }] : [{ type: 'link', url: href, text, ...styled }]
}
