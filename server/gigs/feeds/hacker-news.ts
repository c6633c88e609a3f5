import { z } from 'zod'
import { figure, identifier, jsonList, listAt, words } from './json-list.ts'
import { htmlToPlainText } from './plain-text.ts'
import { dateOf } from './xml-feed.ts'

const comment = z.looseObject({
  objectID: identifier,
  parent_id: figure,
  story_id: figure,
  comment_text: words,
  created_at: words,
})
const MAX_TITLE = 200
/** People who look for work write in the same threads as those who offer it. */
const SEEKING_WORK = /^\s*(?:seeking work|looking for work|available|location:|resum[eé]\s*:|hi,? i(?:'m| am))/iu
const KIND_OF_WORK =
  /^(?:remote|onsite|on-site|hybrid|full[- ]?time|part[- ]?time|contract|freelance|intern(?:ship)?s?|visa|permanent|equity|https?:|www\.|[$€£]|\d|.*(?:\$|€|£)\s?\d)/iu

/**
 * Comments of a 'Who is hiring' or 'Seeking freelancer' thread, from hn.algolia.com: those that answer the story itself are
 * posts, whose first line is 'Company | role | place | REMOTE | type'; the others are talk.
 */
export const readHackerNews = jsonList(listAt('hits'), comment, (item, now) => {
  if (item.parent_id === null || item.parent_id !== item.story_id) return undefined
  const text = htmlToPlainText(item.comment_text)
  if (SEEKING_WORK.test(text)) return undefined
  const [first = ''] = text.split('\n', 1)
  const { title, company } = headOf(first.replace(/^\s*seeking freelancer\w*\s*[|:–-]?\s*/iu, ''))
  if (title === '') return undefined
  return {
    externalId: item.objectID,
    title: title.slice(0, MAX_TITLE),
    company,
    text,
    url: `https://news.ycombinator.com/item?id=${item.objectID}`,
    postedAt: dateOf(item.created_at, now),
  }
})

function headOf(line: string): { title: string; company: string | null } {
  const parts = line.split(/\s*[|]\s*/u).filter((part) => part.trim() !== '')
  if (parts.length < 2) return { title: line.trim(), company: null }
  const [company = '', ...rest] = parts
  const roles = rest.filter((part) => !KIND_OF_WORK.test(part))
  return { title: (roles[0] ?? rest[0] ?? line).trim(), company: company.trim() }
}
