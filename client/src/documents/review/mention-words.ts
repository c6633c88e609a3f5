/** The word at the cursor that begins with '@', as it is typed. */
export function mentionAt(text: string, cursor: number): { start: number; query: string } | undefined {
  const start = text.lastIndexOf('@', cursor - 1)
  if (start === -1 || (start > 0 && !/\s|\(/.test(text[start - 1] ?? ''))) return undefined
  const query = text.slice(start + 1, cursor)
  return query.length <= 40 && !query.includes('\n') ? { start, query } : undefined
}

/** Writes the members that were chosen as what the hub knows: a link to them. */
export function withMentions(text: string, chosen: ReadonlyMap<string, string>): string {
  let written = text
  // Longer names first: 'Ana' is in 'Ana Ruiz'.
  const names = [...chosen].toSorted(([a], [b]) => b.length - a.length)
  for (const [index, [name]] of names.entries()) written = written.replaceAll(`@${name}`, `\u0000${index}\u0000`)
  for (const [index, [name, id]] of names.entries()) {
    const label = name.replaceAll(/[[\]]/g, '')
    written = written.replaceAll(`\u0000${index}\u0000`, `[@${label}](/members#${id})`)
  }
  return written
}

/** The other way, to edit: links to members are '@Name' again. */
export function withoutMentionLinks(text: string): { text: string; chosen: Map<string, string> } {
  const chosen = new Map<string, string>()
  const plain = text.replaceAll(
    /\[@([^\]\n]+)\]\(\/members#([A-Za-z0-9_.~-]+)\)/g,
    (_link, name: string, id: string) => {
      chosen.set(name, id)
      return `@${name}`
    },
  )
  return { text: plain, chosen }
}
