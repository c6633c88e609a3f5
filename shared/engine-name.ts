/** A model is known by its own name; engines of the machine by theirs. */
export function engineName({ engine, model }: { engine: string; model?: string | undefined }): string {
  return model ?? engine.charAt(0).toUpperCase() + engine.slice(1)
}

/** Words of a member, which somebody who decides has approved. */
export function isApproved({ engine }: { engine: string }): boolean {
  return engine === 'memory'
}
