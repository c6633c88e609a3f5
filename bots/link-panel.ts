import type { Panel } from './panel.ts'
import { paragraph } from './text/rich-text.ts'

/** The first step of a person whom the hub does not know yet. */
export function linkPanel({ linkUrl, expiresAt }: { linkUrl: string; expiresAt: number }, known = false): Panel {
  const minutes = Math.max(1, Math.round((expiresAt - Date.now()) / 60_000))
  const first = known
    ? 'You are linked already. To link this chat account with another account of the hub, open this link.'
    : 'We have not met yet. Open this link and sign in, and this chat account is linked with your account of the hub.'
  return {
    text: [
      paragraph(first),
      paragraph({ text: 'Link my account', href: linkUrl, bold: true }),
      paragraph(`It works once, within ${minutes} minutes, and is for you alone.`),
    ],
    controls: [{ kind: 'link', label: 'Link my account', url: linkUrl }],
  }
}
