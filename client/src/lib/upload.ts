import type { z } from 'zod'
import { type AnnouncementImage, announcementOptionEndpoints } from '../../../shared/announcement-options.ts'
import { attachmentEndpoints, attachmentInfo, type AttachmentInfo } from '../../../shared/attachments.ts'
import { errorBody, HubError } from '../../../shared/errors.ts'
import { roomFileEndpoints } from '../../../shared/room-files.ts'
import { type RoomFile, roomFile } from '../../../shared/room-messages.ts'

/**
 * Sends a file to a board or document. `fetch` says nothing of how far it is.
 * @param onProgress - 0 to 1.
 * @throws HubError with the hub's reason; 'unavailable' when it cannot be reached.
 */
export function uploadFile(
  documentId: string,
  file: File,
  onProgress: (part: number) => void,
  signal?: AbortSignal,
): Promise<AttachmentInfo> {
  const path = attachmentEndpoints.upload.path.replace(':documentId', encodeURIComponent(documentId))
  return send(path, attachmentInfo, file, onProgress, signal)
}

/** Sends a file to a room, to be sent with a message. As `uploadFile`. */
export function uploadToRoom(
  roomId: string,
  file: File,
  onProgress: (part: number) => void,
  signal?: AbortSignal,
): Promise<RoomFile> {
  const path = roomFileEndpoints.upload.path.replace(':roomId', encodeURIComponent(roomId))
  return send(path, roomFile, file, onProgress, signal)
}

/** Sends an image for an announcement. @throws HubError as `uploadFile`. */
export function uploadAnnouncementImage(communityId: string, file: File): Promise<AnnouncementImage> {
  const path = announcementOptionEndpoints.upload.path.replace(':communityId', encodeURIComponent(communityId))
  return send(path, announcementOptionEndpoints.upload.answer, file, () => undefined, undefined)
}

function send<Answer>(
  path: string,
  answer: z.ZodType<Answer>,
  file: File,
  onProgress: (part: number) => void,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const request = new XMLHttpRequest()
  return new Promise((resolve, reject) => {
    const unavailable = () => reject(new HubError('unavailable', 'The hub cannot be reached.'))
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('error', unavailable)
    request.addEventListener('abort', unavailable)
    request.addEventListener('load', () => {
      const body: unknown = parse(request.responseText)
      const info = answer.safeParse(body)
      const refusal = errorBody.safeParse(body)
      if (info.success) resolve(info.data)
      else if (refusal.success) reject(new HubError(refusal.data.error.code, refusal.data.error.message))
      else reject(new HubError('internal', `The hub answered with status ${request.status}.`))
    })
    signal?.addEventListener('abort', () => request.abort())
    request.open('POST', `${path}?name=${encodeURIComponent(file.name.slice(-255) || 'file')}`)
    request.setRequestHeader('content-type', 'application/octet-stream')
    request.send(file)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
