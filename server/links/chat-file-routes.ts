import { type Request, Router } from 'express'
import { z } from 'zod'
import { HubError, NotFoundError, parseOrThrow } from '../../shared/errors.ts'
import type { PlatformLinkService } from '../bot-gateway/platform-link-service.ts'
import type { MemberService } from '../members/member-service.ts'
import type { Queries } from '../platform/database.ts'
import { sendFile } from '../platform/http/mount-file.ts'
import type { Principal } from '../platform/principal.ts'
import type { RoomFiles } from '../rooms/room-files.ts'
import { findLink } from './link-store.ts'
import { personIn } from './person-in.ts'

export interface ChatFileRoutesDeps {
  queries: Queries
  files: RoomFiles
  accounts: PlatformLinkService
  members: MemberService
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
export function chatFileRoutes({ queries, files, accounts, members, authenticateBot }: ChatFileRoutesDeps): Router {
  const router = Router()

  router.post('/api/chat-files', async (req, res) => {
    const communityId = await servedBy(req)
    const { platform, personId, name, ...channel } = parseOrThrow(upload, req.query, 'query')
    const link = await findLink(queries, platform, channel)
    if (link?.state !== 'active' || (communityId !== undefined && link.community_id !== communityId)) {
      throw new NotFoundError('channel', channel.channelId)
    }
    const author = await personIn({ accounts, members }, link, { personId, name: '', imageUrl: null })
    const announced = Number(req.headers['content-length'])
    const file = { name, bytes: Number.isFinite(announced) ? announced : undefined, content: req }
    const { id } = await files.add({ id: link.room_id, communityId: link.community_id }, author, file)
    res.status(201).json({ id })
  })

  router.get('/api/chat-files/:fileId', async (req, res) => {
    const communityId = await servedBy(req)
    const row = await queries
      .selectFrom('room_files')
      .innerJoin('rooms', 'rooms.id', 'room_files.room_id')
      .select(['room_files.room_id', 'rooms.community_id'])
      .where('room_files.id', '=', req.params.fileId)
      .where('message_id', 'is not', null)
      .where((eb) =>
        eb.exists(
          eb.selectFrom('linked_channels').select('id').whereRef('linked_channels.room_id', '=', 'room_files.room_id'),
        ),
      )
      .executeTakeFirst()
    if (row === undefined || (communityId !== undefined && row.community_id !== communityId)) {
      throw new NotFoundError('file', req.params.fileId)
    }
    await sendFile(res, await files.read(row.room_id, req.params.fileId, ''))
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
