import { getSchema, type JSONContent } from '@tiptap/core'
import { Node, type Schema } from '@tiptap/pm/model'
import { initProseMirrorDoc, updateYFragment, yXmlFragmentToProseMirrorRootNode } from '@tiptap/y-tiptap'
import type * as Y from 'yjs'
import { documentExtensions } from './extensions.ts'

/** Name of the rich text inside the document's Y.Doc. */
export const BODY = 'body'

let schema: Schema | undefined

export function documentSchema(): Schema {
  schema ??= getSchema(documentExtensions())
  return schema
}

/** The text with all that is suggested in it. Nodes that the schema does not know are left out, of the Y.Doc, too. */
export function readBody(doc: Y.Doc): Node {
  return yXmlFragmentToProseMirrorRootNode(doc.getXmlFragment(BODY), documentSchema())
}

/** Puts blocks at the end; nothing that is there is touched. */
export function appendToBody(doc: Y.Doc, blocks: readonly JSONContent[]): void {
  changeBody(doc, (body) => {
    const added = blocks.map((block) => Node.fromJSON(body.type.schema, block))
    // An empty document is one empty paragraph.
    const old = isEmpty(body) ? [] : body.children
    return body.type.create(null, [...old, ...added])
  })
}

/** Puts the blocks in place of all that is there; blocks that stay the same stay the same to those who edit them. */
export function replaceBody(doc: Y.Doc, blocks: readonly JSONContent[]): void {
  changeBody(doc, (body) =>
    body.type.create(
      null,
      blocks.map((block) => Node.fromJSON(body.type.schema, block)),
    ),
  )
}

function changeBody(doc: Y.Doc, change: (body: Node) => Node): void {
  const fragment = doc.getXmlFragment(BODY)
  const { doc: body, meta } = initProseMirrorDoc(fragment, documentSchema())
  const changed = change(body)
  changed.check()
  updateYFragment(doc, fragment, changed, meta)
}

function isEmpty(body: Node): boolean {
  return body.childCount === 0 || (body.childCount === 1 && body.firstChild?.content.size === 0)
}
