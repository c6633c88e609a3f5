import { constants } from 'node:fs'
import { access, readdir, readFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Apertium names languages by three letters. */
const CODES: Record<string, string> = {
  afr: 'af',
  ara: 'ar',
  arg: 'an',
  ast: 'ast',
  bel: 'be',
  bos: 'bs',
  bre: 'br',
  bul: 'bg',
  cat: 'ca',
  cym: 'cy',
  dan: 'da',
  deu: 'de',
  eng: 'en',
  epo: 'eo',
  eus: 'eu',
  fra: 'fr',
  glg: 'gl',
  hbs: 'hr',
  hin: 'hi',
  ind: 'id',
  isl: 'is',
  ita: 'it',
  kaz: 'kk',
  mkd: 'mk',
  mlt: 'mt',
  msa: 'ms',
  nld: 'nl',
  nno: 'nn',
  nob: 'nb',
  oci: 'oc',
  pol: 'pl',
  por: 'pt',
  ron: 'ro',
  rus: 'ru',
  slv: 'sl',
  spa: 'es',
  srd: 'sc',
  swe: 'sv',
  tat: 'tt',
  tur: 'tr',
  ukr: 'uk',
  urd: 'ur',
}

export interface ApertiumMode {
  from: string
  to: string
  /** For `sh -c`: each stage flushes at a NUL, so that it can be kept alive. */
  pipeline: string
}

/** What is installed in a folder of `.mode` files; nothing when there is none. */
export async function findModes(folder: string): Promise<ApertiumMode[]> {
  const names = await readdir(folder).catch((): string[] => [])
  const modes: ApertiumMode[] = []
  for (const name of names.toSorted()) {
    // Variants such as 'spa-cat_valencia' are for who asks for them by name.
    const [, from, to] = /^([a-z]{2,3})-([a-z]{2,3})\.mode$/.exec(name) ?? []
    if (from === undefined || to === undefined) continue
    const text = (await readFile(join(folder, name), 'utf8')).trim()
    if (!text.includes('lt-proc') || !(await areInstalled(programsOf(text)))) continue
    modes.push({ from: CODES[from] ?? from, to: CODES[to] ?? to, pipeline: keptAlive(text) })
  }
  return modes
}

function programsOf(mode: string): string[] {
  return mode.split('|').map((stage) => stage.trim().split(/\s+/)[0] ?? '')
}

/** Some pairs need programs that Debian only recommends. */
async function areInstalled(programs: readonly string[]): Promise<boolean> {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  for (const program of new Set(programs)) {
    const found = await Promise.all(
      folders.map((folder) =>
        access(join(folder, program), constants.X_OK).then(
          () => true,
          () => false,
        ),
      ),
    )
    if (!found.includes(true)) return false
  }
  return true
}

/** `$1` is the flag for unknown words: '-n' leaves them as they are. `$2` would show ambiguity. */
function keptAlive(mode: string): string {
  return mode
    .replaceAll('$1', '-n')
    .replaceAll('$2', '')
    .split(/\s*\|\s*/)
    .map((stage) => stage.replace(/^(\S+)/, '$1 -z'))
    .join(' | ')
}
