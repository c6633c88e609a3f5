import type { BotAnswer } from '../../shared/bot-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type Span } from '../text/rich-text.ts'
import { webUrl } from '../text/web-url.ts'
import type { Action, Command, Field, Values } from './command.ts'

const SHOWN = 10
const MOST_SKILLS = 8
/** As many as Discord can offer to choose from. */
const MOST_CHOICES = 25

type People = Extract<BotAnswer<'people:find'>, { linked: true }>['people']

/** The directory of members: by what each shows of themselves. */
export function peopleCommand(hub: HubRequests): Command {
  const find = (person: PlatformPerson, wanted: { text?: string; skill?: string; language?: string; near?: number }) =>
    hub.request('people:find', { text: '', available: false, ...wanted, near: wanted.near ?? null, person })
  const skill: Field = {
    name: 'skill',
    label: 'Skill',
    description: 'A skill that they show',
    kind: 'line',
    required: false,
    choices: async (person, typed) => {
      const answer = await find(person, {})
      const words = typed.trim().toLowerCase()
      return (answer.linked ? answer.skills : [])
        .filter((one) => one.toLowerCase().includes(words))
        .slice(0, MOST_CHOICES)
        .map((one) => ({ label: clip(one, 75), value: one }))
    },
  }
  const fields: readonly Field[] = [
    {
      name: 'who',
      label: 'Name, skill or role',
      description: 'A part of a name, a skill or a role',
      kind: 'line',
      required: false,
    },
    skill,
    {
      name: 'language',
      label: 'Language (like en or de)',
      description: 'A language that they show, as a code like en or de',
      kind: 'line',
      required: false,
    },
    {
      name: 'near',
      label: 'Hours from your time zone (like 2)',
      description: 'At most so many hours from the time zone of your profile',
      kind: 'line',
      required: false,
    },
    {
      name: 'available',
      label: 'Only those who take on work',
      description: 'Only those who show that they take on work',
      kind: 'line',
      required: false,
      options: [{ label: 'Yes', value: 'yes' }],
    },
  ]
  const action: Action = {
    name: '',
    description: 'Find members by what they show of themselves',
    fields,
    async run(person, values) {
      const answer = await hub.request('people:find', { person, ...wantedIn(values) })
      return answer.linked ? peoplePanel(answer) : linkPanel(answer)
    },
  }
  return { name: 'people', description: action.description, actions: [action] }
}

function wantedIn(values: Values) {
  const said = (name: string) => (values[name] ?? '').trim()
  const language = said('language').toLowerCase()
  if (!/^([a-z]{2})?$/.test(language))
    throw new HubError('invalid_input', 'Write the language as a code, like en or de.')
  const near = said('near')
  if (!/^(\d|1[0-2])?$/.test(near)) throw new HubError('invalid_input', 'Write the hours as a number from 0 to 12.')
  return {
    text: clip(said('who'), 100),
    ...(said('skill') === '' ? {} : { skill: clip(said('skill'), 60) }),
    ...(language === '' ? {} : { language }),
    near: near === '' ? null : Number(near),
    available: said('available') === 'yes',
  }
}

function peoplePanel({ people, total, directoryUrl }: { people: People; total: number; directoryUrl: string }): Panel {
  const all = { kind: 'link', label: 'Directory', url: directoryUrl } as const
  if (people.length === 0) {
    const none = 'Nobody shows that. Each member chooses in their profile what others can search.'
    return { text: [paragraph(none)], controls: [all] }
  }
  const isOne = new Set(people.map(({ communityName }) => communityName)).size === 1
  const more = total - Math.min(people.length, SHOWN)
  return {
    text: [
      list(people.slice(0, SHOWN).map((one) => personLine(one, isOne))),
      ...(more > 0 ? [paragraph(`And ${more} more in the hub.`)] : []),
    ],
    controls: [all],
  }
}

function personLine(person: People[number], isOne: boolean): Span[] {
  const { name, roles, skills, languages, timeZone, available, link, communityName } = person
  const skillNames = (skills ?? []).map((one) => one.name)
  const facts = [
    ...(isOne ? [] : [clip(oneLine(communityName), 60)]),
    ...(roles ?? []).slice(0, 3).map((role) => clip(oneLine(role), 60)),
    ...(skillNames.length === 0 ? [] : [clip(skillNames.slice(0, MOST_SKILLS).join(', '), 200)]),
    ...(languages === null || languages.length === 0 ? [] : [languages.join(', ')]),
    ...(timeZone === null ? [] : [timeZone]),
    ...(available === null ? [] : [available ? 'takes on work' : 'takes on no work']),
  ]
  const href = webUrl(link, 500)
  return [
    { text: clip(oneLine(name), 80), bold: true, ...(href === undefined ? {} : { href }) },
    ...(facts.length === 0 ? [] : [{ text: ` · ${facts.join(' · ')}` }]),
  ]
}
