import { z } from 'zod'
import { envSchema } from './config.ts'

/** The text of `.env.example`: every setting with what it means and its default, all commented out. */
export function envExample(): string {
  const lines = ['# Settings of a Guildhall hub. Made from server/config.ts by `npm run env:example`.', '']
  for (const [name, schema] of Object.entries(envSchema.shape)) {
    const meta = z.globalRegistry.get(schema)
    lines.push(`# ${meta?.description ?? ''}`, `# ${name}=${defaultOf(schema)}`, '')
  }
  return lines.join('\n')
}

function defaultOf(schema: z.ZodType): string {
  // An absent variable is what the default stands for; an optional one has none.
  const value: unknown = schema.safeParse(undefined).data
  return Array.isArray(value) ? value.join(',') : value === undefined ? '' : JSON.stringify(value)
}
