import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { GigAction } from '../gigs/gig-action.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { paragraph } from '../text/rich-text.ts'
import { reportedPanel, RULE_CHOICES } from './report-words.ts'

/** Asks by which rule somebody reports a gig. */
export function askWhatIsWrong(gigId: string): Panel {
  const options = RULE_CHOICES.map(({ label, rule }) => ({
    label,
    action: { verb: 'report_as', gigId, rule } as const,
  }))
  return {
    text: [paragraph('Why should moderators look at this gig? Who posted it does not learn by whom it was reported.')],
    controls: [{ kind: 'menu', prompt: 'What is wrong with it?', options }],
  }
}

/** @throws HubError */
export async function reportGig(
  hub: HubRequests,
  { gigId, rule }: Extract<GigAction, { verb: 'report_as' }>,
  person: PlatformPerson,
): Promise<Panel> {
  const answer = await hub.request('moderation:reportGig', { person, gigId, rule, words: '' })
  return answer.linked ? reportedPanel(answer.communityName) : linkPanel(answer)
}
