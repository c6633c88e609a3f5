import type { Json } from '../../standins/shapes.ts'
import { drawDiscord } from './discord-preview.ts'
import { escapeHtml } from './html.ts'
import { PREVIEW_CSS } from './preview-page.ts'
import { drawSlack } from './slack-preview.ts'

const CSS = `
body { padding: 20px; width: 1500px }
.columns { display: grid; grid-template-columns: 1fr 1fr 1fr; gap: 16px; align-items: stretch }
.column { border-radius: 10px; overflow: hidden; border: 1px solid #dee2e6; height: 600px }
.column.discord { background: #313338 } .column.slack { background: #fff }
.column .message { border: 0; border-radius: 0; padding: 10px 16px }
.column img { width: 100%; display: block }
h2 { margin: 0 0 8px }
`

export interface Conversation {
  discord: { title: string; messages: readonly Json[] }
  slack: { title: string; messages: readonly Json[] }
  /** A picture of the page, PNG. */
  web: { title: string; picture: Buffer }
}

/** One conversation as it stands in three places at once. */
export function conversationPage({ discord, slack, web }: Conversation): string {
  const column = (name: string, title: string, inner: string) =>
    `<section><h2>${escapeHtml(title)}</h2><div class="column ${name}">${inner}</div></section>`
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>One conversation</title><style>${PREVIEW_CSS}${CSS}</style></head>
<body><div class="columns">
${column('discord', discord.title, discord.messages.map(drawDiscord).join(''))}
${column('slack', slack.title, slack.messages.map(drawSlack).join(''))}
${column('web', web.title, `<img alt="" src="data:image/png;base64,${web.picture.toString('base64')}">`)}
</div></body>
</html>
`
}
