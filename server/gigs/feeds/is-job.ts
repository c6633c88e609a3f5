import { parseRoles } from '../parsing/parse-role.ts'

/** Titles of blog posts and pages, which reach some feeds among the jobs. */
const NO_JOB =
  /^(?:\d+ |these |how |why |what |the (?:best|ultimate|top)|top \d|menu$|about$|home$|contact$|blog$|privacy|terms|failure|success)/iu
const JOB_WORDS =
  /\b(?:responsibilit\w+|requirements?|qualifications?|we are (?:looking|hiring|seeking)|you (?:will|have|bring|are)|apply|experience|salary|full[- ]?time|part[- ]?time|contract|freelance|role|position|join (?:our|us)|candidates?|your (?:profile|tasks)|aufgaben|anforderungen)\b/giu

/** Whether an item of a feed that is not all jobs is one: it names a role, or its text speaks as job posts do. */
export function isJobTitle(title: string, text: string): boolean {
  if (title === '' || NO_JOB.test(title)) return false
  const spoken = new Set((text.match(JOB_WORDS) ?? []).map((word) => word.toLowerCase())).size
  return parseRoles(title, '').roles.length > 0 ? spoken >= 1 || text.length > 300 : spoken >= 3
}
