/** A model is known by its own name; engines of the machine by theirs. */
export function engineName({ engine, model }: { engine: string; model?: string | undefined }): string {
  return model ?? engine.charAt(0).toUpperCase() + engine.slice(1)
}
