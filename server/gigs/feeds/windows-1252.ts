/**
 * What windows-1252 has where Latin-1 has control characters, from 0x80 to 0x9f. By hand: `TextDecoder` of some releases of
 * Node 20 decodes windows-1252 as Latin-1 (https://github.com/nodejs/node/issues/56542).
 */
const HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

const bytes = new Map([...HIGH].map((char, index) => [char, 0x80 + index]))

/** @returns undefined for a character that windows-1252 does not have. */
export function windows1252Byte(char: string): number | undefined {
  const code = char.codePointAt(0) ?? 0
  return bytes.get(char) ?? (code <= 0xff ? code : undefined)
}

export function decodeWindows1252(body: Buffer): string {
  return body.toString('latin1').replace(/[\u0080-\u009f]/gu, (char) => HIGH[char.charCodeAt(0) - 0x80] ?? char)
}
