import type * as Y from 'yjs'
import { type Card, readCard } from '../board.ts'
import { addCard, addChecklist, addCheckItem, cardMap, type CardPlace, setField } from './change-card.ts'

interface Made {
  id: string
  createdAt: number
  createdBy: string | null
}

/** Keeps a copy of a card as a template of its board; the card stays what it is. */
export function saveAsTemplate(doc: Y.Doc, cardId: string, made: Made, newId: () => string): void {
  const card = read(doc, cardId)
  if (card === undefined) return
  copyCard(doc, card, { ...made, columnId: card.columnId, laneId: card.laneId, isTemplate: true }, newId)
}

/** Adds a card after a template, at the end of a column; `title` in place of the template's own. */
export function addFromTemplate(
  doc: Y.Doc,
  templateId: string,
  card: Made & CardPlace & { title?: string | undefined },
  newId: () => string,
): void {
  const template = read(doc, templateId)
  if (template !== undefined) copyCard(doc, template, card, newId)
}

/** What was done on a card stays behind: ticks, files, relations, comments, its due date. */
function copyCard(
  doc: Y.Doc,
  from: Card,
  to: Made & CardPlace & { title?: string | undefined; isTemplate?: boolean },
  newId: () => string,
): void {
  doc.transact(() => {
    addCard(doc, {
      ...to,
      title: to.title ?? from.title,
      description: from.description,
      laneId: to.laneId === undefined ? from.laneId : to.laneId,
      labels: from.labels,
      assignees: from.assignees,
    })
    for (const { name, items } of from.checklists) {
      const listId = newId()
      addChecklist(doc, to.id, { id: listId, name })
      for (const { text } of items) addCheckItem(doc, to.id, listId, { id: newId(), text })
    }
    for (const [fieldId, value] of Object.entries(from.fields)) setField(doc, to.id, fieldId, value)
  })
}

function read(doc: Y.Doc, cardId: string): Card | undefined {
  const map = cardMap(doc, cardId)
  return map === undefined ? undefined : readCard(cardId, map)
}
