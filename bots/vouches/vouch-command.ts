import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { ChatVouch } from '../../shared/bot-vouches.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock, type Span } from '../text/rich-text.ts'
import { HUB_ID, pick } from '../work/board-fields.ts'
import { referAction } from './refer-action.ts'

/** As many as Discord can offer to choose from. */
const MOST_CHOICES = 25
const SHOWN = 8
const LONGEST_SKILL = 60
const LONGEST_WORDS = 1000

/** What members of a niche say of each other's skills. */
export function vouchCommand(hub: HubRequests): Command {
  return {
    name: 'vouch',
    description: 'Stand in for skills of members of your niches, and refer members for gigs',
    actions: [showAction(hub), giveAction(hub), withdrawAction(hub), referAction(hub)],
  }
}

function showAction(hub: HubRequests): Action {
  return {
    name: 'show',
    description: 'Show who vouches for you, and for whom you do',
    fields: [],
    run: async (person) => vouchesPanel(await hub.request('vouches:read', { person })),
  }
}

function giveAction(hub: HubRequests): Action {
  const niche: Field = {
    name: 'niche',
    label: 'Niche',
    description: 'A niche that you are both in',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const answer = await hub.request('vouches:read', { person })
      return answer.linked ? choicesOf(answer.niches, typed, ({ name }) => name) : []
    },
  }
  const member: Field = {
    name: 'member',
    label: 'Member',
    description: 'For whom',
    kind: 'line',
    required: true,
    choices: async (person, typed, values) => {
      const nicheId = values['niche'] ?? ''
      if (!HUB_ID.test(nicheId)) return []
      const answer = await hub.request('vouches:people', { person, nicheId, query: typed.slice(0, 200) })
      return answer.linked ? choicesOf(answer.people, '', ({ name }) => name) : []
    },
  }
  const skill: Field = {
    name: 'skill',
    label: 'Skill',
    description: 'For which skill',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const answer = await hub.request('people:find', { person, text: '', near: null, available: false })
      const own = clip(typed.trim(), LONGEST_SKILL)
      const known = (answer.linked ? answer.skills : []).filter((one) => matches(one, typed))
      // Slack takes only what is offered, and any skill can be vouched for.
      const all = own === '' || known.some((one) => one.toLowerCase() === own.toLowerCase()) ? known : [own, ...known]
      return all.slice(0, MOST_CHOICES).map((one) => ({ label: clip(one, 75), value: one }))
    },
  }
  const words: Field = {
    name: 'words',
    label: 'How you know',
    description: 'How you know; others in the community read it',
    kind: 'text',
    required: false,
  }
  return {
    name: 'give',
    description: 'Vouch for a skill of a member of a niche',
    fields: [niche, member, skill, words],
    async run(person, values) {
      const known = await hub.request('vouches:read', { person })
      if (!known.linked) return linkPanel(known)
      const { id: nicheId } = pick(known.niches, values['niche'] ?? '', 'niche of yours', ({ name }) => name)
      const typed = values['member'] ?? ''
      const query = HUB_ID.test(typed) ? '' : typed.slice(0, 200)
      const found = await hub.request('vouches:people', { person, nicheId, query })
      if (!found.linked) return linkPanel(found)
      const memberId = HUB_ID.test(typed) ? typed : pick(found.people, typed, 'member of it', ({ name }) => name).id
      const given = await hub.request('vouches:give', {
        person,
        nicheId,
        memberId,
        skill: clip((values['skill'] ?? '').trim(), LONGEST_SKILL),
        words: clip((values['words'] ?? '').trim(), LONGEST_WORDS),
      })
      if (!given.linked) return linkPanel(given)
      const done = `You vouch for ${nameOf(given.skill)} of ${nameOf(given.memberName)} in ${nameOf(given.nicheName)}.`
      return {
        text: [
          paragraph({ text: done, bold: true }),
          paragraph(
            'They are told. Vouch again to change your words, for two weeks; withdraw it with /vouch withdraw.',
          ),
        ],
        controls: [],
      }
    },
  }
}

function withdrawAction(hub: HubRequests): Action {
  const vouch: Field = {
    name: 'vouch',
    label: 'Vouch',
    description: 'Which of yours',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const answer = await hub.request('vouches:read', { person })
      return answer.linked ? choicesOf(answer.given, typed, givenName) : []
    },
  }
  return {
    name: 'withdraw',
    description: 'Withdraw a vouch that you gave',
    fields: [vouch],
    async run(person, values) {
      const known = await hub.request('vouches:read', { person })
      if (!known.linked) return linkPanel(known)
      const chosen = pick(known.given, values['vouch'] ?? '', 'vouch of yours', givenName)
      const after = await hub.request('vouches:withdraw', { person, vouchId: chosen.id })
      return vouchesPanel(after, `Withdrawn: ${oneLine(givenName(chosen))}.`)
    },
  }
}

function vouchesPanel(answer: BotAnswer<'vouches:read'>, said?: string): Panel {
  if (!answer.linked) return linkPanel(answer)
  const { about, given, profileUrl } = answer
  return {
    text: [
      ...(said === undefined ? [] : [paragraph({ text: said, bold: true })]),
      ...section('For you', 'Nobody vouches for you yet.', about, ({ authorName }) => `by ${nameOf(authorName)}`),
      ...section('By you', 'You vouch for nobody.', given, ({ memberName }) => `for ${nameOf(memberName)}`),
    ],
    controls: [{ kind: 'link', label: 'Profile', url: profileUrl }],
  }
}

function section(
  title: string,
  none: string,
  vouches: readonly ChatVouch[],
  who: (vouch: ChatVouch) => string,
): RichBlock[] {
  if (vouches.length === 0) return [paragraph(none)]
  const more = vouches.length - SHOWN
  return [
    paragraph({ text: title, bold: true }),
    list(vouches.slice(0, SHOWN).map((vouch) => vouchLine(vouch, who(vouch)))),
    ...(more > 0 ? [paragraph(`And ${more} more in the hub.`)] : []),
  ]
}

function vouchLine({ skill, nicheName, words, answer }: ChatVouch, who: string): Span[] {
  const facts = [
    who,
    nameOf(nicheName),
    ...(words === '' ? [] : [`‘${clip(oneLine(words), 120)}’`]),
    ...(answer === null ? [] : [`answered: ‘${clip(oneLine(answer.text), 80)}’`]),
  ]
  return [{ text: nameOf(skill), bold: true }, { text: ` · ${facts.join(' · ')}` }]
}

/** As it is chosen; one skill of one person in one niche is vouched for once. */
function givenName({ memberName, skill, nicheName }: ChatVouch): string {
  return `${memberName}: ${skill} (${nicheName})`
}

function choicesOf<T extends { id: string }>(all: readonly T[], typed: string, name: (one: T) => string) {
  return all
    .filter((one) => matches(name(one), typed))
    .slice(0, MOST_CHOICES)
    .map((one) => ({ label: clip(oneLine(name(one)), 75), value: one.id }))
}

function matches(name: string, typed: string): boolean {
  return name.toLowerCase().includes(typed.trim().toLowerCase())
}

function nameOf(name: string): string {
  return clip(oneLine(name), 60)
}
