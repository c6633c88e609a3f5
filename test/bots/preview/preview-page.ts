import { drawDiscord } from './discord-preview.ts'
import { escapeHtml } from './html.ts'
import { drawSlack } from './slack-preview.ts'

export const PREVIEW_CSS = `
* { box-sizing: border-box }
body { margin: 0; padding: 24px; background: #f1f3f5; color: #212529; font: 15px/1.45 'Helvetica Neue', Arial, sans-serif }
h1 { font-size: 22px; margin: 0 0 16px }
h2 { font-size: 15px; margin: 20px 0 8px }
p { margin: 0 } pre { margin: 4px 0; padding: 8px; border-radius: 4px; font: 13px/1.4 monospace }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; max-width: 1180px }
.message { display: grid; grid-template-columns: 40px 1fr; gap: 14px; padding: 16px; border-radius: 8px; align-content: start }
.avatar { width: 40px; height: 40px; font-weight: 700; color: #fff; background: #2f6f5e; display: grid; place-items: center }
.app { font-size: 10px; font-weight: 600; padding: 1px 4px; border-radius: 3px; vertical-align: 1px }
time { font-size: 12px; opacity: .65 } i { font-style: normal; opacity: .7; margin-left: 6px }
.small { font-size: 12px; opacity: .75 }
.row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px }
.heading { font-weight: 700; font-size: 17px; margin: 4px 0 }
.item { padding-left: 18px; position: relative } .item::before { content: '•'; position: absolute; left: 5px }
.quote { border-left: 4px solid #8886; padding-left: 10px; margin: 4px 0 }
.select { min-width: 260px; display: flex; justify-content: space-between; border: 1px solid #8886; border-radius: 4px; padding: 8px 12px; font-size: 14px }
.discord { background: #313338; color: #dbdee1 }
.discord .avatar { border-radius: 50% } .discord .app { background: #5865f2; color: #fff } .discord b { color: #f2f3f5 }
.discord .link { color: #00a8fc } .discord pre { background: #2b2d31 } .discord .select { background: #1e1f22; border-color: #1e1f22 }
.discord .embed { background: #2b2d31; border-left: 4px solid; border-radius: 4px; padding: 10px 14px 12px; margin-top: 6px; max-width: 520px; font-size: 14px }
.discord .embed .title { font-weight: 600; font-size: 16px; margin-bottom: 4px; color: #f2f3f5 } .discord .embed .title.link { color: #00a8fc }
.discord .fields { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; margin-top: 8px }
.discord .field { grid-column: 1 / -1 } .discord .field.inline { grid-column: auto } .discord .footer { font-size: 12px; margin-top: 10px; opacity: .8 }
.discord .button { background: #4e5058; color: #fff; border-radius: 3px; padding: 6px 14px; font-size: 14px; font-weight: 500 } .discord .button.primary { background: #5865f2 }
.slack { background: #fff; color: #1d1c1d; border: 1px solid #dee2e6 }
.slack .avatar { border-radius: 6px } .slack .app { background: #e8e8e8; color: #616061 } .slack .link { color: #1264a3 }
.slack ul, .slack ol { margin: 4px 0; padding-left: 24px } .slack pre { background: #f8f8f8; border: 1px solid #ddd }
.slack .context { display: flex; flex-wrap: wrap; gap: 4px 12px; font-size: 12.5px; color: #616061; margin: 4px 0 }
.slack .button { border: 1px solid #bbb; border-radius: 4px; padding: 5px 12px; font-size: 14px; font-weight: 700 } .slack .button.primary { background: #007a5a; border-color: #007a5a; color: #fff }
`

/** All messages side by side, as both platforms would draw them. */
export function previewPage(messages: readonly { name: string; discord: object; slack: object }[]): string {
  const pairs = messages.map(
    ({ name, discord, slack }) =>
      `<section id="${escapeHtml(name)}"><h2>${escapeHtml(name)}</h2><div class="pair">\n${drawDiscord({ ...discord })}\n${drawSlack({ ...slack })}\n</div></section>`,
  )
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>What the bots say</title><style>${PREVIEW_CSS}</style></head>
<body>
<h1>What the bots say: Discord on the left, Slack on the right</h1>
${pairs.join('\n')}
</body>
</html>
`
}
