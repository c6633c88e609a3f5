import type { LinkPreview } from '../../shared/bot-work.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { MessageAction } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph } from '../text/rich-text.ts'

const MOST_LINKS = 3
const URLS = /https?:\/\/[^\s<>|)\]]+/g

/** Shows what the links of a message to the hub lead to, to the one who asks and may see it. */
export function showLink(hub: HubRequests): MessageAction {
  return {
    id: 'show_link',
    label: 'Show hub links',
    fields: [],
    prefill: () => ({}),
    async run(person, _, { text }) {
      const previews = await previewsIn(hub, person, text)
      if (previews.length === 0) {
        const words = 'No link in this message leads to something in the hub that you may see.'
        return { text: [paragraph(words)], controls: [] }
      }
      return {
        text: previews.flatMap((preview) => previewPanel(preview).text),
        controls: previews.flatMap((preview) => previewPanel(preview).controls),
      }
    },
  }
}

export function previewPanel({ title, url, lines }: LinkPreview): Panel {
  const shown = lines.map((line) => clip(oneLine(line), 200)).filter((line) => line !== '')
  return {
    text: [
      paragraph({ text: clip(oneLine(title), 150) || 'without a title', bold: true, href: url }),
      ...(shown.length === 0 ? [] : [paragraph(shown.join('\n'))]),
    ],
    controls: [{ kind: 'link', label: 'Open', url }],
  }
}

async function previewsIn(hub: HubRequests, person: PlatformPerson, text: string): Promise<LinkPreview[]> {
  const urls = [...new Set(text.match(URLS) ?? [])].slice(0, MOST_LINKS)
  const answers = await Promise.all(urls.map((url) => hub.request('links:preview', { people: [person], url })))
  return answers.flatMap(({ preview }) => preview ?? [])
}
