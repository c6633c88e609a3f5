import type { BotAnswer } from '../../shared/bot-protocol.ts'
import type { ChatProfile } from '../../shared/bot-settings.ts'
import { linkPanel } from '../link-panel.ts'
import type { Control, Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph, type RichBlock } from '../text/rich-text.ts'
import { deliveryLine, muteLines, quietLines } from './settings-words.ts'

export type Settings = BotAnswer<'profiles:read'>

/** Nobody has so many communities; a message has an end. */
const SHOWN_PROFILES = 5

/** When a person hears of gigs. `said`: what was just done. */
export function quietPanel(settings: Settings, said?: string): Panel {
  return settingsPanel(settings, said, (profile, now) => {
    const mutes = muteLines(profile, now)
    return [
      list([...quietLines(profile, now), deliveryLine(profile)].map((line) => [line])),
      ...(mutes.length === 0 ? [] : [paragraph('Muted:'), list(mutes.map((line) => [line]))]),
    ]
  })
}

export function digestPanel(settings: Settings, said?: string): Panel {
  return settingsPanel(settings, said, (profile) => [paragraph(deliveryLine(profile))])
}

/** @param blocksOf what is shown of each profile. */
export function settingsPanel(
  settings: Settings,
  said: string | undefined,
  blocksOf: (profile: ChatProfile, now: number) => RichBlock[],
): Panel {
  if (!settings.linked) return linkPanel(settings)
  const { profiles, profileUrl } = settings
  const controls: Control[] = [{ kind: 'link', label: 'Profile and alerts', url: profileUrl }]
  if (profiles.length === 0) {
    const words =
      'Your profile is empty, so no gig is matched with you yet. Fill it in here with /profile edit, or in the hub.'
    return { text: [paragraph(words)], controls }
  }
  const now = Date.now()
  const shown = profiles.slice(0, SHOWN_PROFILES)
  return {
    text: [
      ...(said === undefined ? [] : [paragraph({ text: said, bold: true })]),
      ...shown.flatMap((profile) => [
        ...(profiles.length === 1 ? [] : [paragraph({ text: clip(oneLine(profile.communityName), 80), bold: true })]),
        ...blocksOf(profile, now),
      ]),
    ],
    controls,
  }
}
