import { MAX_BUTTONS, MAX_IMAGES, MAX_LABEL } from '../../shared/announcement-card.ts'
import type { BotRequest } from '../../shared/bot-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import type { Action, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { announcedPanel } from './announced-panel.ts'

type Button = BotRequest<'announcements:dress'>['buttons'][number]

const IMAGES: Field = {
  name: 'images',
  label: 'Images',
  description: `Up to ${MAX_IMAGES}: PNG, JPEG, GIF or WebP, 2 MB each; without any, those that it has stay`,
  kind: 'images',
  most: MAX_IMAGES,
  required: false,
}
const ALTS: Field = {
  name: 'alts',
  label: 'What the images show',
  description: 'For who cannot see them; one line for each image',
  kind: 'text',
  required: false,
}
const BUTTONS: Field = {
  name: 'buttons',
  label: 'Buttons',
  description: `Up to ${MAX_BUTTONS}, one in each line: Sign up https://example.org`,
  kind: 'text',
  required: false,
}

/** Images and buttons of a draft, in a form of their own: Discord has room for five fields in each. */
export function dressAction(hub: HubRequests, files: Pick<ChatFiles, 'takeImage'>): Action {
  return {
    name: 'dress',
    description: 'Images and buttons',
    byButton: true,
    fields: [IMAGES, ALTS, BUTTONS],
    async prefill(person, about) {
      const answer = await hub.request('announcements:read', { person, announcementId: about })
      if (!answer.linked) return { panel: linkPanel(answer) }
      const buttons = answer.buttons.map(({ label, url }) => `${label} ${url}`)
      return { values: { alts: answer.alts.join('\n'), buttons: buttons.join('\n') } }
    },
    async run(person, values, { channel }, { about, images }) {
      const alts = linesOf(values['alts'])
      const buttons = linesOf(values['buttons']).map(buttonOf)
      if (buttons.length > MAX_BUTTONS) throw new HubError('invalid_input', `There are ${MAX_BUTTONS} buttons at most.`)
      if (images.length > 0 && images.length !== alts.length) {
        const message = `Say what each image shows, one line for each: images ${images.length}, lines ${alts.length}.`
        throw new HubError('invalid_input', message)
      }
      const ids: string[] = []
      for (const image of images) ids.push(await files.takeImage(person, about, image))
      const request = { person, announcementId: about, channel, images: ids, alts, buttons }
      const answer = await hub.request('announcements:dress', request)
      return answer.linked ? announcedPanel(answer) : linkPanel(answer)
    },
  }
}

function linesOf(text = ''): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** 'Sign up https://example.org', in which the address is the last word. */
function buttonOf(line: string): Button {
  const [, label = '', url = ''] = /^(.*\S)\s+(https:\/\/\S+)$/.exec(line) ?? []
  if (!URL.canParse(url)) {
    throw new HubError('invalid_input', `‘${line.slice(0, 80)}’ is no button: write its label and an https:// address.`)
  }
  if (label.length > MAX_LABEL)
    throw new HubError('invalid_input', `‘${label.slice(0, 40)}…’ is longer than ${MAX_LABEL} characters.`)
  return { label, url }
}
