import { HubError } from '../../shared/errors.ts'
import type { ChatFiles } from '../chats/chat-files.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { oneLine } from '../text/clip.ts'
import { languageOf } from '../translation/languages.ts'
import { announcedPanel } from './announced-panel.ts'
import { dressAction } from './dress-action.ts'

/** As many as Discord can offer to choose from. */
const OFFERED = 25
const ALL = 'all'
const DRAFT = 'draft'

const TITLE: Field = { name: 'title', label: 'Title', description: 'What it is about', kind: 'line', required: true }
const TEXT: Field = { name: 'text', label: 'Text', description: 'In Markdown', kind: 'text', required: true }
const LANGUAGE: Field = {
  name: 'language',
  label: 'Language',
  description: 'In which you wrote it, like German or de; the first of your profile, if left out',
  kind: 'line',
  required: false,
}
const WHEN: Field = {
  name: 'when',
  label: 'When (empty: now; or: draft)',
  description: 'A time by your profile’s time zone, like 2026-12-24 09:00; ‘draft’ to add images and buttons first',
  kind: 'line',
  required: false,
}
const WHEN_SENT: Field = {
  name: 'when',
  label: 'When (empty: now)',
  description: 'A time by your profile’s time zone, like 2026-12-24 09:00',
  kind: 'line',
  required: false,
}

/** A form for an announcement in this channel, those of a niche, and inboxes: now, later, or as a draft to look at. */
export function announceCommand(hub: HubRequests, files: Pick<ChatFiles, 'takeImage'>): Command {
  const action: Action = {
    name: '',
    description: 'Announce something here and to members',
    fields: [TITLE, TEXT, audienceField(hub), LANGUAGE, WHEN],
    prefill: () => Promise.resolve({ values: {} }),
    async run(person, values, { channel, channelName, workspaceName, kind }) {
      if (channel === null || kind !== 'channel') {
        throw new HubError('invalid_input', 'Run this in the channel where it is to appear.')
      }
      const [audience, language] = [values['audience'] ?? ALL, values['language']]
      const when = (values['when'] ?? '').trim()
      const isDraft = when.toLowerCase() === DRAFT
      const answer = await hub.request('announcements:send', {
        person,
        channel: { ...channel, name: channelName, workspaceName },
        title: values['title'] ?? '',
        markdown: values['text'] ?? '',
        niche: audience === ALL ? null : audience,
        language: language === undefined ? null : languageOf(language),
        when: when === '' || isDraft ? null : when,
        draft: isDraft,
      })
      return answer.linked ? announcedPanel(answer) : linkPanel(answer)
    },
  }
  return {
    name: 'announce',
    description: action.description,
    actions: [action, dressAction(hub, files), sendAction(hub)],
  }
}

/** Sends a draft that was looked at. */
function sendAction(hub: HubRequests): Action {
  return {
    name: 'send',
    description: 'Send the announcement',
    byButton: true,
    fields: [WHEN_SENT],
    prefill: () => Promise.resolve({ values: {} }),
    async run(person, values, { channel }, { about }) {
      const when = (values['when'] ?? '').trim() || null
      const answer = await hub.request('announcements:sendDraft', { person, announcementId: about, channel, when })
      return answer.linked ? announcedPanel(answer) : linkPanel(answer)
    },
  }
}

function audienceField(hub: HubRequests): Field {
  return {
    name: 'audience',
    label: 'For whom',
    description: 'All members, or those of a niche, whose channels get it as well',
    kind: 'line',
    required: false,
    choices: async (person, typed) => {
      const answer = await hub.request('announcements:audiences', { person })
      if (!answer.linked) return []
      const all = answer.everywhere ? [{ label: 'All members', value: ALL }] : []
      const niches = answer.niches.map(({ id, name }) => ({ label: `Members of ${oneLine(name)}`, value: id }))
      const wanted = typed.trim().toLowerCase()
      return [...all, ...niches].filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, OFFERED)
    },
  }
}
