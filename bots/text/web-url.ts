/** @returns the URL, written out as URLs are, if it is an absolute http(s) one of at most `max` characters. */
export function webUrl(value: string | null | undefined, max: number): string | undefined {
  if (value === null || value === undefined || !/^https?:\/\//i.test(value) || !URL.canParse(value)) return undefined
  const { href } = new URL(value)
  return href.length <= max ? href : undefined
}
