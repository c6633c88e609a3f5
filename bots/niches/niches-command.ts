import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { ChatNiche } from '../../shared/bot-niches.ts'
import { HubError } from '../../shared/errors.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type Span } from '../text/rich-text.ts'

/** As many as Discord can offer to choose from. */
const SHOWN = 25

/** The topics of a person's communities: which there are, and the way in and out. */
export function nichesCommand(hub: HubRequests): Command {
  return {
    name: 'niches',
    description: 'Topics whose members see their gigs before others: join and leave',
    actions: [showAction(hub), moveAction(hub, true), moveAction(hub, false)],
  }
}

function showAction(hub: HubRequests): Action {
  return {
    name: 'show',
    description: 'Show the niches of your communities',
    fields: [],
    run: async (person) => nichesPanel(await hub.request('niches:read', { person })),
  }
}

function moveAction(hub: HubRequests, joined: boolean): Action {
  const niche: Field = {
    name: 'niche',
    label: 'Niche',
    description: joined ? 'Which one you want to join' : 'Which one you want to leave',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const answer = await hub.request('niches:read', { person })
      const words = typed.trim().toLowerCase()
      return nichesIn(answer)
        .filter(({ mine, name }) => (mine === null) === joined && name.toLowerCase().includes(words))
        .slice(0, SHOWN)
        .map(({ id, name }) => ({ label: clip(name, 75), value: id }))
    },
  }
  return {
    name: joined ? 'join' : 'leave',
    description: joined ? 'Join a niche: you see its gigs first' : 'Leave a niche',
    fields: [niche],
    async run(person, values) {
      const chosen = (values['niche'] ?? '').trim()
      const answer = await hub.request('niches:read', { person })
      if (!answer.linked) return linkPanel(answer)
      const found = answer.niches.find(({ id, name }) => id === chosen || name.toLowerCase() === chosen.toLowerCase())
      if (found === undefined)
        throw new HubError('invalid_input', 'There is no niche of that name. /niches show has them all.')
      const after = await hub.request('niches:set', { person, nicheId: found.id, joined })
      return nichesPanel(
        after,
        joined ? `You are in ${oneLine(found.name)} now.` : `You have left ${oneLine(found.name)}.`,
      )
    },
  }
}

function nichesPanel(answer: BotAnswer<'niches:read'>, said?: string): Panel {
  if (!answer.linked) return linkPanel(answer)
  const { niches, nichesUrl } = answer
  const first = said === undefined ? [] : [paragraph({ text: said, bold: true })]
  if (niches.length === 0) return { text: [...first, paragraph('Your communities have no niches yet.')], controls: [] }
  const isOne = new Set(niches.map(({ communityName }) => communityName)).size === 1
  const more = niches.length - SHOWN
  return {
    text: [
      ...first,
      list(niches.slice(0, SHOWN).map((niche) => nicheLine(niche, isOne))),
      ...(more > 0 ? [paragraph(`And ${more} more in the hub.`)] : []),
    ],
    controls: [{ kind: 'link', label: 'All niches', url: nichesUrl }],
  }
}

function nicheLine({ name, mine, members, earlyHours, description, communityName }: ChatNiche, isOne: boolean): Span[] {
  const facts = [
    ...(mine === null ? [] : [mine === 'moderator' ? 'you moderate it' : 'joined']),
    ...(isOne ? [] : [clip(oneLine(communityName), 60)]),
    members === 1 ? '1 member' : `${members} members`,
    ...(earlyHours === 0 ? [] : [`gigs ${earlyHours} h early`]),
    ...(description === '' ? [] : [clip(oneLine(description), 120)]),
  ]
  return [{ text: clip(oneLine(name), 60), bold: true }, { text: ` · ${facts.join(' · ')}` }]
}

function nichesIn(answer: BotAnswer<'niches:read'>): ChatNiche[] {
  return answer.linked ? answer.niches : []
}
