import { z } from 'zod'
import { endpoint, fileBytes, id } from './endpoint.ts'
import { roomFile } from './room-messages.ts'
import { roomParams } from './rooms.ts'

const fileParams = z.object({ roomId: id, fileId: id })

export const roomFileEndpoints = {
  upload: endpoint({
    method: 'post',
    path: '/api/rooms/:roomId/files',
    summary: 'Upload a file to be sent with a message: its bytes as application/octet-stream, its name in the query',
    tag: 'rooms',
    access: 'rooms:write',
    params: roomParams,
    query: z.object({ name: z.string().trim().min(1).max(255) }),
    body: fileBytes,
    bodyType: 'file',
    answer: roomFile,
  }),
  download: endpoint({
    method: 'get',
    path: '/api/rooms/:roomId/files/:fileId',
    summary: 'A file of a message: images to be shown, all others to be saved',
    tag: 'rooms',
    access: 'rooms:read',
    params: fileParams,
    answer: fileBytes,
    answerType: 'file',
  }),
  remove: endpoint({
    method: 'delete',
    path: '/api/rooms/:roomId/files/:fileId',
    summary: 'Take back a file that was not sent',
    tag: 'rooms',
    access: 'rooms:write',
    params: fileParams,
  }),
}

/** Where a page finds the bytes of a file. */
export function roomFileUrl(roomId: string, fileId: string): string {
  return roomFileEndpoints.download.path.replace(':roomId', roomId).replace(':fileId', fileId)
}
