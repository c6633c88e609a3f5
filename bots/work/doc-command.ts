import type { DocumentRef } from '../../shared/bot-work.ts'
import type { PlatformPerson, Unlinked } from '../../shared/platform-person.ts'
import type { Action, Command, Field } from '../commands/command.ts'
import type { HubRequests } from '../hub-requests.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { clip, oneLine } from '../text/clip.ts'
import { list, paragraph } from '../text/rich-text.ts'
import { HUB_ID, pick } from './board-fields.ts'

const TITLE = 120
const EXCERPT = 900

export function docCommand(hub: HubRequests): Command {
  return {
    name: 'doc',
    description: 'Read, extend and find documents of your communities',
    actions: [openAction(hub), appendAction(hub), searchAction(hub)],
  }
}

function openAction(hub: HubRequests): Action {
  return {
    name: 'open',
    description: 'Show the beginning of a document',
    fields: [documentField(hub)],
    run: (person, values) =>
      withDocument(hub, person, values['document'] ?? '', async (documentId) => {
        const answer = await hub.request('documents:open', { person, documentId })
        if (!answer.linked) return linkPanel(answer)
        return documentPanel(answer.document, clip(answer.excerpt, EXCERPT) || 'Nothing is written in it yet.')
      }),
  }
}

function appendAction(hub: HubRequests): Action {
  const text: Field = {
    name: 'text',
    label: 'Text',
    description: 'What to add at its end',
    kind: 'text',
    required: true,
  }
  return {
    name: 'append',
    description: 'Add a text at the end of a document',
    fields: [documentField(hub), text],
    run: (person, values) =>
      withDocument(hub, person, values['document'] ?? '', async (documentId) => {
        const answer = await hub.request('documents:append', { person, documentId, text: values['text'] ?? '' })
        return answer.linked ? documentPanel(answer.document, 'Your text was added at its end.') : linkPanel(answer)
      }),
  }
}

function searchAction(hub: HubRequests): Action {
  const words: Field = {
    name: 'words',
    label: 'Words',
    description: 'Words that are in its title or text',
    kind: 'line',
    required: true,
  }
  return {
    name: 'search',
    description: 'Find documents by what is in them',
    fields: [words],
    async run(person, values) {
      const answer = await hub.request('documents:search', { person, query: (values['words'] ?? '').slice(0, 200) })
      if (!answer.linked) return linkPanel(answer)
      if (answer.found.length === 0) return { text: [paragraph('No document has all of these words.')], controls: [] }
      const lines = answer.found.map(({ title, url, excerpt }) => [
        { text: clip(oneLine(title), TITLE), bold: true, href: url },
        ...(excerpt === '' ? [] : [{ text: ` · ${clip(oneLine(excerpt), 160)}` }]),
      ])
      return { text: [list(lines)], controls: [] }
    },
  }
}

function documentField(hub: HubRequests): Field {
  return {
    name: 'document',
    label: 'Document',
    description: 'Which document',
    kind: 'line',
    required: true,
    choices: async (person, typed) => {
      const request = { person, kind: 'text', query: typed.slice(0, 200), limit: 25 } as const
      const answer = await hub.request('documents:find', request)
      if (!answer.linked) return []
      return answer.documents.map(({ id: value, title }) => ({ label: clip(oneLine(title), 75) || '…', value }))
    },
  }
}

async function withDocument(
  hub: HubRequests,
  person: PlatformPerson,
  chosen: string,
  work: (documentId: string) => Promise<Panel>,
): Promise<Panel> {
  const documentId = await documentIdOf(hub, person, chosen)
  return typeof documentId === 'string' ? await work(documentId) : linkPanel(documentId)
}

/** People choose a document, which gives its id, or type its title. @throws HubError */
async function documentIdOf(hub: HubRequests, person: PlatformPerson, chosen: string): Promise<string | Unlinked> {
  if (HUB_ID.test(chosen)) return chosen
  const request = { person, kind: 'text', query: chosen.slice(0, 200), limit: 25 } as const
  const answer = await hub.request('documents:find', request)
  return answer.linked ? pick(answer.documents, chosen, 'document', ({ title }) => title).id : answer
}

function documentPanel({ title, url }: DocumentRef, text: string): Panel {
  return {
    text: [paragraph({ text: clip(oneLine(title), TITLE), bold: true, href: url }), paragraph(text)],
    controls: [{ kind: 'link', label: 'Open the document', url }],
  }
}
