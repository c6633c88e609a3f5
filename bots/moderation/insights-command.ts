import type { BotAnswer } from '../../shared/bot-protocol.ts'
import { HubError } from '../../shared/errors.ts'
import { INSIGHT_DAYS, type InsightMeasure, SMALLEST_GROUP } from '../../shared/insights.ts'
import type { Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock, type Span } from '../text/rich-text.ts'

type Answer = Extract<BotAnswer<'insights:read'>, { linked: true }>
type Community = Answer['communities'][number]

/** As many as a message of Discord has room for. */
const SHOWN = 2
const SHOWN_LANGUAGES = 8
/** As many as Discord can offer to choose from. */
const OFFERED = 25
const FEWER = `fewer than ${SMALLEST_GROUP}`

const NAMES: Record<InsightMeasure, string> = {
  joined: 'Joined',
  left: 'Left',
  messages: 'Messages in rooms',
  comments: 'Comments',
  gigsShared: 'Gigs shared by members',
  gigsFound: 'Gigs found by feeds',
  gigsWon: 'Gigs won',
  deliveriesSent: 'Deliveries sent',
  deliveriesFailed: 'Deliveries failed',
  reports: 'Reports',
}

const DAYS: Field = {
  name: 'days',
  label: 'Days',
  description: 'How far back: 30 days, if you do not say',
  kind: 'line',
  required: false,
  options: INSIGHT_DAYS.map((days) => ({ label: `${days} days`, value: String(days) })),
}

/** How communities do, in counts, for those who moderate them. */
export function insightsCommand(hub: HubRequests): Command {
  const description = 'For moderators: how your community does, in counts'
  return {
    name: 'insights',
    description,
    actions: [
      {
        name: '',
        description,
        fields: [DAYS, nicheField(hub)],
        async run(person, values) {
          const said = values['days']?.trim() ?? String(INSIGHT_DAYS[0])
          const days = INSIGHT_DAYS.find((one) => String(one) === said)
          if (days === undefined) throw new HubError('invalid_input', 'Insights are of 30, 90 or 365 days.')
          const answer = await hub.request('insights:read', { person, days, niche: values['niche'] ?? null })
          return answer.linked ? insightsPanel(answer, days) : linkPanel(answer)
        },
      },
    ],
  }
}

function nicheField(hub: HubRequests): Field {
  return {
    name: 'niche',
    label: 'Niche',
    description: 'Of one that you moderate; of the whole community, if you do not say',
    kind: 'line',
    required: false,
    choices: async (person, typed) => {
      const answer = await hub.request('announcements:audiences', { person })
      const wanted = typed.trim().toLowerCase()
      return (answer.linked ? answer.niches : [])
        .filter(({ name }) => name.toLowerCase().includes(wanted))
        .slice(0, OFFERED)
        .map(({ id, name }) => ({ label: clip(oneLine(name), 75), value: id }))
    },
  }
}

function insightsPanel({ communities, insightsUrl }: Answer, days: number): Panel {
  const more = communities.length - SHOWN
  return {
    text: [
      ...communities.slice(0, SHOWN).flatMap((community) => communityBlocks(community, days)),
      ...(more > 0 ? [paragraph(`And ${more} more in the hub.`)] : []),
    ],
    controls: [{ kind: 'link', label: 'Charts', url: insightsUrl }],
  }
}

function communityBlocks({ communityName, nicheName, insights, before }: Community, days: number): RichBlock[] {
  const { members, steps, answers, languages } = insights
  const measures = insights.measures.map((measure): Span[] => {
    const now = steps.reduce((sum, { counts }) => sum + counts[measure], 0)
    return line(NAMES[measure], count(now), before === null ? '' : changeOf(now, before[measure]))
  })
  const { tenMinutes, hour, fourHours, day, later } = answers
  const soon = tenMinutes + hour
  const answered = soon + fourHours + day + later
  const spoken = [
    ...languages.known.slice(0, SHOWN_LANGUAGES).map((one) => `${one.language} ${count(one.members)}`),
    ...(languages.other === null ? [] : [`others ${count(languages.other)}`]),
  ]
  const first = nicheName === null ? 'Threads answered within an hour' : 'Gigs that a member went for within an hour'
  const compared = before === null ? `there are no counts of the ${days} before` : `compared with the ${days} before`
  return [
    paragraph(
      { text: clip(oneLine(nicheName === null ? communityName : `${communityName}: ${nicheName}`), 80), bold: true },
      ` · ${members === 1 ? '1 member' : `${count(members)} members`}`,
    ),
    paragraph({
      text: nicheName === null ? `The last ${days} days; ${compared}` : `The last ${days} days`,
      italic: true,
    }),
    list([
      ...measures,
      line('People who wrote, on the busiest day', busiest(steps)),
      ...(answered === 0 ? [] : [line(first, `${count(soon)} of ${count(answered)}`)]),
      ...(spoken.length === 0 ? [] : [line('Languages that members read', spoken.join(', '))]),
    ]),
  ]
}

function line(name: string, value: string, change = ''): Span[] {
  return [{ text: `${name}: ` }, { text: value, bold: true }, { text: change }]
}

function changeOf(now: number, before: number): string {
  if (now === before) return now === 0 ? '' : ' (as before)'
  return ` (${now > before ? '+' : '−'}${count(Math.abs(now - before))}, was ${count(before)})`
}

function busiest(steps: Community['insights']['steps']): string {
  const known = Math.max(0, ...steps.map(({ people }) => people ?? 0))
  return known === 0 && steps.some(({ people }) => people === null) ? FEWER : count(known)
}

function count(value: number): string {
  return value.toLocaleString('en')
}
