/** `src/common/binary.cpp` of Marian 1.9: version, how many items, a head for each, names, shapes, data. */
const VERSION = 1n
const HEAD_BYTES = 32
const MAX_ITEMS = 10_000n

/**
 * Whether a file is a model of Marian, down to its last byte: the runtime ends on one that is not, and takes all other
 * pairs with it. Half of a download, and a pointer in place of a large file, are what happens.
 */
export function isWholeModel(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.byteLength < 16 || view.getBigUint64(0, true) !== VERSION) return false
  const items = view.getBigUint64(8, true)
  if (items === 0n || items > MAX_ITEMS) return false
  const heads = 16 + Number(items) * HEAD_BYTES
  if (view.byteLength < heads) return false
  let [names, shapes, data] = [0n, 0n, 0n]
  for (let at = 16; at < heads; at += HEAD_BYTES) {
    names += view.getBigUint64(at, true)
    shapes += view.getBigUint64(at + 16, true) * 4n
    data += view.getBigUint64(at + 24, true)
  }
  const padding = BigInt(heads) + names + shapes
  if (BigInt(view.byteLength) < padding + 8n) return false
  return BigInt(view.byteLength) >= padding + 8n + view.getBigUint64(Number(padding), true) + data
}
