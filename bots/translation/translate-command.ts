import type { BotAnswer, BotRequest } from '../../shared/bot-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { ChatWatch } from '../chats/chat-watch.ts'
import type { Action, Command, Field, Place, Values } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { list, paragraph } from '../text/rich-text.ts'
import { AS_WRITTEN, languageField, languageOf, nameOfLanguage } from './languages.ts'
import { translationPanel } from './translation-panel.ts'

type Chats = Pick<ChatWatch, 'deafIn' | 'problemWith'>
type Change = BotRequest<'translations:settings'>['change']

const TEXT: Field = {
  name: 'text',
  label: 'Text',
  description: 'What to translate',
  kind: 'text',
  required: true,
}

/** Translation for me, and the links that make several channels one conversation. */
export function translateCommand(hub: HubRequests, chats: Chats): Command {
  return {
    name: 'translate',
    description: 'Translate for me, or link channels so that each is read in its own language',
    actions: [
      setting(hub, 'show', 'Show how translation is set for me here', () => null),
      {
        name: 'text',
        description: 'Translate something for me',
        fields: [TEXT, languageField(false, 'Into which language; mine, if left out')],
        run: async (person, values, { channel, clientLanguage }) => {
          const wanted = values['language']
          const language = wanted === undefined ? null : languageOf(wanted)
          const markdown = values['text'] ?? ''
          const request = { person, channel, language, clientLanguage, messageId: null, authorId: null, markdown }
          return translationPanel(await hub.request('translations:make', request))
        },
      },
      {
        ...setting(hub, 'language', 'Set my language', (values) => ({
          language: languageOf(values['language'] ?? ''),
        })),
        fields: [languageField(true, 'In which language I read')],
      },
      setting(
        hub,
        'follow',
        'Translate this channel for me, by direct message',
        () => ({ follows: true }),
        async (place) => {
          needChannel(place)
          refuse(place.channel === null ? null : await chats.deafIn(place.channel))
        },
      ),
      setting(
        hub,
        'unfollow',
        'Do not translate this channel for me any more',
        () => ({ follows: false }),
        needChannel,
      ),
      setting(hub, 'optout', 'Leave what I write as I wrote it', () => ({ isOptedOut: true })),
      setting(hub, 'optin', 'Translate what I write again', () => ({ isOptedOut: false })),
      {
        name: 'link',
        description: 'Make this channel part of the conversation of a room',
        fields: [roomField(hub), languageField(true, 'The language of this channel', true)],
        run: (person, values, place) => link(hub, chats, person, values, place),
      },
      {
        name: 'unlink',
        description: 'Take this channel out of its conversation',
        fields: [],
        run: async (person, _, place) => {
          const answer = await hub.request('chats:unlink', { person, channel: managed(place).channel })
          if (!answer.linked) return linkPanel(answer)
          return say(`This channel is not part of “${answer.room.name}” any more. What was said stays where it stands.`)
        },
      },
    ],
  }
}

async function link(
  hub: HubRequests,
  chats: Chats,
  person: PlatformPerson,
  values: Values,
  place: Place,
): Promise<Panel> {
  const { channel, channelName, workspaceName, kind } = managed(place)
  refuse(await chats.problemWith(channel, person.personId))
  const wanted = values['language'] ?? AS_WRITTEN
  const language = wanted === AS_WRITTEN ? AS_WRITTEN : languageOf(wanted)
  const room = values['room'] ?? ''
  const answer = await hub.request('chats:link', { person, channel, channelName, workspaceName, kind, room, language })
  if (!answer.linked) return linkPanel(answer)
  const { room: linked, channels } = answer
  return {
    text: [
      paragraph(
        'This channel is part of the conversation of ',
        { text: linked.name, bold: true },
        ` now, in ${nameOfLanguage(language)}.`,
      ),
      paragraph(
        `${channels === 1 ? 'One channel carries' : `${channels} channels carry`} it. What is written here from now on appears in all of them, with its author’s name; whoever writes here should know that.`,
      ),
    ],
    controls: [],
  }
}

function setting(
  hub: HubRequests,
  name: string,
  description: string,
  changeFor: (values: Values) => Change,
  check: (place: Place) => void | Promise<void> = () => undefined,
): Action {
  return {
    name,
    description,
    fields: [],
    run: async (person, values, place) => {
      await check(place)
      const { channel, clientLanguage } = place
      const answer = await hub.request('translations:settings', {
        person,
        channel,
        clientLanguage,
        change: changeFor(values),
      })
      return answer.linked ? settingsPanel(answer, place) : linkPanel(answer)
    },
  }
}

function settingsPanel(
  { language, isOptedOut, follows, linkedRoom }: Extract<BotAnswer<'translations:settings'>, { linked: true }>,
  { channel, clientLanguage }: Place,
): Panel {
  const mine = language ?? clientLanguage
  const read = mine === null ? 'English, until you choose another with /translate language' : nameOfLanguage(mine)
  return {
    text: [
      paragraph({ text: 'Translation for you', bold: true }),
      list([
        [`You read in ${read}.`],
        [
          isOptedOut
            ? 'What you write is left as you wrote it, in chats and in the web client.'
            : 'What you write is translated for others.',
        ],
        ...(channel === null
          ? []
          : [
              [
                follows
                  ? 'This channel is translated for you by direct message.'
                  : 'This channel is not translated for you.',
              ],
            ]),
        ...(linkedRoom === null ? [] : [[`This channel is part of the conversation of “${linkedRoom.name}”.`]]),
      ]),
    ],
    controls: [],
  }
}

function roomField(hub: HubRequests): Field {
  return {
    name: 'room',
    label: 'Room',
    description: 'The room of the hub whose conversation it is',
    kind: 'line',
    required: true,
    choices: async (person, query) => {
      const answer = await hub.request('chats:rooms', { person, query: query.slice(0, 100) })
      if (!answer.linked) return []
      return answer.rooms.map(({ id, name, communityName }) => ({ label: `${name} (${communityName})`, value: id }))
    },
  }
}

/** @throws HubError where there is no channel, or for who may not manage it. */
function managed(place: Place): Place & { channel: NonNullable<Place['channel']> } {
  const { channel } = place
  if (channel === null) throw new HubError('invalid_input', 'Do this in the channel itself.')
  if (!place.mayManage) throw new HubError('forbidden', 'Who links a channel needs Manage Channels there.')
  return { ...place, channel }
}

function needChannel({ channel }: Place): void {
  if (channel === null) throw new HubError('invalid_input', 'Do this in the channel that you want to follow.')
}

/** @throws HubError where there is a problem. */
function refuse(problem: string | null): void {
  if (problem !== null) throw new HubError('conflict', problem)
}

function say(text: string): Panel {
  return { text: [paragraph(text)], controls: [] }
}
