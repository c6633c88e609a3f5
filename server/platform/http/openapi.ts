import { z } from 'zod'
import type { Endpoint } from '../../../shared/endpoint.ts'
import { errorBody } from '../../../shared/errors.ts'

export interface JsonSchema {
  type?: string | string[]
  format?: string
  description?: string
  enum?: unknown[]
  const?: unknown
  default?: unknown
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  additionalProperties?: JsonSchema | boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  [key: string]: unknown
}

export interface Parameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: JsonSchema
}

export interface Operation {
  operationId: string
  summary: string
  description: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: { 'application/json': { schema: JsonSchema } } }
  responses: Record<string, { description: string; content?: { 'application/json': { schema: JsonSchema } } }>
}

export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  components: object
}

const DESCRIPTION = `Everything that the web client and the bots of this hub do goes through this API.

Make a token under Settings, API tokens, and send it as \`Authorization: Bearer <token>\`. A token acts for the member who made it, within the scopes that were chosen; it never may do more than that member.

Times are milliseconds since 1970 (UTC). An answer that is not a success holds \`error.code\`, which programs branch on, \`error.message\` for people, and \`error.details\` with the fields that were refused. Too many requests are answered with 429 and \`Retry-After\`.`

/** Describes endpoints as OpenAPI 3.1, from the schemas by which requests are checked. */
export function openApiOf(endpoints: readonly Endpoint[], publicUrl: string, version: string): OpenApi {
  const paths: OpenApi['paths'] = {}
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:([A-Za-z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Guildhall', version, description: DESCRIPTION },
    servers: [{ url: publicUrl }],
    tags: [...new Set(endpoints.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token with the scope that the operation names.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'better-auth.session_token',
          description: 'A signed-in browser.',
        },
      },
    },
  }
}

function operationOf(endpoint: Endpoint): Operation {
  const { method, path, summary, tag, access, status } = endpoint
  const body = schemaOf(endpoint.body, 'input')
  const hasBody = method !== 'get' && method !== 'delete' && Object.keys(body.properties ?? {}).length > 0
  return {
    operationId: operationIdOf(method, path),
    summary,
    description: accessWords(access),
    tags: [tag],
    security: securityOf(access),
    parameters: [
      ...parametersOf('path', schemaOf(endpoint.params, 'input')),
      ...parametersOf('query', schemaOf(endpoint.query, 'input')),
    ],
    ...(hasBody
      ? {
          requestBody: {
            required: (body.required ?? []).length > 0,
            content: { 'application/json': { schema: body } },
          },
        }
      : {}),
    responses: {
      [status]:
        status === 204
          ? { description: 'Done.' }
          : { description: 'Done.', content: { 'application/json': { schema: schemaOf(endpoint.answer, 'output') } } },
      default: {
        description: 'It was refused, or failed.',
        content: { 'application/json': { schema: schemaOf(errorBody, 'output') } },
      },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', cycles: 'ref' })
  return withoutRefs(made) as JsonSchema
}

/** Any JSON holds itself, by a reference to the root of its own schema: within a larger document that would be another root. */
function withoutRefs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutRefs)
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value) return {}
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== '$schema' && key !== '$defs')
      .map(([key, inner]) => [key, withoutRefs(inner)]),
  )
}

function parametersOf(place: Parameter['in'], schema: JsonSchema): Parameter[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (schema.required ?? []).includes(name),
    schema: property,
  }))
}

function securityOf(access: Endpoint['access']): Operation['security'] {
  if (access === 'public') return []
  return access === 'session' ? [{ session: [] }] : [{ token: [access] }, { session: [] }]
}

function accessWords(access: Endpoint['access']): string {
  if (access === 'public') return 'Nobody need be signed in.'
  if (access === 'session') return 'For a signed-in person, not for a token.'
  return `For a token with the scope \`${access}\`, or a signed-in person.`
}

/** 'get /api/documents/:documentId/board' is 'getDocumentsByDocumentIdBoard': unique, and stable as long as the path is. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace('/api/', '')
    .split(/[/-]/)
    .map((part) => (part.startsWith(':') ? `By${capital(part.slice(1))}` : capital(part)))
  return method + words.join('')
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
