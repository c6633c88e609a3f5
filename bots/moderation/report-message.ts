import { RULES } from '../../shared/moderation.ts'
import { HubError } from '../../shared/errors.ts'
import type { Field, MessageAction } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import { clip } from '../text/clip.ts'
import { reportedPanel, RULE_CHOICES } from './report-words.ts'

const RULE: Field = {
  name: 'rule',
  label: 'What is wrong with it',
  description: 'Why moderators should look at it',
  kind: 'line',
  required: true,
  options: RULE_CHOICES.map(({ label, rule }) => ({ label, value: rule })),
}

const WORDS: Field = {
  name: 'words',
  label: 'In your words',
  description: 'What moderators should know',
  kind: 'text',
  required: false,
}

/** Tells the hub's moderators of a message, announcement or gig in a channel; its author does not learn by whom. */
export function reportMessage(hub: HubRequests): MessageAction {
  return {
    id: 'report',
    label: 'Report',
    fields: [RULE, WORDS],
    prefill: () => ({}),
    async run(person, values, { id, place }) {
      const rule = RULES.find((one) => one === values['rule'])
      if (rule === undefined) throw new HubError('invalid_input', 'Say what is wrong with it.')
      if (place.channel === null) throw new HubError('invalid_input', 'Only what others read can be reported.')
      const words = clip((values['words'] ?? '').trim(), 1000)
      const answer = await hub.request('moderation:report', {
        person,
        channel: place.channel,
        messageId: id,
        rule,
        words,
      })
      return answer.linked ? reportedPanel(answer.communityName) : linkPanel(answer)
    },
  }
}
