import type { MessageAction } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { translationPanel } from './translation-panel.ts'

/** A message in my language, for me alone. */
export function translateThis(hub: HubRequests): MessageAction {
  return {
    id: 'translate_this',
    label: 'Translate this',
    fields: [],
    prefill: () => ({}),
    run: async (person, _, { id, markdown, authorId, place }) =>
      translationPanel(
        await hub.request('translations:make', {
          person,
          channel: place.channel,
          language: null,
          clientLanguage: place.clientLanguage,
          messageId: id,
          authorId,
          markdown,
        }),
      ),
  }
}
