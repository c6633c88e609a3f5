import type { Markup } from '../translation.ts'
import type { MarkupNode, TextStyle } from './tree.ts'

type Leaf = Exclude<MarkupNode, { type: 'style' | 'link' | 'text' }>
/** A leaf without its place, which the scanner adds. */
export type NewLeaf = Leaf extends infer Each
  ? Each extends Leaf
    ? Omit<Each, 'start' | 'end' | 'raw'>
    : never
  : never

/** Begins with `first`, and is read by `pattern` (sticky). @returns undefined when it is text after all. */
export interface LeafRule {
  first: string
  pattern: RegExp
  read: (match: RegExpExecArray) => NewLeaf | undefined
}

export interface StyleRule {
  mark: string
  style: TextStyle
  canOpen: (before: string, after: string) => boolean
  canClose: (before: string, after: string) => boolean
}

export interface Dialect {
  leaves: readonly LeafRule[]
  /** Longer marks of the same character first. */
  styles: readonly StyleRule[]
  prefixes: readonly { role: Extract<Leaf, { type: 'prefix' }>['role']; pattern: RegExp }[]
  /** A masked link: groups `open`, `label`, `close`, `href`. */
  link: RegExp | undefined
  /** A character that stands for another: group 1 is the one that is read. */
  escape: RegExp | undefined
  entities: boolean
  code: boolean
  /** Whether a block of code goes on to a fence as long as its first one, which may be of tildes. */
  fencesByLength: boolean
  /** Whether a style may go on in the next line. */
  stylesSpanLines: boolean
}

const SPACE = /^\s?$/u
const isSpace = (char: string) => SPACE.test(char)
const isWord = (char: string) => /^\w$/.test(char)
const isLetter = (char: string) => /^[\p{L}\p{N}]$/u.test(char)

const always = () => true
const openTight = (_: string, after: string) => !isSpace(after)
const closeTight = (before: string) => !isSpace(before)
const openWord = (before: string, after: string) => !isWord(before) && !isSpace(after)
const closeWord = (before: string, after: string) => !isSpace(before) && !isWord(after)
const openSlack = (before: string, after: string) => !isLetter(before) && !isSpace(after)
const closeSlack = (before: string, after: string) => !isSpace(before) && !isLetter(after)

