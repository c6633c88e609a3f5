import type { BotAnswer } from '../../shared/bot-protocol.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph } from '../text/rich-text.ts'
import { digestLines } from './settings-words.ts'

/** Nobody has so many communities; a message has an end. */
const SHOWN = 5

/** A person's digests. `said`: what was just done. */
export function digestsPanel(answer: BotAnswer<'digests:read'>, said?: string): Panel {
  if (!answer.linked) return linkPanel(answer)
  const { digests, settingsUrl } = answer
  const shown = digests.slice(0, SHOWN)
  return {
    text: [
      ...(said === undefined ? [] : [paragraph({ text: said, bold: true })]),
      ...(shown.length === 0 ? [paragraph('You are a member of no community here.')] : []),
      ...shown.flatMap((digest) => [
        ...(digests.length === 1 ? [] : [paragraph({ text: clip(oneLine(digest.communityName), 80), bold: true })]),
        list(digestLines(digest).map((line) => [line])),
      ]),
    ],
    controls: [{ kind: 'link', label: 'All settings', url: settingsUrl }],
  }
}
