import { type Request, Router } from 'express'
import { z } from 'zod'
import { HubError, parseOrThrow } from '../../shared/errors.ts'
import { sendFile } from '../platform/http/mount-file.ts'
import type { Principal } from '../platform/principal.ts'
import type { LinkedFiles } from './linked-files.ts'

export interface ChatFileRoutesDeps {
  files: LinkedFiles
  /** @returns undefined unless the token opens `/bots`. */
  authenticateBot: (token: string) => Promise<Principal | undefined>
}

const upload = z.object({
  platform: z.string().max(31),
  workspaceId: z.string().max(64),
  channelId: z.string().max(64),
  personId: z.string().max(64),
  name: z.string().min(1).max(255),
})

/** Files of linked conversations, for bots: too large for their socket. With the token that opens `/bots`. */
export function chatFileRoutes({ files, authenticateBot }: ChatFileRoutesDeps): Router {
  const router = Router()

  router.post('/api/chat-files', async (req, res) => {
    const communityId = await servedBy(req)
    const { name, ...source } = parseOrThrow(upload, req.query, 'query')
    const announced = Number(req.headers['content-length'])
    const file = { name, bytes: Number.isFinite(announced) ? announced : undefined, content: req }
    res.status(201).json({ id: await files.add(communityId, source, file) })
  })

  router.get('/api/chat-files/:fileId', async (req, res) => {
    await sendFile(res, await files.read(await servedBy(req), req.params.fileId))
  })

  return router

  /** @returns the only community that the bot serves; undefined: all. */
  async function servedBy(req: Request): Promise<string | undefined> {
    const token = /^Bearer (.+)$/i.exec(req.headers.authorization ?? '')?.[1]
    const bot = token === undefined ? undefined : await authenticateBot(token)
    if (bot === undefined) throw new HubError('unauthenticated', 'This is for bots: send the token that opens /bots.')
    return bot.kind === 'token' ? bot.communityId : undefined
  }
}
