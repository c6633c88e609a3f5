import { ApplicationCommandType, type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Command } from '../commands/command.ts'

const registered = z.array(z.object({ name: z.string(), description: z.string(), type: z.number() }))

/** Tells Discord the slash commands, unless it has just these: each change takes a while to reach all clients. */
export async function registerCommands(rest: REST, applicationId: string, commands: readonly Command[]): Promise<void> {
  const route = Routes.applicationCommands(applicationId)
  const wanted = commands.map(({ name, description }) => ({
    name,
    description,
    type: ApplicationCommandType.ChatInput,
  }))
  const known = registered.parse(await rest.get(route))
  if (signature(known) !== signature(wanted)) await rest.put(route, { body: wanted })
}

function signature(commands: z.infer<typeof registered>): string {
  return JSON.stringify(commands.map(({ type, name, description }) => `${type} ${name} ${description}`).toSorted())
}
