import { z } from 'zod'
import type { ChatChannel, ChatMessage } from '../../shared/bot-chats.ts'
import { HubError } from '../../shared/errors.ts'
import { errorOf } from '../../shared/hub-client.ts'
import type { PlatformPerson } from '../../shared/platform-person.ts'
import type { BotLog } from '../bot-log.ts'
import type { Attachment, ChatPlatform } from './chat-platform.ts'

const MOST_FILES = 10
const MEGABYTE = 1024 * 1024
const MOST_MB = 10
const WITHIN_MS = 30_000
const MOST_OF_AN_IMAGE_MB = 2

const uploaded = z.object({ id: z.string() })

export interface ChatFilesDeps {
  hubUrl: string
  token: string
  platform: string
  log: BotLog
}

/** Brings the files of messages to the hub, and from there. */
export class ChatFiles {
  readonly #deps: ChatFilesDeps
  #platform: Pick<ChatPlatform, 'download'> | undefined

  constructor(deps: ChatFilesDeps) {
    this.#deps = deps
  }

  open(platform: Pick<ChatPlatform, 'download'>): void {
    this.#platform = platform
  }

  /** What the hub does not take is named, so that nobody waits for it; too large, with its size. @throws when the hub is away. */
  async take(
    channel: ChatChannel,
    message: Pick<ChatMessage, 'author'>,
    attachments: readonly Attachment[],
  ): Promise<Pick<ChatMessage, 'files' | 'lostFiles'>> {
    const files: string[] = []
    const lostFiles: string[] = []
    for (const attachment of attachments.slice(0, MOST_FILES)) {
      const { name, bytes } = attachment
      const isTooLarge = bytes > MOST_MB * MEGABYTE
      const id = isTooLarge ? undefined : await this.#takeOne(channel, message, attachment)
      if (id !== undefined) files.push(id)
      else
        lostFiles.push(name.slice(0, 200) + (isTooLarge ? ` (${Math.ceil(bytes / MEGABYTE)} MB > ${MOST_MB} MB)` : ''))
    }
    return { files, lostFiles }
  }

  /** The bytes of a file of a linked conversation. @throws */
  async read(fileId: string): Promise<Buffer> {
    return await this.#read(`/api/chat-files/${fileId}`)
  }

  /** The bytes of an image of an announcement. @throws */
  async readImage(imageId: string): Promise<Buffer> {
    return await this.#read(`/api/bot-images/${imageId}`)
  }

  /** Brings an image for an announcement that the person writes. @returns its id. @throws HubError */
  async takeImage(
    { workspaceId, personId }: Pick<PlatformPerson, 'workspaceId' | 'personId'>,
    announcementId: string,
    attachment: Attachment,
  ): Promise<string> {
    const name = attachment.name.slice(0, 255) || 'image'
    const tooLarge = () => new HubError('invalid_input', `‘${name}’ is larger than ${MOST_OF_AN_IMAGE_MB} MB.`)
    if (attachment.bytes > MOST_OF_AN_IMAGE_MB * MEGABYTE) throw tooLarge()
    const bytes = await this.#platform?.download({ workspaceId: workspaceId ?? '' }, attachment)
    if (bytes === undefined) throw new HubError('unavailable', 'The bot has not connected yet.')
    if (bytes.length > MOST_OF_AN_IMAGE_MB * MEGABYTE) throw tooLarge()
    const query = new URLSearchParams({ platform: this.#deps.platform, personId, announcementId, name })
    if (workspaceId !== null) query.set('workspaceId', workspaceId)
    const response = await this.#post(`/api/bot-images?${query.toString()}`, bytes)
    if (!response.ok) throw await errorOf(response)
    return uploaded.parse(await response.json()).id
  }

  async #takeOne(
    channel: ChatChannel,
    { author }: Pick<ChatMessage, 'author'>,
    attachment: Attachment,
  ): Promise<string | undefined> {
    let bytes: Uint8Array<ArrayBuffer> | undefined
    try {
      bytes = await this.#platform?.download(channel, attachment)
    } catch (error) {
      this.#deps.log.debug({ err: error }, 'file of a message not downloaded')
    }
    if (bytes === undefined || bytes.length > MOST_MB * MEGABYTE) return undefined
    const query = new URLSearchParams({
      platform: this.#deps.platform,
      ...channel,
      personId: author.personId,
      name: attachment.name.slice(0, 255) || 'file',
    })
    const response = await this.#post(`/api/chat-files?${query.toString()}`, bytes)
    if (response.status >= 500) throw new Error(`the hub did not take a file: ${response.status}`)
    if (!response.ok) return undefined
    return uploaded.parse(await response.json()).id
  }

  async #read(path: string): Promise<Buffer> {
    const response = await this.#fetch(path, {})
    if (!response.ok) throw new Error(`the hub does not give ${path}: ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  }

  async #post(path: string, body: Uint8Array<ArrayBuffer>): Promise<Response> {
    return await this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body,
    })
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    return await fetch(this.#deps.hubUrl + path, {
      ...init,
      headers: { ...init.headers, authorization: `Bearer ${this.#deps.token}` },
      signal: AbortSignal.timeout(WITHIN_MS),
    })
  }
}
