/** A part of a locale file; see `client/complete-locales.ts`. */
declare module '*.json?pages' {
  const words: object
  export default words
}
