import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join, relative } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { ModelFault } from '../../../../shared/translation-api.ts'
import { isWholeModel } from './marian-file.ts'

/** One direction of one pair, as `firefox-translations-models` and translateLocally lay it out. */
export interface BergamotModel {
  from: string
  to: string
  /** The folder, below the one that was searched. */
  name: string
  model: string
  /** Which words may follow which; a model also runs without. */
  shortlist: string | undefined
  /** One for both languages, or one for each. */
  vocabularies: readonly string[]
  precision: Precision
}

/** How Marian reads the weights; the runtime's own product knows only shifted integers. */
type Precision = 'int8shiftAlphaAll' | 'int8shiftAll' | 'float32'

export interface FoundModels {
  models: BergamotModel[]
  faults: ModelFault[]
}

/** `models/tiny/ende/` */
const MAX_DEPTH = 3
const MAX_FOLDERS = 2_000
/** The largest that are published have 60 MB; in memory they take four times as much. */
const MAX_BYTES = 500_000_000

/** What there is below a folder. Of two models for one pair the first by name is taken: `base` before `tiny`. */
export async function findModels(root: string): Promise<FoundModels> {
  const found: FoundModels = { models: [], faults: [] }
  for (const folder of await foldersWithFiles(root)) {
    const name = relative(root, folder.path) || basename(root)
    const read = await readFolder(folder, name)
    if ('reason' in read) found.faults.push({ name, reason: read.reason })
    else if (!found.models.some(({ from, to }) => from === read.from && to === read.to)) found.models.push(read)
  }
  return found
}

/** @throws Error when it is not there, or larger than it may be when it is unpacked. */
export async function readUnpacked(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path)
  return path.endsWith('.gz') ? await promisify(gunzip)(bytes, { maxOutputLength: MAX_BYTES }) : bytes
}

interface Folder {
  path: string
  files: string[]
}

async function foldersWithFiles(root: string): Promise<Folder[]> {
  const folders: Folder[] = []
  const waiting = [{ path: root, depth: 0 }]
  for (let next = waiting.shift(); next !== undefined && folders.length < MAX_FOLDERS; next = waiting.shift()) {
    const { path, depth } = next
    const entries = await readdir(path, { withFileTypes: true }).catch(() => [])
    const names = entries.map((entry) => entry.name).toSorted()
    const isFolder = await Promise.all(
      names.map((name) =>
        stat(join(path, name)).then(
          (found) => found.isDirectory(),
          () => false,
        ),
      ),
    )
    folders.push({ path, files: names.filter((_, index) => isFolder[index] !== true) })
    if (depth === MAX_DEPTH) continue
    for (const [index, name] of names.entries()) {
      if (isFolder[index] === true && !name.startsWith('.')) waiting.push({ path: join(path, name), depth: depth + 1 })
    }
  }
  // A folder of folders says nothing about itself.
  return folders.filter(({ files }) => files.some((name) => MODEL.test(name) || VOCABULARY.test(name)))
}

const MODEL = /^model\..*\.?bin(?:\.gz)?$/
const VOCABULARY = /^(src|trg)?vocab\..*\.?spm(?:\.gz)?$/
const SHORTLIST = /^lex\..*\.?bin(?:\.gz)?$/

async function readFolder({ path, files }: Folder, name: string): Promise<BergamotModel | ModelFault> {
  const fault = (reason: ModelFault['reason']) => ({ name, reason })
  const model = files.find((file) => MODEL.test(file))
  if (model === undefined) return fault('no-model')
  const pair = /^model\.([a-z]{2})([a-z]{2})\./.exec(model) ?? PAIR.exec(basename(path))
  const [, from, to] = pair ?? []
  if (from === undefined || to === undefined || from === to) return fault('no-languages')
  const vocabularies = vocabulariesIn(files)
  if (vocabularies === undefined) return fault('no-vocabulary')
  const isWhole = await readUnpacked(join(path, model)).then(isWholeModel, () => false)
  if (!isWhole) return fault('damaged')
  const shortlist = files.find((file) => SHORTLIST.test(file))
  return {
    from,
    to,
    name,
    model: join(path, model),
    shortlist: shortlist === undefined ? undefined : join(path, shortlist),
    vocabularies: vocabularies.map((file) => join(path, file)),
    precision: precisionOf(model),
  }
}

/** 'ende', 'en-de', 'en-de-tiny', 'ende.student.tiny11' */
const PAIR = /^([a-z]{2})[-_]?([a-z]{2})(?![a-z])/

function vocabulariesIn(files: readonly string[]): string[] | undefined {
  const found = (kind: string | undefined) =>
    files.find((file) => VOCABULARY.exec(file)?.[1] === kind && VOCABULARY.test(file))
  const shared = found(undefined)
  if (shared !== undefined) return [shared]
  const [source, target] = [found('src'), found('trg')]
  return source === undefined || target === undefined ? undefined : [source, target]
}

function precisionOf(file: string): Precision {
  if (file.includes('.alphas.')) return 'int8shiftAlphaAll'
  return file.includes('intgemm') ? 'int8shiftAll' : 'float32'
}
