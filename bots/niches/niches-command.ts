import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { ChatNiche } from '../../shared/bot-niches.ts'
import { earlySpan } from '../../shared/early-span.ts'
import { HubError } from '../../shared/errors.ts'
import type { GigPosting } from '../../shared/niches.ts'
import type { Action, Choice, Command, Field } from '../commands/command.ts'
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
    actions: [showAction(hub), moveAction(hub, true), moveAction(hub, false), gigsAction(hub)],
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

const POSTINGS: readonly { label: string; value: GigPosting }[] = [
  { label: 'At once: only members of the niche read this channel', value: 'early' },
  { label: 'Once everybody may see them', value: 'open' },
  { label: 'No more', value: 'none' },
]

/** For admins: run in the channel itself, for that is where one sees who reads it. */
function gigsAction(hub: HubRequests): Action {
  const niche: Field = {
    name: 'niche',
    label: 'Niche',
    description: 'Whose gigs',
    kind: 'line',
    required: true,
    choices: async (person, typed) => choicesOf(await hub.request('niches:read', { person }), typed),
  }
  const when: Field = {
    name: 'when',
    label: 'When',
    description: 'At once, or once everybody may see them',
    kind: 'line',
    required: true,
    options: POSTINGS,
  }
  return {
    name: 'gigs',
    description: 'For admins: post the gigs of a niche in this channel',
    fields: [niche, when],
    async run(person, values, { channel, channelName, workspaceName, kind }) {
      if (channel === null || kind !== 'channel') {
        throw new HubError('invalid_input', 'Run this in the channel where the gigs are to appear.')
      }
      const gigs = POSTINGS.find(({ value }) => value === values['when'])?.value
      if (gigs === undefined) throw new HubError('invalid_input', 'Choose when they are posted here.')
      const answer = await hub.request('niches:read', { person })
      if (!answer.linked) return linkPanel(answer)
      const found = nicheNamed(answer.niches, values['niche'] ?? '')
      const place = { ...channel, name: channelName, workspaceName }
      const done = await hub.request('niches:postGigs', { person, nicheId: found.id, channel: place, gigs })
      if (!done.linked) return linkPanel(done)
      return { text: [paragraph(postedWords(gigs, oneLine(done.nicheName), done.earlyHours))], controls: [] }
    },
  }
}

function postedWords(gigs: GigPosting, name: string, earlyHours: number): string {
  if (gigs === 'none') return `Gigs of ${name} are not posted here any more.`
  if (gigs === 'early') {
    return `New gigs of ${name} are posted here at once, also those that only its members may see. Whoever reads this channel reads them.`
  }
  const wait = earlyHours === 0 ? '' : `, ${spanOf(earlyHours)} after its members`
  return `Gigs of ${name} are posted here once everybody may see them${wait}. Those for members only are not.`
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
      return choicesOf(answer, typed, ({ mine }) => (mine === null) === joined)
    },
  }
  return {
    name: joined ? 'join' : 'leave',
    description: joined ? 'Join a niche: you see its gigs first' : 'Leave a niche',
    fields: [niche],
    async run(person, values) {
      const answer = await hub.request('niches:read', { person })
      if (!answer.linked) return linkPanel(answer)
      const found = nicheNamed(answer.niches, values['niche'] ?? '')
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
    ...(earlyHours === 0 ? [] : [`gigs ${spanOf(earlyHours)} early`]),
    ...(description === '' ? [] : [clip(oneLine(description), 120)]),
  ]
  return [{ text: clip(oneLine(name), 60), bold: true }, { text: ` · ${facts.join(' · ')}` }]
}

function spanOf(earlyHours: number): string {
  const { unit, count } = earlySpan(earlyHours)
  return unit === 'days' ? `${count} days` : `${count} h`
}

function choicesOf(
  answer: BotAnswer<'niches:read'>,
  typed: string,
  isMeant: (niche: ChatNiche) => boolean = () => true,
): Choice[] {
  const words = typed.trim().toLowerCase()
  return (answer.linked ? answer.niches : [])
    .filter((niche) => isMeant(niche) && niche.name.toLowerCase().includes(words))
    .slice(0, SHOWN)
    .map(({ id, name }) => ({ label: clip(name, 75), value: id }))
}

/** @throws HubError 'invalid_input' when there is none. */
function nicheNamed(niches: readonly ChatNiche[], typed: string): ChatNiche {
  const chosen = typed.trim().toLowerCase()
  const found = niches.find(({ id, name }) => id === chosen || name.toLowerCase() === chosen)
  if (found === undefined)
    throw new HubError('invalid_input', 'There is no niche of that name. /niches show has them all.')
  return found
}
