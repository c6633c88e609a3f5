import { HubError } from '../../shared/errors.ts'
import { languageCode } from '../../shared/translation.ts'
import type { Choice, Field } from '../commands/command.ts'

export const AS_WRITTEN = 'as-written'

/** Offered while typing; any other language code is taken as well. */
const OFFERED =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl pl pt pt-BR ro ru sk sl sr sv sw ta th tl tr uk ur vi zh-Hans zh-Hant'.split(
    ' ',
  )
const MOST = 25
const IN_ENGLISH = new Intl.DisplayNames(['en'], { type: 'language' })

export function nameOfLanguage(code: string): string {
  return code === AS_WRITTEN ? 'as written' : (IN_ENGLISH.of(code) ?? code)
}

export function languageField(required: boolean, description: string, withAsWritten = false): Field {
  return {
    name: 'language',
    label: 'Language',
    description,
    kind: 'line',
    required,
    choices: (_, typed) => Promise.resolve(choices(typed, withAsWritten)),
  }
}

/** By its code, or by its name in English or in itself. @throws HubError */
export function languageOf(text: string): string {
  const wanted = text.trim().toLowerCase()
  const named = OFFERED.find((code) => namesOf(code).some((name) => name.toLowerCase() === wanted))
  const known = named ?? languageCode.safeParse(text.trim()).data
  if (known === undefined || (named === undefined && nameOfLanguage(known) === known)) {
    throw new HubError(
      'invalid_input',
      `“${text.trim()}” is no language that I know. Try its name, or a code such as de.`,
    )
  }
  return known
}

function choices(typed: string, withAsWritten: boolean): Choice[] {
  const wanted = typed.trim().toLowerCase()
  const all = OFFERED.filter((code) => namesOf(code).some((name) => name.toLowerCase().includes(wanted))).map(
    (code) => ({
      label: [...new Set(namesOf(code).slice(1))].join(' · '),
      value: code,
    }),
  )
  const asWritten =
    withAsWritten && 'as written'.includes(wanted)
      ? [{ label: 'As written: translate nothing', value: AS_WRITTEN }]
      : []
  return [...asWritten, ...all].slice(0, MOST)
}

function namesOf(code: string): string[] {
  return [code, nameOfLanguage(code), new Intl.DisplayNames([code], { type: 'language' }).of(code) ?? code]
}
