import type { Answer, SeenRequest } from '../api-server.ts'
import { asArray, asObject, asString } from '../shapes.ts'
import { needArgument, refuse, type WebMethod } from './method.ts'
import type { SlackState } from './slack-state.ts'

/** https://docs.slack.dev/messaging/working-with-files: a URL, the bytes, then they are complete. */
export const FILE_METHODS: Record<string, WebMethod> = {
  'files.getUploadURLExternal': {
    scope: 'files:write',
    call: (args, { state }) => {
      const name = needArgument(args, 'filename')
      if (!(Number(args['length']) > 0)) refuse('invalid_arguments')
      const id = state.newId('F')
      state.uploads.set(id, { id, name, bytes: Buffer.alloc(0), isComplete: false })
      return { upload_url: `${state.filesUrl}/upload/${id}`, file_id: id }
    },
  },
  'files.completeUploadExternal': {
    scope: 'files:write',
    call: (args, { state }) => {
      const files = asArray(args['files']).map((raw) => {
        const file = state.uploads.get(asString(asObject(raw)['id']))
        if (file === undefined || file.bytes.length === 0) return refuse('file_not_found')
        file.isComplete = true
        return { id: file.id, title: file.name, permalink: `https://edge-ml.slack.com/files/${file.id}/${file.name}` }
      })
      return { files }
    },
  },
}

/** The bytes of a file, for who has a token that may read files. */
export function downloadFile(request: SeenRequest, state: SlackState): Answer {
  const token = state.tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
  // Slack shows its sign-in page instead of an error.
  if (token?.scopes.includes('files:read') !== true) return { status: 200, body: '<html>Sign in to Slack</html>' }
  const id = request.path.split('/')[2]
  const upload = state.uploads.get(id ?? '')
  if (upload !== undefined) return { status: 200, body: upload.bytes }
  for (const messages of state.messages.values()) {
    for (const { files } of messages) {
      const file = files.find((one) => one.id === id)
      if (file !== undefined) return { status: 200, body: file.bytes }
    }
  }
  return { status: 404, body: 'not found' }
}

export function takeUpload(request: SeenRequest, state: SlackState): Answer {
  const file = state.uploads.get(request.path.split('/')[2] ?? '')
  const [sent] = request.files
  if (file === undefined || sent === undefined) return { status: 400, body: 'no file' }
  file.bytes = sent.bytes
  return { status: 200, body: `OK - ${sent.bytes.length}` }
}
