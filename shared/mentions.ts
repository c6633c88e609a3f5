/** Mentions of members in Markdown: a link that reads as the name, in comments and in the descriptions of cards. */
const MENTION = /\[(@[^\]\n]{1,200})\]\(\/members#([A-Za-z0-9_.~-]{1,128})\)/g
const MOST = 20

/** How a member is mentioned. */
export function mention(member: { id: string; name: string }): string {
  return `[@${member.name.replace(/[[\]\n]/g, ' ')}](/members#${member.id})`
}

/** @returns the ids of the members that a text mentions, each once, at most 20. They may be nobody's. */
export function mentionsIn(markdown: string): string[] {
  return [...new Set([...markdown.matchAll(MENTION)].flatMap((found) => found[2] ?? []))].slice(0, MOST)
}

/** A text as it reads: of a mention, the name stays. */
export function withoutMentionLinks(markdown: string): string {
  return markdown.replace(MENTION, '$1')
}
