import type { Action, Field } from '../commands/command.ts'
import { gigField, gigIdOf } from '../gigs/gig-field.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph } from '../text/rich-text.ts'
import { HUB_ID, pick } from '../work/board-fields.ts'

const LONGEST_WORDS = 1000

/** Tells another member of a gig that fits them. */
export function referAction(hub: HubRequests): Action {
  const find = { near: null, available: false } as const
  const member: Field = {
    name: 'member',
    label: 'Member',
    description: 'Whom it would fit',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const answer = await hub.request('people:find', { ...find, person, text: typed.slice(0, 100) })
      if (!answer.linked) return []
      return answer.people.map(({ memberId, name }) => ({ label: clip(oneLine(name), 75), value: memberId }))
    },
  }
  const words: Field = {
    name: 'words',
    label: 'In your words',
    description: 'Why it would fit them; they read it',
    kind: 'text',
    required: false,
  }
  const gig: Field = { ...gigField(hub, 'Which gig: its title, its client, or its link'), name: 'gig', required: true }
  return {
    name: 'refer',
    description: 'Refer a member for a gig: they are told by whom',
    fields: [gig, member, words],
    async run(person, values) {
      const gigId = await gigIdOf(hub, person, values['gig'] ?? '')
      if (typeof gigId !== 'string') return linkPanel(gigId)
      const typed = values['member'] ?? ''
      const text = HUB_ID.test(typed) ? '' : typed.slice(0, 100)
      const found = await hub.request('people:find', { ...find, person, text })
      if (!found.linked) return linkPanel(found)
      const people = found.people.map(({ memberId: id, name }) => ({ id, name }))
      const memberId = HUB_ID.test(typed) ? typed : pick(people, typed, 'member', ({ name }) => name).id
      const said = clip((values['words'] ?? '').trim(), LONGEST_WORDS)
      const answer = await hub.request('gigs:refer', { person, gigId, memberId, words: said })
      if (!answer.linked) return linkPanel(answer)
      const [name, title] = [clip(oneLine(answer.memberName), 60), clip(oneLine(answer.title), 120)]
      return { text: [paragraph(`You referred ${name} for ‘${title}’. They are told by whom.`)], controls: [] }
    },
  }
}