const EMOJI_NAME: LeafRule = {
  first: ':',
  // '10:30:45' holds no emoji.
  pattern: /:(?:(?=[\w+'-]*[a-z])[\w+'-]{1,80}|[+-]1|100):(?::skin-tone-[2-6]:)?/y,
  read: ([raw]) => ({ type: 'emoji', name: raw.slice(1, -1) }),
}

/** Between the cells of a table, or of a line that is written as one; two of them hide something in Discord. */
const CELL: LeafRule = {
  first: '|',
  pattern: /(?<!\|)\|(?!\|)/y,
  read: () => ({ type: 'opaque', label: '|' }),
}

/** A character of another script ends an address, unless it follows one of the marks after which addresses hold such. */
const ADDRESS =
  /[Hh][Tt][Tt][Pp][Ss]?:\/\/(?:[^\s<>`|"\\\u0080-\u{10ffff}]|(?<=[/=?&#%_\-.+\u0080-\u{10ffff}])[\p{L}\p{N}\p{M}])+/uy
const URL_RULE: LeafRule = {
  first: 'h',
  pattern: ADDRESS,
  read: ([raw]) => ({ type: 'url', href: withoutTail(raw) }),
}
const URL_RULE_UPPER: LeafRule = { ...URL_RULE, first: 'H' }

/** What ends a sentence, closes a bracket or a style is not part of the address. */
export function withoutTail(address: string): string {
  let end = address.length
  for (; end > 0; end -= 1) {
    const last = address.charAt(end - 1)
    if (/[.,:;!?'*~_\]}]/.test(last)) continue
    if (last !== ')' || isBalanced(address.slice(0, end))) break
  }
  return address.slice(0, end)
}

function isBalanced(text: string): boolean {
  let open = 0
  for (const char of text) open += char === '(' ? 1 : char === ')' ? -1 : 0
  return open >= 0
}

const TARGET = String.raw`(?:[^\s()<>]|\([^\s()<>]{0,500}\))`
const LABEL = String.raw`(?<label>(?:\\[^\n]|[^\]\[\\\n]|\[[^\]\[\n]{0,60}\]){1,1000}?)`
const TITLE = String.raw`(?:\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?`

const discord: Dialect = {
  leaves: [
    { first: '<', pattern: /<@!?(\d+)>/y, read: ([, id = '']) => ({ type: 'mention', target: 'user', id, label: '' }) },
    { first: '<', pattern: /<@&(\d+)>/y, read: ([, id = '']) => ({ type: 'mention', target: 'role', id, label: '' }) },
    {
      first: '<',
      pattern: /<#(\w+)(?:\|([^>\n]*))?>/y,
      read: ([, id = '', label = '']) => ({ type: 'mention', target: 'channel', id, label }),
    },
    {
      first: '<',
      pattern: /<\/([^:<>\n]{1,100}):(\d+)>/y,
      read: ([, name = '', id = '']) => ({ type: 'mention', target: 'command', id, label: `/${name}` }),
    },
    {
      first: '<',
      pattern: /<a?:(\w+):(\d+)>/y,
      read: ([, name = '', id = '']) => ({ type: 'emoji', name, id }),
    },
    {
      first: '<',
      pattern: /<t:(-?\d{1,13})(?::[A-Za-z])?>/y,
      read: ([, at]) => ({ type: 'time', epochSeconds: Number(at) }),
    },
    { first: '<', pattern: /<id:(\w+)>/y, read: ([, label = '']) => ({ type: 'opaque', label }) },
    {
      first: '<',
      pattern: /<((?:https?|mailto|tel|sms|steam):[^\s<>]+)>/iy,
      read: ([, href = '']) => ({ type: 'url', href }),
    },
    {
      first: '@',
      pattern: /@(everyone|here)\b/y,
      read: ([, who]) => ({ type: 'mention', target: who === 'here' ? 'here' : 'everyone', id: '', label: `@${who}` }),
    },
    URL_RULE,
    URL_RULE_UPPER,
    EMOJI_NAME,
    CELL,
  ],
  styles: [
    { mark: '**', style: 'bold', canOpen: always, canClose: always },
    { mark: '*', style: 'italic', canOpen: openTight, canClose: closeTight },
    { mark: '__', style: 'underline', canOpen: always, canClose: always },
    { mark: '_', style: 'italic', canOpen: openWord, canClose: closeWord },
    { mark: '~~', style: 'strike', canOpen: always, canClose: always },
    { mark: '||', style: 'spoiler', canOpen: always, canClose: always },
  ],
  prefixes: [
    { role: 'quote-rest', pattern: />>> /y },
    { role: 'quote', pattern: /> /y },
    { role: 'heading', pattern: /#{1,3} +/y },
    { role: 'subtext', pattern: /-# +/y },
    { role: 'bullet', pattern: /[ \t]*[-*] +(?=\S)/y },
    { role: 'number', pattern: /[ \t]*\d{1,9}[.)] +(?=\S)/y },
  ],
  link: new RegExp(
    String.raw`(?<open>\[)${LABEL}(?<close>\]\((?:<(?<wrapped>[^\s<>]+)>|(?<href>(?:https?|mailto|discord):${TARGET}+))${TITLE}\))`,
    'iy',
  ),
  escape: /\\([^0-9A-Za-z\s])/y,
  entities: false,
  code: true,
  fencesByLength: false,
  stylesSpanLines: true,
}

const slack: Dialect = {
  leaves: [
    {
      first: '<',
      pattern: /<@([UW]\w+)(?:\|([^>\n]*))?>/y,
      read: ([, id = '', label = '']) => ({ type: 'mention', target: 'user', id, label }),
    },
    {
      first: '<',
      pattern: /<#(\w+)(?:\|([^>\n]*))?>/y,
      read: ([, id = '', label = '']) => ({ type: 'mention', target: 'channel', id, label }),
    },
    {
      first: '<',
      pattern: /<!subteam\^(\w+)(?:\|([^>\n]*))?>/y,
      read: ([, id = '', label = '']) => ({ type: 'mention', target: 'group', id, label }),
    },
    {
      first: '<',
      pattern: /<!(here|channel|everyone)(?:\|[^>\n]*)?>/y,
      read: ([, who = '']) => ({
        type: 'mention',
        target: who === 'here' ? 'here' : 'everyone',
        id: '',
        label: `@${who}`,
      }),
    },
    {
      first: '<',
      pattern: /<!date\^(-?\d{1,13})\^[^>\n]*>/y,
      read: ([, at]) => ({ type: 'time', epochSeconds: Number(at) }),
    },
    {
      first: '<',
      pattern: /<((?:https?|mailto|tel|slack|ftp):[^\s<>|]+)>/iy,
      read: ([, href = '']) => ({ type: 'url', href: unescapeEntities(href) }),
    },
    {
      first: '<',
      pattern: /<![^<>\n]*>/y,
      read: ([raw]) => ({ type: 'opaque', label: raw.slice(2, -1).split('|')[1] ?? '' }),
    },
    URL_RULE,
    URL_RULE_UPPER,
    EMOJI_NAME,
    CELL,
  ],
  styles: [
    { mark: '*', style: 'bold', canOpen: openSlack, canClose: closeSlack },
    { mark: '_', style: 'italic', canOpen: openSlack, canClose: closeSlack },
    { mark: '~', style: 'strike', canOpen: openSlack, canClose: closeSlack },
  ],
  prefixes: [
    { role: 'quote', pattern: /(?:&gt;|>) ?/y },
    { role: 'bullet', pattern: /[ \t]*[•◦▪-] +(?=\S)/y },
    { role: 'number', pattern: /[ \t]*\d{1,9}[.)] +(?=\S)/y },
  ],
  link: /(?<open><(?<href>(?:https?|mailto|tel|slack|ftp):[^\s<>|]+)\|)(?<label>[^<>\n]{1,2000})(?<close>>)/iy,
  escape: undefined,
  entities: true,
  code: true,
  fencesByLength: false,
  stylesSpanLines: false,
}

const markdown: Dialect = {
  leaves: [
    { first: '<', pattern: /<((?:https?|mailto):[^\s<>]+)>/iy, read: ([, href = '']) => ({ type: 'url', href }) },
    URL_RULE,
    URL_RULE_UPPER,
    EMOJI_NAME,
    // Cells of a table.
    { first: '|', pattern: /\|/y, read: () => ({ type: 'opaque', label: '|' }) },
  ],
  styles: [
    { mark: '**', style: 'bold', canOpen: openTight, canClose: closeTight },
    { mark: '*', style: 'italic', canOpen: openTight, canClose: closeTight },
    { mark: '__', style: 'bold', canOpen: openWord, canClose: closeWord },
    { mark: '_', style: 'italic', canOpen: openWord, canClose: closeWord },
    { mark: '~~', style: 'strike', canOpen: openTight, canClose: closeTight },
  ],
  prefixes: [
    { role: 'quote', pattern: /[ \t]*> ?/y },
    { role: 'heading', pattern: /#{1,6} +/y },
    { role: 'bullet', pattern: /[ \t]*[-*+] +(?:\[[ xX]\] +)?(?=\S)/y },
    { role: 'number', pattern: /[ \t]*\d{1,9}[.)] +(?=\S)/y },
  ],
  // A picture is a link to it, whose label is what is read instead.
  link: new RegExp(
    String.raw`(?<open>!?\[)${LABEL}(?<close>\]\((?:<(?<wrapped>[^\n<>]+)>|(?<href>${TARGET}+))${TITLE}\))`,
    'y',
  ),
  escape: discord.escape,
  entities: false,
  code: true,
  fencesByLength: true,
  stylesSpanLines: true,
}

const plain: Dialect = {
  leaves: [URL_RULE, URL_RULE_UPPER],
  styles: [],
  prefixes: [],
  link: undefined,
  escape: undefined,
  entities: false,
  code: false,
  fencesByLength: false,
  stylesSpanLines: false,
}

export const DIALECTS: Record<Markup, Dialect> = { discord, slack, markdown, plain }

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

export function unescapeEntities(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
}
