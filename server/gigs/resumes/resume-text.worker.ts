import { parentPort, workerData } from 'node:worker_threads'
import { docxText } from './docx-text.ts'
import { pdfText } from './pdf-text.ts'

/** One file, then the thread ends: what a hostile file did to it ends with it. */
const { kind, bytes } = workerData as { kind: 'pdf' | 'docx'; bytes: Uint8Array }
try {
  parentPort?.postMessage({ text: kind === 'pdf' ? await pdfText(bytes) : docxText(Buffer.from(bytes)) })
} catch (error) {
  parentPort?.postMessage({ error: String(error) })
}
