import type { JsonSchema, OpenApi, Operation } from './openapi.ts'

/** Depth at which a type is no longer written out. */
const DEEPEST = 6

const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#dcd8cf, #34373f); --soft: light-dark(#efede8, #1c1d22); --accent: light-dark(#0f766e, #2dd4bf); --dim: light-dark(#5f5b54, #a3a6ae) }
body { margin: 0; font: 15px/1.55 system-ui, sans-serif; background: light-dark(#f7f6f3, #131417); color: light-dark(#1d1c1a, #e9e9eb) }
.page { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 2.5rem; max-inline-size: 76rem; margin: 0 auto; padding: 2rem 1.5rem }
nav { position: sticky; inset-block-start: 1rem; align-self: start; max-block-size: calc(100vh - 2rem); overflow: auto; font-size: 0.875rem }
nav ul { list-style: none; margin: 0 0 0.75rem; padding: 0 } nav li { padding-block: 0.1rem }
nav summary { cursor: pointer; font-weight: 650; text-transform: capitalize; padding-block: 0.2rem }
a { color: var(--accent) } nav a { color: inherit; text-decoration: none } nav a:hover { text-decoration: underline }
h1 { font-size: 1.75rem; margin: 0 } h2 { text-transform: capitalize; margin-block: 2.5rem 0.5rem } h3 { font-size: 1rem; margin: 0 }
article { border-block-start: 1px solid var(--line); padding-block: 1.25rem }
code, pre { font: 0.8125rem/1.5 ui-monospace, Menlo, monospace } pre { background: var(--soft); border-radius: 8px; padding: 0.75rem 1rem; overflow-x: auto; margin-block: 0.5rem }
.method { display: inline-block; min-inline-size: 3.6rem; font: 650 0.75rem/1.6 ui-monospace, Menlo, monospace; text-transform: uppercase; color: var(--accent) }
.path { overflow-wrap: anywhere } .dim { color: var(--dim); margin-block: 0.25rem }
table { border-collapse: collapse; inline-size: 100% } th, td { text-align: start; padding: 0.25rem 0.75rem 0.25rem 0; vertical-align: top; border-block-end: 1px solid var(--line) }
h4 { margin: 0.9rem 0 0.25rem; font-size: 0.8125rem; color: var(--dim) }
@media (max-width: 56rem) { .page { grid-template-columns: minmax(0, 1fr) } nav { position: static; max-block-size: none } }
`

/** The description as a page of its own, without a script: every operation, with its types and a call to copy. */
export function openApiPage(api: OpenApi): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const sections = api.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ operation }) => operation.tags.includes(name)),
  }))
  const origin = api.servers[0]?.url ?? ''
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Guildhall</title><link rel="icon" href="/icon.svg" type="image/svg+xml"><style>${STYLE}</style></head>
<body><div class="page"><nav aria-label="Operations">${sections
    .map(
      ({ name, operations }) =>
        `<details><summary>${text(name)}</summary><ul>${operations
          .map(({ operation }) => `<li><a href="#${operation.operationId}">${text(operation.summary)}</a></li>`)
          .join('')}</ul></details>`,
    )
    .join('')}</nav><main><h1>The API of this hub</h1>
${paragraphs(api.info.description)}
<pre tabindex="0">curl ${text(origin)}/api/communities/&lt;communityId&gt;/documents \\
  -H 'Authorization: Bearer &lt;token&gt;'</pre>
<p><a href="/settings/tokens">Make a token</a> · <a href="/api/openapi.json">openapi.json</a> for clients, n8n, Postman and code generators</p>
${sections
  .map(
    ({ name, operations }) =>
      `<section><h2 id="${text(name)}">${text(name)}</h2>${operations.map((given) => article(given, origin)).join('')}</section>`,
  )
  .join('')}</main></div></body></html>`
}

function article(
  { path, method, operation }: { path: string; method: string; operation: Operation },
  origin: string,
): string {
  const body = operation.requestBody?.content['application/json'].schema
  const [status, answer] = Object.entries(operation.responses)[0] ?? []
  const schema = answer?.content?.['application/json'].schema
  return `<article id="${operation.operationId}"><h3>${text(operation.summary)}</h3>
<p class="path"><span class="method">${method}</span> <code>${text(path)}</code></p><p class="dim">${code(operation.description)}</p>
${parameters(operation)}${body === undefined ? '' : `<h4>Body</h4><pre tabindex="0">${text(typeOf(body, 0))}</pre>`}
<h4>Answer ${status ?? ''}</h4>${schema === undefined ? '<p class="dim">Empty.</p>' : `<pre tabindex="0">${text(typeOf(schema, 0))}</pre>`}
<details><summary>As a command</summary><pre tabindex="0">${text(curl(method, origin + path, operation))}</pre></details></article>`
}

function parameters({ parameters }: Operation): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<tr><th scope="row"><code>${text(name)}</code></th><td>${place}${required ? '' : ', optional'}</td><td><code>${text(typeOf(schema, 0))}</code></td></tr>`,
  )
  return `<table aria-label="Parameters"><tbody>${rows.join('')}</tbody></table>`
}

function curl(method: string, url: string, { requestBody, security }: Operation): string {
  const lines = [`curl -X ${method.toUpperCase()} '${url}'`]
  if (security.some((ways) => 'token' in ways)) lines.push(`-H 'Authorization: Bearer <token>'`)
  if (requestBody !== undefined) {
    const example = JSON.stringify(exampleOf(requestBody.content['application/json'].schema))
    lines.push(`-H 'Content-Type: application/json'`, `-d '${example}'`)
  }
  return lines.join(' \\\n  ')
}

/** A schema as a TypeScript type, which says more in less room. */
function typeOf(schema: JsonSchema, depth: number): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const union = schema.anyOf ?? schema.oneOf
  if (union !== undefined) return [...new Set(union.map((one) => typeOf(one, depth)))].join(' | ')
  if (schema.type === 'array') {
    const item = typeOf(schema.items ?? {}, depth)
    return item.includes(' | ') ? `(${item})[]` : `${item}[]`
  }
  if (schema.type === 'object') return objectType(schema, depth)
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any')
  return schema.format === undefined ? type : `${type} (${schema.format})`
}

function objectType(schema: JsonSchema, depth: number): string {
  const properties = Object.entries(schema.properties ?? {})
  if (properties.length === 0) return '{ … }'
  if (depth === DEEPEST) return '{ … }'
  const indent = '  '.repeat(depth + 1)
  const lines = properties.map(([name, property]) => {
    const mark = (schema.required ?? []).includes(name) ? '' : '?'
    const preset = property.default === undefined ? '' : ` = ${JSON.stringify(property.default)}`
    return `${indent}${name}${mark}: ${typeOf(property, depth + 1)}${preset}`
  })
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

/** Of what is required only. */
function exampleOf(schema: JsonSchema): unknown {
  if (schema.default !== undefined) return schema.default
  if (schema.enum !== undefined) return schema.enum[0]
  const union = schema.anyOf ?? schema.oneOf
  if (union?.[0] !== undefined) return exampleOf(union[0])
  if (schema.type === 'object') {
    const required = new Set(schema.required ?? [])
    const known = Object.entries(schema.properties ?? {}).filter(([name]) => required.has(name))
    return Object.fromEntries(known.map(([name, property]) => [name, exampleOf(property)]))
  }
  if (schema.type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items)]
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 0
  return schema.type === 'boolean' ? true : '…'
}

function paragraphs(markdown: string): string {
  return markdown
    .split('\n\n')
    .map((paragraph) => `<p>${code(paragraph)}</p>`)
    .join('\n')
}

function code(markdown: string): string {
  return text(markdown).replace(/`([^`]+)`/g, '<code>$1</code>')
}

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
}
