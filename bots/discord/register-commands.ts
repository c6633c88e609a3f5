import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type REST,
  type RESTPostAPIApplicationCommandsJSONBody,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import type { Action, Command, Field, MessageAction } from '../commands/command.ts'

const option = z.object({
  type: z.number(),
  name: z.string(),
  description: z.string(),
  required: z.boolean().default(false),
  autocomplete: z.boolean().default(false),
  choices: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
  get options() {
    return z.array(option).default([])
  },
})
const registered = z.array(
  z.object({
    type: z.number(),
    name: z.string(),
    description: z.string().default(''),
    options: z.array(option).default([]),
  }),
)

/** Tells Discord the commands, unless it has just these: each change takes a while to reach all clients. */
export async function registerCommands(
  rest: REST,
  applicationId: string,
  commands: readonly Command[],
  messageActions: readonly MessageAction[],
): Promise<void> {
  const route = Routes.applicationCommands(applicationId)
  const wanted = [...commands.map(slashCommand), ...messageActions.map(messageCommand)]
  const known = registered.parse(await rest.get(route))
  if (signature(known) !== signature(registered.parse(wanted))) await rest.put(route, { body: wanted })
}

function slashCommand({ name, description, actions }: Command): RESTPostAPIApplicationCommandsJSONBody {
  const typed = actions.filter(({ byButton }) => byButton !== true)
  const [only] = typed
  const options: APIApplicationCommandOption[] =
    typed.length === 1 && only?.name === '' ? optionsOf(only) : typed.map(subcommand)
  return { type: ApplicationCommandType.ChatInput, name, description, options }
}

function subcommand(action: Action): APIApplicationCommandOption {
  const { name, description } = action
  return { type: ApplicationCommandOptionType.Subcommand, name, description, options: optionsOf(action) }
}

/** An action with a form of its own asks there. */
function optionsOf(action: Action): APIApplicationCommandBasicOption[] {
  return action.prefill === undefined ? action.fields.map(optionOf) : []
}

function optionOf({ name, description, required, choices, options }: Field): APIApplicationCommandBasicOption {
  const base = { type: ApplicationCommandOptionType.String, name, description, required } as const
  if (options !== undefined) return { ...base, choices: options.map(({ label, value }) => ({ name: label, value })) }
  return choices === undefined ? base : { ...base, autocomplete: true }
}

function messageCommand({ label }: MessageAction): RESTPostAPIApplicationCommandsJSONBody {
  return { type: ApplicationCommandType.Message, name: label }
}

function signature(commands: z.infer<typeof registered>): string {
  return JSON.stringify(commands.toSorted((a, b) => (`${a.type} ${a.name}` < `${b.type} ${b.name}` ? -1 : 1)))
}
