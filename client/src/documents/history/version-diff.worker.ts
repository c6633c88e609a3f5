import { recreateTransform } from '@fellow/prosemirror-recreate-transform'
import type { JSONContent } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { ChangeSet, simplifyChanges } from 'prosemirror-changeset'
import * as Y from 'yjs'
import { readBody } from '../../../../shared/document-text/body.ts'
import { withoutSuggestions } from '../../../../shared/document-text/suggestions.ts'
import type { DiffRequest, VersionDiff } from './version-diff.ts'

addEventListener('message', ({ data }: MessageEvent<DiffRequest>) => postMessage(compare(data)))

function compare({ before, after }: DiffRequest): VersionDiff {
  const [old, current] = [bodyOf(before), bodyOf(after)]
  const { steps, mapping } = recreateTransform(old, current, {
    complexSteps: true,
    wordDiffs: true,
    simplifyDiff: true,
  })
  const set = ChangeSet.create(old).addSteps(current, mapping.maps, null)
  const changes = steps.length === 0 ? [] : simplifyChanges(set.changes, current)
  return {
    after: current.toJSON() as JSONContent,
    changes: changes.map(({ fromA, toA, fromB, toB }) => ({
      from: fromB,
      to: toB,
      removed: old.textBetween(fromA, toA, '\n', (leaf) => String(leaf.attrs['label'] ?? leaf.attrs['alt'] ?? ' ')),
    })),
  }
}

function bodyOf(state: Uint8Array): Node {
  const doc = new Y.Doc()
  if (state.length > 0) Y.applyUpdate(doc, state)
  return withoutSuggestions(readBody(doc))
}
