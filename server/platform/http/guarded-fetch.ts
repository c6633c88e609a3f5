import { lookup } from 'node:dns'
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import type { Readable } from 'node:stream'

export interface GuardedFetchOptions {
  /** A POST follows no redirect: what was sent is for the named address alone. */
  method?: 'GET' | 'POST'
  body?: string
  headers?: Record<string, string>
  /** Of the whole call, redirects and body included. */
  timeoutMs: number
  /** Of the body, after decompression. */
  maxBytes: number
}

export interface GuardedResponse {
  /** Where the last redirect led. */
  url: string
  status: number
  headers: Headers
  body: Buffer
}

/** Fetches what somebody else named. @throws FetchRefused, or the error of the network. */
export type GuardedFetch = (url: string, options: GuardedFetchOptions) => Promise<GuardedResponse>

/** Its message may be shown to who named the address. */
export class FetchRefused extends Error {
  override readonly name = 'FetchRefused'
}

const MAX_REDIRECTS = 5
/** How long an idle connection to a model is kept, and how many. */
const KEPT_MS = 10_000
const MOST_KEPT = 8

interface Guard {
  isAllowed: boolean
  setting: string
  /** Absent: a connection of its own. */
  agents?: { http: HttpAgent; https: HttpsAgent }
}

/** This machine, its network, link-local (cloud metadata), shared, reserved and multicast addresses. */
const PRIVATE = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

/**
 * Makes the one client with which the hub fetches addresses that people or feeds name. It connects only to public
 * addresses, checked after name resolution and again at each redirect, and bounds time and size.
 * `allowHosts`: host:port of the operator's own network that may be reached all the same; `setting` names where they stand.
 */
export function guardedFetch(allowHosts: readonly string[], setting = 'FEED_ALLOW_HOSTS'): GuardedFetch {
  const allowed = new Set(allowHosts.map((host) => host.toLowerCase()))
  return async (url, options) => {
    const signal = AbortSignal.timeout(options.timeoutMs)
    let current = parseUrl(url)
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      const response = await requestOnce(current, { isAllowed: allowed.has(hostOf(current)), setting }, options, signal)
      const location = response.headers.location
      if (
        options.method === 'POST' ||
        response.statusCode === undefined ||
        response.statusCode < 300 ||
        response.statusCode > 399 ||
        location === undefined
      ) {
        return await toResponse(current, response, options.maxBytes)
      }
      response.destroy()
      const next = parseUrl(new URL(location, current).href)
      // What was sent for one host is not for another.
      if (next.host !== current.host) options = { ...options, headers: {} }
      current = next
    }
    throw new FetchRefused(`more than ${MAX_REDIRECTS} redirects`)
  }
}

/** One request, followed nowhere, whose body is read as it comes: for answers that are streamed. */
export function guardedRequest(
  allowHosts: readonly string[],
  setting: string,
): (
  url: string,
  options: Pick<GuardedFetchOptions, 'method' | 'body' | 'headers'> & { signal: AbortSignal },
) => Promise<IncomingMessage> {
  const allowed = new Set(allowHosts.map((host) => host.toLowerCase()))
  // A connection is kept for the host and port that it was checked for, and for nothing else.
  const kept = { keepAlive: true, timeout: KEPT_MS, maxFreeSockets: MOST_KEPT }
  const agents = { http: new HttpAgent(kept), https: new HttpsAgent(kept) }
  return async (text, { signal, headers, ...options }) => {
    const url = parseUrl(text)
    const guard = { isAllowed: allowed.has(hostOf(url)), setting, agents }
    return await requestOnce(url, guard, { ...options, headers: { ...headers, 'accept-encoding': 'identity' } }, signal)
  }
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new FetchRefused('only http and https addresses are fetched')
  if (url.username !== '' || url.password !== '') throw new FetchRefused('an address with a password is not fetched')
  return url
}

function hostOf(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`
}

async function requestOnce(
  url: URL,
  { isAllowed, setting, agents }: Guard,
  { method = 'GET', headers, body }: Pick<GuardedFetchOptions, 'method' | 'headers' | 'body'>,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  if (!isAllowed && isIP(literal) !== 0 && isPrivate(literal)) throw refused(url, setting)
  return await new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(
      url,
      {
        method,
        headers: { 'accept-encoding': 'gzip, deflate, br', ...headers },
        signal,
        // No shared pool: a connection that was not checked must not serve this one.
        agent: agents === undefined ? false : url.protocol === 'https:' ? agents.https : agents.http,
        ...(isAllowed ? {} : { lookup: publicLookup(url, setting) }),
      },
      resolve,
    )
    request.once('error', (error) => reject(timedOut(error, signal)))
    request.end(body)
  })
}

/** Resolves a name and lets only public addresses through: the very ones that are then connected to. */
function publicLookup(url: URL, setting: string): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, '', 0)
      const [first] = addresses
      if (first === undefined || addresses.some(({ address }) => isPrivate(address)))
        return callback(refused(url, setting), '', 0)
      if (options.all === true) return callback(null, addresses)
      return callback(null, first.address, first.family)
    })
  }
}

function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined) return PRIVATE.check(mapped, 'ipv4')
  // Any other form of a mapped address: '::ffff:7f00:1'.
  if (/^::ffff:/i.test(address)) return true
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

function refused(url: URL, setting: string): FetchRefused {
  return new FetchRefused(`${url.hostname} is a private address; ${setting} lets ${hostOf(url)} be fetched`)
}

async function toResponse(url: URL, response: IncomingMessage, maxBytes: number): Promise<GuardedResponse> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of decompressed(response)) {
    size += (chunk as Buffer).length
    if (size > maxBytes) {
      response.destroy()
      throw new FetchRefused(`the answer is larger than ${Math.round(maxBytes / 1024)} kB`)
    }
    chunks.push(chunk as Buffer)
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return { url: url.href, status: response.statusCode ?? 0, headers, body: Buffer.concat(chunks) }
}

function decompressed(response: IncomingMessage): Readable {
  const decompress = { gzip: createGunzip, deflate: createInflate, br: createBrotliDecompress }[
    response.headers['content-encoding'] ?? ''
  ]
  if (decompress === undefined) return response
  const stream = decompress()
  response.once('error', (error) => stream.destroy(error))
  return response.pipe(stream)
}

function timedOut(error: Error, signal: AbortSignal): Error {
  return signal.aborted ? new FetchRefused('no answer in time', { cause: error }) : error
}
