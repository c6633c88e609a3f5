import { HubError } from '../../shared/errors.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { paragraph } from '../text/rich-text.ts'

const FIELDS: readonly Field[] = [
  { name: 'title', label: 'Title', description: 'What it is about', kind: 'line', required: true },
  { name: 'text', label: 'Text', description: 'In Markdown', kind: 'text', required: true },
  {
    name: 'when',
    label: 'When (like 2026-12-24 09:00; empty: now)',
    description: 'A time in the time zone of your profile, like 2026-12-24 09:00; now, if left out',
    kind: 'line',
    required: false,
  },
]

/** For admins: a form for an announcement in this channel and in the inbox of each member, now or later. */
export function announceCommand(hub: HubRequests): Command {
  const action: Action = {
    name: '',
    description: 'Announce something in this channel and to all members',
    fields: FIELDS,
    prefill: () => Promise.resolve({ values: {} }),
    async run(person, values, { channel, channelName, workspaceName, kind }) {
      if (channel === null || kind !== 'channel') {
        throw new HubError('invalid_input', 'Run this in the channel where it is to appear.')
      }
      const when = (values['when'] ?? '').trim()
      const answer = await hub.request('announcements:send', {
        person,
        channel: { ...channel, name: channelName, workspaceName },
        title: values['title'] ?? '',
        markdown: values['text'] ?? '',
        when: when === '' ? null : when,
      })
      if (!answer.linked) return linkPanel(answer)
      const { due, timeZone, communityName, url } = answer
      const said = due === null ? 'Announced here' : `It is announced here on ${due} (${timeZone})`
      return {
        text: [
          paragraph(
            `${said} and in the inbox of the members of ${communityName}. Change it or take it back in the hub.`,
          ),
        ],
        controls: [{ kind: 'link', label: 'Open in the hub', url }],
      }
    },
  }
  return { name: 'announce', description: action.description, actions: [action] }
}
