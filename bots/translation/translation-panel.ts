import type { BotAnswer } from '../../shared/bot-protocol.ts'
import { engineName, isApproved } from '../../shared/engine-name.ts'
import type { UntranslatedReason } from '../../shared/translation.ts'
import { linkPanel } from '../link-panel.ts'
import type { Panel } from '../panel.ts'
import { parseMarkdown } from '../text/parse-markdown.ts'
import { paragraph } from '../text/rich-text.ts'
import { nameOfLanguage } from './languages.ts'

const REASONS: Record<UntranslatedReason, string> = {
  'no-engine': 'No engine does these languages here.',
  'budget-spent': 'The budget for translations is used up for now.',
  'failed-check': 'The translation failed its check, so it is not shown.',
  'not-sure': 'Its language could not be told.',
  'engine-down': 'The engine does not answer right now. Please try again in a minute.',
  'nothing-to-translate': 'There is nothing to translate in it.',
  'opted-out': 'Its author does not want to be translated.',
  'too-long': 'It is too long to be translated at once.',
}

/** What a translation says to the one who asked. */
export function translationPanel(answer: BotAnswer<'translations:make'>): Panel {
  if (!answer.linked) return linkPanel(answer)
  const { to, translation } = answer
  if (translation.state === 'same') return say(`It is in ${nameOfLanguage(translation.from)} already.`)
  if (translation.state === 'untranslated') return say(`Not translated. ${REASONS[translation.reason]}`)
  const { from, text } = translation
  const pair = `from ${nameOfLanguage(from)} to ${nameOfLanguage(to)}`
  const how = isApproved(translation)
    ? `Translation ${pair}, approved by a member`
    : `Machine translation ${pair} (${engineName(translation)})`
  return { text: [...parseMarkdown(text), paragraph({ text: how, italic: true })], controls: [] }
}

function say(text: string): Panel {
  return { text: [paragraph(text)], controls: [] }
}
