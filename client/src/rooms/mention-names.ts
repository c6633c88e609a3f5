import type { Member } from '../../../shared/members.ts'
import { mention } from '../../../shared/mentions.ts'

type Named = Pick<Member, 'id' | 'name'>

const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/

/**
 * A text as it was typed, with each '@Name' made a mention; in code it stays as it is.
 * @param chosen - who was picked from the list, by name: of two with one name it is that one.
 */
export function withMentions(text: string, members: readonly Named[], chosen: ReadonlyMap<string, string>): string {
  if (!text.includes('@')) return text
  // 'Ana María' before 'Ana'.
  const longestFirst = members.toSorted((a, b) => b.name.length - a.name.length)
  return text
    .split(CODE)
    .map((part, at) => (at % 2 === 1 ? part : mentioned(part, longestFirst, chosen)))
    .join('')
}

function mentioned(text: string, members: readonly Named[], chosen: ReadonlyMap<string, string>): string {
  let made = ''
  let at = 0
  while (at < text.length) {
    const before = text.charAt(at - 1)
    const member =
      text.charAt(at) === '@' && !/[\p{L}\p{N}[]/u.test(before)
        ? members.find(({ name }) => startsWithName(text.slice(at + 1), name))
        : undefined
    if (member === undefined) {
      made += text.charAt(at)
      at += 1
    } else {
      made += mention({ name: member.name, id: chosen.get(member.name) ?? member.id })
      at += 1 + member.name.length
    }
  }
  return made
}

function startsWithName(text: string, name: string): boolean {
  const found = text.slice(0, name.length).toLocaleLowerCase() === name.toLocaleLowerCase()
  return found && name !== '' && !/[\p{L}\p{N}]/u.test(text.charAt(name.length))
}
