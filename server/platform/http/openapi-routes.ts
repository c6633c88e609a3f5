import { Router } from 'express'
import type { Endpoint } from '../../../shared/endpoint.ts'
import { openApiOf } from './openapi.ts'
import { openApiPage } from './openapi-page.ts'

export interface OpenApiRoutesDeps {
  /** Asked for once, when all are mounted. */
  endpoints: () => readonly Endpoint[]
  publicUrl: string
}

/** Of the API, not of the hub: what is added raises the second number. */
const API_VERSION = '1.0'

/** The description of the API, for programs and for people. Public: it says nothing of what this hub holds. */
export function openApiRoutes({ endpoints, publicUrl }: OpenApiRoutesDeps): Router {
  const router = Router()
  let made: { json: string; html: string } | undefined
  const description = () => {
    if (made !== undefined) return made
    const openApi = openApiOf(endpoints(), publicUrl, API_VERSION)
    made = { json: JSON.stringify(openApi), html: openApiPage(openApi) }
    return made
  }
  router.get('/api/openapi.json', (_req, res) => {
    res.type('json').send(description().json)
  })
  router.get('/api/docs', (_req, res) => {
    res.type('html').send(description().html)
  })
  return router
}
