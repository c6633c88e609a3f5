import { isCardNumber, isIban } from './checksums.ts'
import type { Rule } from './protection-rule.ts'

/** Keys that say whose they are. */
const PREFIXES =
  'sk-|pk-|rk_|sk_|pk_|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|hf_|npm_|AKIA|ASIA|AIza|ya29\\.|eyJ|SG\\.'
/** Before what nobody else should read. */
const LABELS =
  'password|passwd|passphrase|pwd|secret|token|api[ _-]?key|access[ _-]?key|contraseña|clave|contrasenya|passwort|kennwort|mot de passe|senha'

/**
 * What never leaves the machine, and goes before all else. It is put back as it was, so that a number too many costs nothing.
 * First come, first served where two would take the same letters.
 */
export const PRIVATE_RULES: readonly Rule[] = [
  // Addresses of databases and the like hold passwords; those of the web are read by the scanner.
  { kind: 'private', signs: ':', pattern: /\b[A-Za-z][A-Za-z0-9+.-]{1,20}:\/\/[^\s<>"'`|]*[\w/]/g },
  {
    kind: 'private',
    pattern: new RegExp(String.raw`\b(?:${PREFIXES})[\w.-]{12,}`, 'g'),
  },
  {
    kind: 'private',
    signs: ':=',
    pattern: new RegExp(String.raw`(?<=(?<![\p{L}\p{N}])(?:${LABELS})\s?[:=]\s?)[^\s<>"'${'`'}]{4,}`, 'giu'),
    accepts: isNoWord,
  },
  { kind: 'private', signs: 'B', pattern: /(?<=\b(?:Bearer|Basic)\s)[\w.~+/-]{8,}={0,2}/g, accepts: isNoWord },
  {
    kind: 'private',
    signs: '@',
    pattern:
      /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+][\p{L}\p{N}._%+'!&-]{0,63}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})*\.\p{L}[\p{L}\p{N}-]{1,62}/gu,
  },
  { kind: 'private', signs: '@', pattern: /"[^"\n]{1,64}"@[\p{L}\p{N}.-]{3,255}/gu },
  // 'ada [at] example.org'
  {
    kind: 'private',
    signs: '([{',
    pattern:
      /(?<![\p{L}\p{N}._+-])[\p{L}\p{N}][\p{L}\p{N}._+-]{0,63}\s?(?:\(at\)|\[at\]|\{at\})\s?[\p{L}\p{N}-]{1,63}(?:(?:\.|\s?(?:\(dot\)|\[dot\]|\{dot\})\s?)[\p{L}\p{N}-]{1,63}){1,5}/giu,
  },
  { kind: 'private', signs: '-', pattern: /-----BEGIN [A-Z ]+-----|-----END [A-Z ]+-----/g },
  // What is signed has parts between points; keys of bots follow a number.
  {
    kind: 'private',
    signs: '0',
    pattern:
      /(?<![\w+/=-])(?:\d{6,12}:)?(?=[\w+/=.-]{0,400}\d)(?=[\w+/=.-]{0,400}[A-Za-z])(?:[\w-]{2,200}\.){0,3}[\w+/-]{28,}={0,2}(?![\w=])/g,
  },
  {
    kind: 'private',
    signs: '0',
    pattern:
      /\b[A-Z]{2}\d{2}[ -]?[A-Z0-9]{4}(?:[ -]?(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,6}(?:[ -]?(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?\b|\b[a-z]{2}\d{2}[a-z0-9]{11,30}\b/g,
    accepts: isIban,
  },
  { kind: 'private', signs: '0', pattern: /(?<![\w.,])\d(?:[ .-]?\d){12,18}(?![\w])/g, accepts: isCardNumber },
  // Phones without a prefix, as they are written at home; then with one.
  {
    kind: 'private',
    signs: '0',
    pattern:
      /(?<![\w.,$€£-]|\d )(?:\d{3}[ .-]\d{3}[ .-]\d{3,4}|\d{3}[ -]\d{4}[ -]\d{4}|\d{5} \d{5}|\d{9,12})(?![\w%-]|[ .,]\d)/g,
  },
  {
    kind: 'private',
    signs: '0',
    pattern:
      /(?<![\w.,$€£])(?:\+\d{1,3}[ .-]?|[18][ -](?=\(?[2-9]\d{2}\)?[ -])|\(\d{2,5}\)[ .-]?|0)(?:\(?\d{1,5}\)?[ ./-]?){2,6}\d{2,}(?![\w%])/g,
    accepts: hasPhoneDigits,
  },
]

function hasPhoneDigits(found: string): boolean {
  const digits = found.replace(/\D/g, '').length
  return digits >= 7 && digits <= 16
}

/** 'token: optional' tells nothing. */
function isNoWord(found: string): boolean {
  return /\d|\p{Ll}\p{Lu}|[^\p{L}\p{N}.,;:!?)]/u.test(found)
}
