/**
 * The y-websocket wire protocol as the hub speaks it at `/collab/:documentId`.
 * Types 0 to 3 are y-websocket 3.1 `src/y-websocket.js`; the sync submessages are y-protocols 1.0.7 `sync.js`.
 */
export const FRAME = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /**
   * Hub to client, only where the client asked with `?saved=1`: one varUint, the number of this socket's
   * document frames (sync step 2 and update) that are durable in the log.
   */
  saved: 100,
  /**
   * Hub to client, only where the client asked with an empty `?generation=`: the document's generation. A client that kept a
   * copy sends it in later handshakes, and is told when the document was made anew meanwhile.
   */
  generation: 101,
} as const

export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/**
 * Why the hub closed a socket. 44xx: coming back unchanged cannot help, so y-websocket 3.1 does not
 * (`src/y-websocket.js` defaultShouldReconnect). 1001, 1013 and 45xx: come back a little later.
 */
export const CLOSE = {
  goingAway: 1001,
  tryLater: 1013,
  malformedFrame: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  notFound: 4404,
  schemaTooOld: 4409,
  /** The client's copy is of a document that is gone; merged into the new one, it would double what is in both. */
  otherGeneration: 4410,
  tooLarge: 4413,
  tooSlow: 4508,
  rateLimited: 4529,
} as const

/** Of the board and text schemas. An older web client would delete what it does not know, so it is refused. */
export const DOCUMENT_SCHEMA_VERSION = 2
