import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { Control, Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph } from '../text/rich-text.ts'

type Announced = Extract<BotAnswer<'announcements:send'>, { linked: true }>

/** What became of an announcement, and what can be done with it. */
export function announcedPanel(answer: Announced): Panel {
  const { announcementId, state, due, timeZone, blockedWord, url, previewUrl } = answer
  const where = whereOf(answer)
  const said = {
    draft: `It is a draft${withWhat(answer)}, and nobody has got it. Once it is sent, it is announced ${where}.`,
    held: `It has the blocked word ‘${blockedWord ?? ''}’ and waits for a moderator. Once one lets it pass, it is announced ${where}.`,
    scheduled: `It is announced ${where} on ${due ?? ''} (${timeZone})${withWhat(answer)}. Change it or call it off in the hub.`,
    sent: `Announced ${where}. Change it or take it back in the hub.`,
    recalled: 'It was taken back.',
  }
  const form = (label: string, action: string, emphasis: boolean): Control => {
    return { kind: 'form', label, button: { command: 'announce', action, about: announcementId }, emphasis }
  }
  const isChangeable = state === 'draft' || state === 'scheduled'
  return {
    text: [paragraph(said[state])],
    controls: [
      { kind: 'link', label: 'Preview', url: previewUrl },
      ...(isChangeable ? [form('Images and buttons', 'dress', false)] : []),
      ...(state === 'draft' ? [form('Send', 'send', true)] : []),
      { kind: 'link', label: 'Open in the hub', url },
    ],
  }
}

/** ' with 2 images and 1 button' */
function withWhat({ images, buttons }: Announced): string {
  const parts = [
    ...(images === 0 ? [] : [images === 1 ? '1 image' : `${images} images`]),
    ...(buttons === 0 ? [] : [buttons === 1 ? '1 button' : `${buttons} buttons`]),
  ]
  return parts.length === 0 ? '' : ` with ${parts.join(' and ')}`
}

/** 'here, in #edge and in the inbox of the members of Edge ML' */
function whereOf({ here, channels, nicheName, communityName }: Announced): string {
  const members = clip(oneLine(nicheName ?? communityName), 80)
  const places = [
    ...(here ? ['here'] : []),
    ...channels.map((name) => `in #${clip(oneLine(name), 60)}`),
    `in the inbox of the members of ${members}`,
  ]
  return new Intl.ListFormat('en').format(places)
}
