import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router } from 'express'

/** Serves the built web client; every path that is no file is a page of it. */
export function webClient(folder: string): Router {
  const router = Router()
  const index = join(folder, 'index.html')
  // Files under assets/ carry a hash of their content in their name.
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }))
  router.use(express.static(folder, { index: false, cacheControl: true, maxAge: 0 }))
  router.get('/{*page}', (_req, res) => {
    if (!existsSync(index)) {
      res.status(503).type('text').send('The web client is not built. Run `npm start`, or `npm run build`.')
      return
    }
    res.set('Cache-Control', 'no-cache').sendFile(index)
  })
  return router
}
