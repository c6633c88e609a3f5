import type { webApi } from '@slack/bolt'
import { z } from 'zod'

const UPLOAD_WITHIN_MS = 30_000

export interface Uploaded {
  id: string
  /** Of the file at Slack. */
  permalink: string
}

/** https://docs.slack.dev/messaging/working-with-files: a URL, the bytes there, then it is complete. @throws */
export async function uploadFile(
  client: webApi.WebClient,
  call: <T>(call: () => Promise<T>, signal: AbortSignal) => Promise<T>,
  { name, bytes }: { name: string; bytes: Buffer },
  signal: AbortSignal,
): Promise<Uploaded> {
  const { upload_url: url = '', file_id: id = '' } = await call(
    () => client.files.getUploadURLExternal({ filename: name, length: bytes.length }),
    signal,
  )
  const body = new Uint8Array(bytes)
  const headers = { 'content-type': 'application/octet-stream' }
  const sent = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(UPLOAD_WITHIN_MS) })
  if (!sent.ok) throw new Error(`a file was not taken by Slack: ${sent.status}`)
  const { files: complete = [] } = await call(
    () => client.files.completeUploadExternal({ files: [{ id, title: name }] }),
    signal,
  )
  const [file] = z.array(z.object({ permalink: z.string().optional() })).parse(complete)
  return { id, permalink: file?.permalink ?? '' }
}
