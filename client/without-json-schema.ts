import type { Plugin } from 'vite'

const DESCRIBES = /[\\/]zod[\\/]v4[\\/]core[\\/](?:json-schema-processors|to-json-schema)\.js$/

/**
 * Leaves out of the page how zod describes a schema as JSON Schema: only the hub does that, for OpenAPI. Every schema
 * names these functions, so no bundler can tell that they are never called; they are an eighth of the library.
 */
export function withoutJsonSchema(): Plugin {
  return {
    name: 'without-json-schema',
    transform(code, id) {
      if (!DESCRIBES.test(id)) return undefined
      const names = [...code.matchAll(/^export (?:const|function|class) (\w+)/gm)].map((found) => found[1])
      if (names.length === 0) throw new Error(`${id} exports nothing that is known`)
      return { code: names.map((name) => `export const ${name} = () => undefined`).join('\n'), map: null }
    },
  }
}
