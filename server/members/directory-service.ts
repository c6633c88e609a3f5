import { DateTime } from 'luxon'
import type { DirectoryEntry, DirectoryFilter } from '../../shared/directory.ts'
import { atLeast, type Member } from '../../shared/members.ts'
import type { Profile, Showable } from '../../shared/profiles.ts'
import type { ProfileService } from '../gigs/profile-service.ts'
import type { MemberService } from './member-service.ts'

const MOST_CHOICES = 100
const DAY_MINUTES = 1440

export interface DirectoryServiceDeps {
  members: MemberService
  profiles: ProfileService
  /** The vocabulary's name of a skill. */
  canonicalSkill: (name: string) => string
  now: () => number
}

interface Wanted extends Pick<DirectoryFilter, 'text' | 'skill' | 'language' | 'near' | 'hours'> {
  available: boolean
  offset: number
  limit: number
}

export interface Found {
  members: DirectoryEntry[]
  total: number
  skills: string[]
  languages: string[]
}

/** Who is in a community, with what each shows of themselves. What somebody does not show is not searched either. */
export class DirectoryService {
  readonly #deps: DirectoryServiceDeps

  constructor(deps: DirectoryServiceDeps) {
    this.#deps = deps
  }

  /** By name. Guests are not in it. */
  async find(communityId: string, wanted: Wanted): Promise<Found> {
    const { members, profiles } = this.#deps
    const known = new Map((await profiles.list(communityId)).map((profile) => [profile.memberId, profile]))
    const all = (await members.list(communityId))
      .filter(({ role }) => atLeast(role, 'member'))
      .map((member) => entryOf(member, known.get(member.id)))
    const found = all
      .filter((entry) => this.#fits(entry, wanted))
      .toSorted((a, b) => a.name.localeCompare(b.name) || (a.memberId < b.memberId ? -1 : 1))
    return {
      members: found.slice(wanted.offset, wanted.offset + wanted.limit),
      total: found.length,
      skills: byCount(all.flatMap(({ skills }) => skills?.map(({ name }) => name) ?? [])),
      languages: byCount(all.flatMap(({ languages }) => languages ?? [])),
    }
  }

  #fits({ name, roles, skills, languages, timeZone, available }: DirectoryEntry, wanted: Wanted): boolean {
    const words = fold(wanted.text).split(/\s+/).filter(Boolean)
    const texts = [name, ...(roles ?? []), ...(skills?.map((skill) => skill.name) ?? [])].map(fold)
    if (!words.every((word) => texts.some((text) => text.includes(word)))) return false
    if (wanted.skill !== undefined && skills?.some((skill) => this.#isSkill(skill.name, wanted.skill)) !== true) {
      return false
    }
    if (wanted.language !== undefined && languages?.includes(wanted.language) !== true) return false
    if (wanted.available && available !== true) return false
    return wanted.near === undefined || (timeZone !== null && this.#apart(timeZone, wanted.near) <= wanted.hours * 60)
  }

  #isSkill(held: string, wanted = ''): boolean {
    return fold(this.#deps.canonicalSkill(held)) === fold(this.#deps.canonicalSkill(wanted))
  }

  /** Minutes between the clocks of two zones now. Auckland and Honolulu show almost the same time of two days. */
  #apart(one: string, other: string): number {
    const offset = (zone: string) => DateTime.fromMillis(this.#deps.now(), { zone }).offset
    const minutes = Math.abs(offset(one) - offset(other))
    return Math.min(minutes, DAY_MINUTES - minutes)
  }
}

function entryOf({ id, name, image, role }: Member, profile: Profile | undefined): DirectoryEntry {
  const show = <T>(what: Showable, read: (profile: Profile) => T): T | null =>
    profile?.shown.includes(what) === true ? read(profile) : null
  return {
    memberId: id,
    name,
    image,
    role,
    roles: show('roles', ({ roles }) => roles),
    skills: show('skills', ({ skills }) => skills.map((skill) => ({ name: skill.name, level: skill.level }))),
    languages: show('languages', ({ languages }) => languages),
    timeZone: show('timeZone', ({ timeZone }) => timeZone),
    available: show('availability', ({ available }) => available),
    link: show('link', ({ link }) => link),
  }
}

function byCount(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .toSorted(([a, times], [b, others]) => others - times || a.localeCompare(b))
    .slice(0, MOST_CHOICES)
    .map(([value]) => value)
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
