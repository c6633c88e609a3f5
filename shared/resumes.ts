import { z } from 'zod'
import { communityParams, endpoint, fileBytes } from './endpoint.ts'
import { evidence } from './gigs.ts'
import { profileInput } from './profiles.ts'

export const RESUME_MAX_BYTES = 5 * 1024 * 1024

/** What was read in a résumé, each part of it with its place in the text. */
export const resumeReading = z.object({
  text: z.string(),
  evidence: z.array(evidence),
  found: z.object({
    headline: profileInput.shape.headline,
    roles: profileInput.shape.roles,
    seniority: profileInput.shape.seniority,
    skills: profileInput.shape.skills,
    languages: z.array(z.string()),
    places: profileInput.shape.places,
    timeZone: z.string().nullable(),
    portfolio: profileInput.shape.portfolio,
  }),
})
export type ResumeReading = z.infer<typeof resumeReading>

export const resumeEndpoints = {
  read: endpoint({
    method: 'post',
    path: '/api/communities/:communityId/profile/resume',
    summary:
      'Read a résumé (PDF, DOCX, plain text or JSON Résumé) without saving anything: its bytes, its name in the query',
    tag: 'profiles',
    access: 'gigs:write',
    params: communityParams,
    query: z.object({ name: z.string().trim().min(1).max(255) }),
    body: fileBytes,
    bodyType: 'file',
    answer: resumeReading,
    status: 200,
  }),
  download: endpoint({
    method: 'get',
    path: '/api/communities/:communityId/profile/resume',
    summary: 'My profile as a JSON Résumé',
    tag: 'profiles',
    access: 'gigs:read',
    params: communityParams,
    answer: fileBytes,
    answerType: 'file',
  }),
}
