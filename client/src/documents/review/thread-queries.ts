import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { commentEndpoints, type CommentThread } from '../../../../shared/document-comments.ts'
import { api } from '../../lib/api.ts'

export function threadsQuery(documentId: string) {
  return queryOptions({
    queryKey: ['threads', documentId],
    queryFn: async () => (await api.call(commentEndpoints.list, { params: { documentId } })).threads,
  })
}

export interface ThreadActions {
  documentId: string
  open(input: { anchor: CommentThread['anchor']; text: string }): Promise<CommentThread>
  reply(threadId: string, text: string): Promise<void>
  settle(threadId: string, resolved: boolean): Promise<void>
  edit(threadId: string, commentId: string, text: string): Promise<void>
  remove(threadId: string, commentId: string): Promise<void>
}

/** What a member does with threads; the hub's answer is shown at once, others hear of it over the live socket. */
export function useThreadActions(documentId: string): ThreadActions {
  const client = useQueryClient()
  const key = threadsQuery(documentId).queryKey
  const keep = (changed: CommentThread) => {
    client.setQueryData(key, (threads = []) =>
      threads.some(({ id }) => id === changed.id)
        ? threads.map((thread) => (thread.id === changed.id ? changed : thread))
        : [...threads, changed],
    )
    return changed
  }
  return {
    documentId,
    open: async (body) => keep(await api.call(commentEndpoints.open, { params: { documentId }, body })),
    reply: async (threadId, text) =>
      void keep(await api.call(commentEndpoints.reply, { params: { documentId, threadId }, body: { text } })),
    settle: async (threadId, resolved) =>
      void keep(await api.call(commentEndpoints.settle, { params: { documentId, threadId }, body: { resolved } })),
    edit: async (threadId, commentId, text) =>
      void keep(await api.call(commentEndpoints.edit, { params: { documentId, threadId, commentId }, body: { text } })),
    remove: async (threadId, commentId) => {
      await api.call(commentEndpoints.remove, { params: { documentId, threadId, commentId } })
      await client.invalidateQueries({ queryKey: key })
    },
  }
}
