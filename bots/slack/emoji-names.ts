import names from './emoji-names.json' with { type: 'json' }

/** Short names by emoji, as Slack has them: https://github.com/iamcal/emoji-data (MIT), by way of emojibase 17. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries(names).map(([emoji, all]) => [bare(emoji), all.split(' ')[0] ?? '']),
)
const EMOJI: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([emoji, all]) => all.split(' ').map((name) => [name, emoji] as const)),
)
const TONES = ['🏻', '🏼', '🏽', '🏾', '🏿']

/** @returns Slack's name, without colons; undefined for an emoji that it does not have. ':name:' is one of the workspace. */
export function nameOfEmoji(emoji: string): string | undefined {
  const own = /^:([a-z0-9_+'-]+):$/.exec(emoji.toLowerCase())?.[1]
  if (own !== undefined) return own
  const tone = TONES.findIndex((one) => emoji.includes(one))
  const name = NAMES.get(bare(tone === -1 ? emoji : emoji.replace(TONES[tone] ?? '', '')))
  return name === undefined || tone === -1 ? name : `${name}::skin-tone-${tone + 2}`
}

/** @returns the emoji that Slack calls so; ':name:' for one that the workspace made. */
export function emojiOfName(name: string): string {
  const [plain = '', tone] = name.split('::skin-tone-')
  const emoji = EMOJI.get(plain)
  if (emoji === undefined) return `:${plain}:`
  const [first = '', ...rest] = [...bare(emoji)]
  return tone === undefined ? emoji : [first, TONES[Number(tone) - 2] ?? '', ...rest].join('')
}

/** Without the sign that asks for the coloured form: platforms set it differently. */
function bare(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '')
}
