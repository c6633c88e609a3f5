/** What a server takes of the parameters that OpenAI has: many know some of them only. */
export interface ChatDialect {
  answerAs: 'schema' | 'json' | 'text'
  /** Whether it may be asked to count the tokens of a stream. */
  counts: boolean
  limit: 'max_completion_tokens' | 'max_tokens'
}

export const FULL_DIALECT: ChatDialect = { answerAs: 'schema', counts: true, limit: 'max_completion_tokens' }
const PLAIN_DIALECT: ChatDialect = { answerAs: 'text', counts: false, limit: 'max_tokens' }

/** @returns with less in it, by what a server said when it refused; undefined: it was something else. */
export function plainerDialect(dialect: ChatDialect, refusal: string): ChatDialect | undefined {
  if (/stream_options|include_usage/i.test(refusal) && dialect.counts) return { ...dialect, counts: false }
  if (/max_completion_tokens/i.test(refusal) && dialect.limit !== 'max_tokens') {
    return { ...dialect, limit: 'max_tokens' }
  }
  if (/response_format|json_schema|json_object|schema|grammar/i.test(refusal) && dialect.answerAs !== 'text') {
    return { ...dialect, answerAs: dialect.answerAs === 'schema' ? 'json' : 'text' }
  }
  // Some name the field where it is not read.
  const isOfUnknown =
    /(?:extra|unknown|unrecogni[sz]ed|unexpected|unsupported|additional) \w*\s?(?:field|input|param|argument|propert|key)|not permitted|extra_forbidden|\(no body\)/i
  return isOfUnknown.test(refusal) && !isSame(dialect, PLAIN_DIALECT) ? PLAIN_DIALECT : undefined
}

function isSame(a: ChatDialect, b: ChatDialect): boolean {
  return a.answerAs === b.answerAs && a.counts === b.counts && a.limit === b.limit
}

export function parametersOf({ answerAs, counts, limit }: ChatDialect, schema: Record<string, unknown>, most: number) {
  const json_schema = { name: 'answer', strict: true, schema }
  return {
    ...(counts ? { stream_options: { include_usage: true } } : {}),
    ...(limit === 'max_tokens' ? { max_tokens: most } : { max_completion_tokens: most }),
    ...(answerAs === 'schema' ? { response_format: { type: 'json_schema' as const, json_schema } } : {}),
    ...(answerAs === 'json' ? { response_format: { type: 'json_object' as const } } : {}),
  }
}
