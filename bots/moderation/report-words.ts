import { type Rule, RULES } from '../../shared/moderation.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { paragraph } from '../text/rich-text.ts'

export const RULE_NAMES: Record<Rule, string> = {
  spam: 'Spam',
  scam: 'Scam',
  harassment: 'Harassment',
  hate: 'Hate',
  private_data: 'Private data',
  off_topic: 'Off topic',
  other: 'Something else',
}

/** By which rule something can be reported, to choose from. */
export const RULE_CHOICES = RULES.map((rule) => ({ label: RULE_NAMES[rule], rule }))

export function reportedPanel(communityName: string): Panel {
  const name = clip(oneLine(communityName), 80)
  return { text: [paragraph(`Thank you. The moderators of ${name} will look at it.`)], controls: [] }
}
