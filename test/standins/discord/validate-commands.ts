import type { Answer } from '../api-server.ts'
import { asArray, asObject, asString, lengthOf } from '../shapes.ts'
import { FormErrors } from './form-errors.ts'

type Path = readonly (string | number)[]

/** https://discord.com/developers/docs/interactions/application-commands#application-command-object-application-command-naming */
const SLASH_NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u
const MOST: Record<number, number> = { 1: 100, 2: 15, 3: 15 }
const MAX_CHARACTERS = 8000

/** @returns Discord's refusal of a bulk overwrite of application commands, undefined if it is fine. */
export function refuseCommands(body: unknown): Answer | undefined {
  const errors = new FormErrors()
  const seen = new Set<string>()
  const counts = new Map<number, number>()
  for (const [index, raw] of errors.list([], body, 0, 130).entries()) {
    const command = asObject(raw)
    const type = Number(command['type'] ?? 1)
    const name = asString(command['name'])
    counts.set(type, (counts.get(type) ?? 0) + 1)
    if (seen.has(`${type}:${name}`)) {
      errors.add([index], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')
    }
    seen.add(`${type}:${name}`)
    checkCommand(errors, [index], command, type, name)
  }
  for (const [type, count] of counts) {
    if (count > (MOST[type] ?? 0)) {
      return { status: 400, body: { message: 'Maximum number of application commands reached', code: 30032 } }
    }
  }
  return errors.count > 0 ? { status: 400, body: errors.toBody() } : undefined
}

function checkCommand(
  errors: FormErrors,
  path: Path,
  command: Record<string, unknown>,
  type: number,
  name: string,
): void {
  errors.text([...path, 'name'], command['name'], 1, 32)
  if (type === 1) {
    checkName(errors, [...path, 'name'], name)
    errors.text([...path, 'description'], command['description'], 1, 100)
    checkOptions(errors, path, command['options'], 0)
  } else if (asString(command['description']) !== '') {
    errors.add(
      [...path, 'description'],
      'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
      'Context menu commands cannot have description',
    )
  }
  if (charactersOf(command) > MAX_CHARACTERS) {
    errors.add(path, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${MAX_CHARACTERS})`)
  }
}

function checkName(errors: FormErrors, path: Path, name: string): void {
  if (!SLASH_NAME.test(name) || name !== name.toLowerCase()) {
    errors.add(path, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid')
  }
}

function checkOptions(errors: FormErrors, path: Path, value: unknown, depth: number): void {
  const names = new Set<string>()
  let optionalSeen = false
  for (const [index, raw] of errors.list([...path, 'options'], value, 0, 25).entries()) {
    const option = asObject(raw)
    const optionPath = [...path, 'options', index]
    const name = asString(option['name'])
    const type = Number(option['type'])
    errors.text([...optionPath, 'name'], option['name'], 1, 32)
    checkName(errors, [...optionPath, 'name'], name)
    errors.text([...optionPath, 'description'], option['description'], 1, 100)
    if (names.has(name))
      errors.add(optionPath, 'APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_USED', 'Option name is already used')
    names.add(name)
    if (!(type >= 1 && type <= 11))
      errors.add([...optionPath, 'type'], 'BASE_TYPE_CHOICES', 'Value must be one of {1 … 11}.')
    if (type <= 2) {
      if (depth >= 2)
        errors.add(optionPath, 'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID', 'Sub-commands may not nest this deep')
      checkOptions(errors, optionPath, option['options'], depth + 1)
      continue
    }
    if (option['required'] === true && optionalSeen) {
      const message = 'Required options must be placed before non-required options'
      errors.add(optionPath, 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', message)
    }
    optionalSeen ||= option['required'] !== true
    const choices = errors.list([...optionPath, 'choices'], option['choices'], 0, 25)
    for (const [at, rawChoice] of choices.entries()) {
      const choice = asObject(rawChoice)
      errors.text([...optionPath, 'choices', at, 'name'], choice['name'], 1, 100)
      if (type === 3) errors.text([...optionPath, 'choices', at, 'value'], choice['value'], 1, 100)
    }
    if (choices.length > 0 && option['autocomplete'] === true) {
      errors.add(
        optionPath,
        'APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE',
        'Choices and autocomplete exclude each other',
      )
    }
  }
}

/** Name, description and values of a command, its options and choices count together. */
function charactersOf(part: Record<string, unknown>): number {
  let count = lengthOf(asString(part['name'])) + lengthOf(asString(part['description']))
  count += lengthOf(asString(part['value']))
  for (const child of [...asArray(part['options']), ...asArray(part['choices'])]) count += charactersOf(asObject(child))
  return count
}
