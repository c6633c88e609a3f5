import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { ChatEvent } from '../../shared/bot-events.ts'
import { HubError } from '../../shared/errors.ts'
import { EVENT_ANSWERS } from '../../shared/events.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Control, Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type Span } from '../text/rich-text.ts'
import { answerEvent, factsOf, titleOf } from './event-flow.ts'

/** Each of them has a menu of answers, and Discord shows five rows. */
const WITH_MENU = 4
const SHOWN = 10

const ANSWERS = { going: 'Going', maybe: 'Maybe', no: 'Not going' } as const

/** What comes in a person's communities, and whether they come. */
export function eventsCommand(hub: HubRequests): Command {
  return {
    name: 'events',
    description: 'What comes next in your communities, and whether you come',
    actions: [showAction(hub), answerAction(hub)],
  }
}

function showAction(hub: HubRequests): Action {
  return {
    name: 'show',
    description: 'Show the next events',
    fields: [],
    run: async (person) => eventsPanel(await hub.request('events:read', { person })),
  }
}

function answerAction(hub: HubRequests): Action {
  const event: Field = {
    name: 'event',
    label: 'Event',
    description: 'Which event',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const answer = await hub.request('events:read', { person })
      const words = typed.trim().toLowerCase()
      return eventsIn(answer)
        .filter(({ title }) => title.toLowerCase().includes(words))
        .map((one) => ({ label: clip(titleOf(one), 75), value: one.id }))
    },
  }
  const answer: Field = {
    name: 'answer',
    label: 'Answer',
    description: 'Whether you come',
    kind: 'line',
    required: true,
    options: EVENT_ANSWERS.map((value) => ({ label: ANSWERS[value], value })),
  }
  return {
    name: 'answer',
    description: 'Say whether you come to an event',
    fields: [event, answer],
    async run(person, values) {
      const [chosen, said] = [(values['event'] ?? '').trim(), values['answer']]
      const known = await hub.request('events:read', { person })
      if (!known.linked) return linkPanel(known)
      const found = known.events.find(({ id, title }) => id === chosen || title.toLowerCase() === chosen.toLowerCase())
      const wanted = EVENT_ANSWERS.find((one) => one === said)
      if (found === undefined || wanted === undefined) {
        throw new HubError('invalid_input', 'There is no event of that name. /events show has them all.')
      }
      return await answerEvent(hub, { verb: 'event', eventId: found.id, answer: wanted }, person)
    },
  }
}

function eventsPanel(answer: BotAnswer<'events:read'>): Panel {
  if (!answer.linked) return linkPanel(answer)
  const { events, eventsUrl } = answer
  const all: Control = { kind: 'link', label: 'All events', url: eventsUrl }
  if (events.length === 0) return { text: [paragraph('Nothing is planned in the next 60 days.')], controls: [all] }
  const isOne = new Set(events.map(({ communityName }) => communityName)).size === 1
  const more = events.length - SHOWN
  return {
    text: [
      list(events.slice(0, SHOWN).map((event) => eventLine(event, isOne))),
      ...(more > 0 ? [paragraph(`And ${more} more in the hub.`)] : []),
    ],
    controls: [...events.slice(0, WITH_MENU).map(answerMenu), all],
  }
}

function answerMenu(event: ChatEvent): Control {
  return {
    kind: 'menu',
    prompt: clip(`Do you come to ${titleOf(event)}?`, 100),
    options: EVENT_ANSWERS.map((answer) => ({
      label: ANSWERS[answer],
      action: { verb: 'event', eventId: event.id, answer },
    })),
  }
}

function eventLine(event: ChatEvent, isOne: boolean): Span[] {
  const { going, capacity, myAnswer, communityName } = event
  const facts = [
    `${going}${capacity === null ? '' : ` of ${capacity}`} going`,
    ...(isOne ? [] : [clip(oneLine(communityName), 60)]),
    ...(myAnswer === null ? [] : [`you: ${ANSWERS[myAnswer].toLowerCase()}`]),
  ]
  return [{ text: titleOf(event), bold: true }, { text: ' · ' }, ...factsOf(event), { text: ` · ${facts.join(' · ')}` }]
}

function eventsIn(answer: BotAnswer<'events:read'>): ChatEvent[] {
  return answer.linked ? answer.events : []
}
