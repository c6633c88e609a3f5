import type { ChatProfile } from '../../shared/bot-settings.ts'
import { HubError } from '../../shared/errors.ts'
import { payPeriod, type ProfileInput } from '../../shared/profiles.ts'
import type { Action, Command, Field, Values } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock } from '../text/rich-text.ts'
import { type Settings, settingsPanel } from './settings-panel.ts'
import { deliveryLine } from './settings-words.ts'

const MOST_SKILLS = 100
const LONGEST_SKILL = 60
/** What a form holds on every platform. */
const LONGEST_TEXT = 3000
const CURRENCY = /^[A-Z]{3}$/

/** Five, which is what a form of Discord has room for. */
const FIELDS: readonly Field[] = [
  { name: 'skills', label: 'Skills', description: 'With commas between them', kind: 'text', required: false },
  {
    name: 'rate',
    label: 'Lowest rate',
    description: 'A number; empty: gigs are not turned down for their pay',
    kind: 'line',
    required: false,
  },
  { name: 'currency', label: 'Currency', description: 'Three letters, e.g. EUR', kind: 'line', required: false },
  {
    name: 'period',
    label: 'Per',
    description: 'What the rate is for',
    kind: 'line',
    required: true,
    options: payPeriod.options.map((value) => ({ value, label: value })),
  },
  {
    name: 'available',
    label: 'Available',
    description: 'Whether you take on work now',
    kind: 'line',
    required: true,
    options: [
      { value: 'yes', label: 'Yes, I take on work' },
      { value: 'no', label: 'No, not now' },
    ],
  },
]

export function profileCommand(hub: HubRequests): Command {
  return {
    name: 'profile',
    description: 'What gigs are matched with: your skills, rate and availability',
    actions: [
      {
        name: 'show',
        description: 'Show your profile',
        fields: [],
        run: async (person) => profilePanel(await hub.request('profiles:read', { person })),
      },
      editAction(hub),
    ],
  }
}

function editAction(hub: HubRequests): Action {
  return {
    name: 'edit',
    description: 'Change your skills, rate and availability',
    fields: FIELDS,
    async prefill(person) {
      const answer = await hub.request('profiles:read', { person })
      if (!answer.linked) return { panel: linkPanel(answer) }
      const values = valuesOf(answer.profiles[0])
      // What a form cuts off would be taken for deleted when it is sent.
      return (values['skills'] ?? '').length > LONGEST_TEXT
        ? {
            panel: settingsPanel(
              answer,
              'You have more skills than fit into a form here. Edit them in the hub.',
              () => [],
            ),
          }
        : { values }
    },
    async run(person, values) {
      const change = { skills: skillsOf(values), rateFloor: rateOf(values), available: values['available'] !== 'no' }
      return profilePanel(await hub.request('profiles:change', { person, change }), 'Your profile is saved.')
    },
  }
}

function profilePanel(settings: Settings, said?: string) {
  return settingsPanel(settings, said, (profile) => profileBlocks(profile))
}

function profileBlocks(profile: ChatProfile): RichBlock[] {
  const { headline, skills, available } = profile
  const title = clip(oneLine(headline), 160)
  const lines = [
    `Skills: ${skills.length === 0 ? 'none yet' : clip(skills.map(oneLine).join(', '), 400)}`,
    `Lowest rate: ${rateWords(profile)}`,
    `Available: ${available ? 'yes' : 'no'}`,
    deliveryLine(profile),
  ]
  return [...(title === '' ? [] : [paragraph({ text: title, italic: true })]), list(lines.map((line) => [line]))]
}

function rateWords({ rateFloor }: ChatProfile): string {
  if (rateFloor === null) return 'none'
  return `${amountOf(rateFloor.amountCents)} ${rateFloor.currency} per ${rateFloor.period}`
}

function valuesOf(profile: ChatProfile | undefined): Values {
  const rate = profile?.rateFloor ?? null
  return {
    skills: (profile?.skills ?? []).join(', '),
    rate: rate === null ? '' : amountOf(rate.amountCents),
    currency: rate?.currency ?? 'EUR',
    period: rate?.period ?? 'hour',
    available: profile?.available === false ? 'no' : 'yes',
  }
}

function amountOf(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2)
}

function skillsOf(values: Values): string[] {
  const names = (values['skills'] ?? '')
    .split(/[,;\n]/)
    .map(oneLine)
    .filter((name) => name !== '')
  const skills = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
  const long = skills.find((name) => name.length > LONGEST_SKILL)
  if (long !== undefined) {
    throw new HubError('invalid_input', `‘${clip(long, 30)}’ is too long for a skill. Put commas between skills.`)
  }
  if (skills.length > MOST_SKILLS) throw new HubError('invalid_input', `That is more than ${MOST_SKILLS} skills.`)
  return skills
}

/** @throws HubError 'invalid_input' for what is no amount or no currency. */
function rateOf(values: Values): ProfileInput['rateFloor'] {
  const written = (values['rate'] ?? '').trim()
  if (written === '') return null
  const amount = /^\d{1,8}(?:[.,]\d{1,2})?$/.test(written) ? Number(written.replace(',', '.')) : undefined
  if (amount === undefined) throw new HubError('invalid_input', 'The lowest rate is a number, such as 85 or 85.50.')
  const currency = (values['currency'] ?? 'EUR').trim().toUpperCase()
  if (!CURRENCY.test(currency)) throw new HubError('invalid_input', 'A currency has three letters, such as EUR or USD.')
  const period = payPeriod.safeParse(values['period'] ?? 'hour').data
  if (period === undefined) throw new HubError('invalid_input', 'Choose what the rate is for from the list.')
  return { amountCents: Math.round(amount * 100), currency, period }
}
