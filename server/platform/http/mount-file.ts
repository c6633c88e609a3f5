import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Request, Response, Router } from 'express'
import type { Endpoint } from '../../../shared/endpoint.ts'
import { HubError, parseOrThrow } from '../../../shared/errors.ts'
import { type ApiLocals, type ApiRequest, requireAccess } from './mount.ts'

/** An endpoint of `bodyType` 'file': what arrives is read by the handler, which bounds it. */
export interface FileRequest<E extends Endpoint> extends Omit<ApiRequest<E>, 'body' | 'headers'> {
  content: Readable
  /** As announced; undefined where the sender did not say. */
  bytes: number | undefined
}

/** An answer of `answerType` 'file'. */
export interface FileAnswer {
  name: string
  type: string
  /** Shown by the browser; otherwise it is saved. */
  inline: boolean
  content: Readable | string
  bytes?: number
  cacheSeconds?: number
}

/** @throws HubError from the handler; on 'too_large' the connection closes, so that the rest need not be read. */
export function mountUpload<E extends Endpoint>(
  router: Router,
  endpoint: E,
  handler: (request: FileRequest<E>) => Promise<unknown>,
): void {
  router[endpoint.method](endpoint.path, async (req: Request, res: Response) => {
    const { params, query, principal } = checked(endpoint, req, res)
    if (req.is('application/octet-stream') === false) {
      throw new HubError('invalid_input', 'Send the file itself, as application/octet-stream.')
    }
    const announced = Number(req.headers['content-length'])
    const bytes = Number.isFinite(announced) ? announced : undefined
    try {
      res
        .status(endpoint.status)
        .json(await handler({ params, query, principal, content: req, bytes } as FileRequest<E>))
    } catch (error) {
      if (error instanceof HubError && error.code === 'too_large') res.set('Connection', 'close')
      throw error
    }
  })
}

/** A file that somebody sent in is never a page of ours: no script, no frame, no guess at its type. */
export function mountDownload<E extends Endpoint>(
  router: Router,
  endpoint: E,
  handler: (request: Omit<ApiRequest<E>, 'body' | 'headers'>) => Promise<FileAnswer>,
): void {
  router[endpoint.method](endpoint.path, async (req: Request, res: Response) => {
    await sendFile(res, await handler(checked(endpoint, req, res) as Omit<ApiRequest<E>, 'body' | 'headers'>))
  })
}

/** For routes that find out by themselves who may. */
export async function sendFile(res: Response, file: FileAnswer): Promise<void> {
  res.set({
    'Content-Type': file.type,
    'Content-Disposition': `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encoded(file.name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': file.cacheSeconds === undefined ? 'no-store' : `private, max-age=${file.cacheSeconds}`,
  })
  if (file.bytes !== undefined) res.set('Content-Length', String(file.bytes))
  if (typeof file.content === 'string') {
    res.send(file.content)
    return
  }
  try {
    await pipeline(file.content, res)
  } catch (error) {
    // A reader that goes away in the middle is no fault.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
  }
}

function checked(endpoint: Endpoint, req: Request, res: Response) {
  const { principal } = res.locals as ApiLocals
  requireAccess(endpoint, principal)
  return {
    params: parseOrThrow(endpoint.params, req.params, 'address'),
    query: parseOrThrow(endpoint.query, req.query, 'query'),
    principal,
  }
}

/** RFC 8187: what `encodeURIComponent` leaves and the header does not allow. */
function encoded(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
