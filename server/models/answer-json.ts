/** The JSON in what a model says: models think aloud, fence their JSON, and say a word before it. */
export function answerJson(text: string): unknown {
  const said = text.replace(/<think>[\s\S]*?<\/think>/g, '').replace(/^[\s\S]*<\/think>/, '')
  return between(said, '{', '}') ?? between(said, '[', ']')
}

function between(said: string, open: string, close: string): unknown {
  try {
    return JSON.parse(said.slice(said.indexOf(open), said.lastIndexOf(close) + 1))
  } catch {
    return undefined
  }
}
