import type { Member } from '../../../shared/members.ts'
import { mention } from '../../../shared/mentions.ts'

type Named = Pick<Member, 'id' | 'name'>

/** Languages that part no words: there, a name may follow on a letter. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]/u
const WORD = /[\p{L}\p{N}]/u
const ASKED = /[@＠]([\p{L}\p{M}\p{N}._-]{0,30})$/u

/** What was typed of a name behind the last '@'; undefined: no name is being typed. */
export function askedName(before: string): string | undefined {
  const found = ASKED.exec(before)
  return found !== null && mayPrecede(before.charAt(found.index - 1)) ? found[1] : undefined
}

/** Members whose name holds what was typed, those that begin with it first; marks and accents are no matter. */
export function namesLike<M extends Named>(members: readonly M[], typed: string): M[] {
  const wanted = folded(typed)
  const at = (member: M) => folded(` ${member.name}`).indexOf(` ${wanted}`)
  const found = members.filter(({ name }) => folded(name).includes(wanted))
  return [...found.filter((one) => at(one) !== -1), ...found.filter((one) => at(one) === -1)]
}

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
}

const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/

/**
 * A text as it was typed, with each '@Name' made a mention; in code it stays as it is.
 * @param chosen - who was picked from the list, by name: of two with one name it is that one.
 */
export function withMentions(text: string, members: readonly Named[], chosen: ReadonlyMap<string, string>): string {
  if (!/[@＠]/.test(text)) return text
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
      /[@＠]/.test(text.charAt(at)) && before !== '[' && mayPrecede(before)
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
  return found && name !== '' && mayFollow(text.charAt(name.length), name)
}

function mayPrecede(letter: string): boolean {
  return !WORD.test(letter) || UNSPACED.test(letter)
}

/** さん and は follow on a name, but 佐藤 is not named where 佐藤田 is. */
function mayFollow(letter: string, name: string): boolean {
  return !WORD.test(letter) || (/\p{sc=Hira}/u.test(letter) && /\p{sc=Han}$/u.test(name))
}
