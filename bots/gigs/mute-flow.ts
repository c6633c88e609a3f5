import type { Mute } from '../../shared/alerts.ts'
import { NotFoundError } from '../../shared/errors.ts'
import type { PlatformPerson, Unlinked } from '../../shared/platform-person.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { settingsPanel } from '../settings/settings-panel.ts'
import { mutedUntil, muteName } from '../settings/settings-words.ts'
import { endOf, MUTE_SPAN_NAMES, spanLabel } from '../settings/spans.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph } from '../text/rich-text.ts'
import type { GigAction, Muted } from './gig-action.ts'

/** With the client and each span, as many as a menu of Discord has room for. */
const OFFERED_SKILLS = 5

/** Asks what of a gig somebody wants to hear nothing of any more. @throws HubError */
export async function askWhatToMute(hub: HubRequests, gigId: string, person: PlatformPerson): Promise<Panel> {
  const answer = await hub.request('gigs:why', { person, gigId })
  if (!answer.linked) return linkPanel(answer)
  const { company, skills } = answer
  const offered: { name: string; muted: Muted }[] = [
    ...(company === null ? [] : [{ name: oneLine(company), muted: { kind: 'client' } as const }]),
    ...skills.slice(0, OFFERED_SKILLS).map((skill) => ({ name: skill, muted: { kind: 'skill', skill } as const })),
  ]
  const words = 'A word can be muted with /quiet mute.'
  if (offered.length === 0)
    return { text: [paragraph(`This gig names no client and asks for no skill. ${words}`)], controls: [] }
  const options = offered.flatMap(({ name, muted }) =>
    MUTE_SPAN_NAMES.map((span) => ({
      label: `${clip(name, 50)}, ${spanLabel(span)}`,
      action: { verb: 'mute_for', gigId, span, muted } as const,
    })),
  )
  return {
    text: [paragraph(`Of what do you want to hear nothing any more? ${words}`)],
    controls: [{ kind: 'menu', prompt: 'Choose what, and for how long', options }],
  }
}

/** @throws HubError */
export async function muteOfGig(
  hub: HubRequests,
  { gigId, span, muted }: Extract<GigAction, { verb: 'mute_for' }>,
  person: PlatformPerson,
): Promise<Panel> {
  const mute = await muteFor(hub, gigId, muted, person)
  if ('linkUrl' in mute) return linkPanel(mute)
  const until = endOf(span)
  const settings = await hub.request('alerts:mute', { person, mute: { ...mute, until } })
  const panel = settingsPanel(settings, undefined, ({ timeZone }) => [
    paragraph({ text: `Muted: ${muteName(mute)}`, bold: true }, `, ${mutedUntil(until, timeZone)}.`),
  ])
  if (!settings.linked || settings.profiles.length === 0) return panel
  const undo = { kind: 'button', label: 'Undo', action: { verb: 'unmute', gigId, muted } } as const
  return { text: panel.text.slice(-1), controls: [undo] }
}

/** @throws HubError */
export async function unmuteOfGig(
  hub: HubRequests,
  { gigId, muted }: Extract<GigAction, { verb: 'unmute' }>,
  person: PlatformPerson,
): Promise<Panel> {
  const mute = await muteFor(hub, gigId, muted, person)
  if ('linkUrl' in mute) return linkPanel(mute)
  const settings = await hub.request('alerts:unmute', { person, mute })
  if (!settings.linked) return linkPanel(settings)
  return { text: [paragraph(`You hear of ${muteName(mute)} again.`)], controls: [] }
}

/** A client is muted by the name that the gig has in the hub. */
async function muteFor(
  hub: HubRequests,
  gigId: string,
  muted: Muted,
  person: PlatformPerson,
): Promise<Pick<Mute, 'kind' | 'value'> | Unlinked> {
  if (muted.kind === 'skill') return { kind: 'skill', value: muted.skill.slice(0, 80) }
  const answer = await hub.request('gigs:why', { person, gigId })
  if (!answer.linked) return answer
  if (answer.company === null) throw new NotFoundError('client', gigId)
  return { kind: 'client', value: answer.company.trim().slice(0, 80) }
}
