import { z } from 'zod'
import { payFact, periodWord, withFacts } from './facts.ts'
import { figure, identifier, jsonList, list, listAt, words } from './json-list.ts'
import { isJobTitle } from './is-job.ts'
import { entitiesToText, htmlToPlainText } from './plain-text.ts'
import { dateOf, isWebAddress } from './xml-feed.ts'
import { utc } from '../matching/in-words.ts'

/** Boards that publish everybody's gigs, each as its API gives them. Their tags are not used: they hardly ever hold. */

const address = (url: string) => (isWebAddress(url) ? url : null)
const seconds = (value: number | null, now: number) => (value === null || value <= 0 ? now : value * 1000)

/** https://remoteok.com/api: one array; its first element is the terms, 0 is an unknown salary, and some items are no jobs. */
export const readRemoteOk = jsonList(
  z.array(z.unknown()).transform((all) => all.filter((item) => !(item as { legal?: unknown } | null)?.legal)),
  z.looseObject({
    id: identifier,
    position: words,
    company: words,
    description: words,
    location: words,
    url: words,
    apply_url: words,
    epoch: figure,
    salary_min: figure,
    salary_max: figure,
  }),
  (item, now) => {
    const title = entitiesToText(item.position)
    const text = htmlToPlainText(item.description).replace(
      /\n?[^\n]*please mention the word[^\n]*(\n[^\n]*beta feature[^\n]*)?/giu,
      '',
    )
    if (!isJobTitle(title, text)) return undefined
    const location = entitiesToText(item.location).replace(/[,\s]+$/u, '')
    const facts = { Location: location, Pay: payFact(item.salary_min, item.salary_max, 'USD', 'year') }
    return {
      externalId: item.id,
      title,
      company: entitiesToText(item.company),
      text: withFacts(facts, text.trim()),
      url: address(item.url) ?? address(item.apply_url),
      postedAt: seconds(item.epoch, now),
    }
  },
)

/** https://remotive.com/api/remote-jobs */
export const readRemotive = jsonList(
  listAt('jobs'),
  z.looseObject({
    id: identifier,
    url: words,
    title: words,
    company_name: words,
    job_type: words,
    publication_date: words,
    candidate_required_location: words,
    salary: words,
    description: words,
  }),
  (item, now) => ({
    externalId: item.id,
    title: required(item.title),
    company: entitiesToText(item.company_name),
    text: withFacts(
      {
        Location: entitiesToText(item.candidate_required_location),
        Type: item.job_type.replaceAll('_', ' '),
        Pay: item.salary,
        Remote: 'yes, remote',
      },
      htmlToPlainText(item.description),
    ),
    url: address(item.url),
    postedAt: dateOf(withZone(item.publication_date), now),
  }),
)

/** https://jobicy.com/api/v2/remote-jobs: a minimum may stand alone; entities stand inside of values. */
export const readJobicy = jsonList(
  listAt('jobs'),
  z.looseObject({
    id: identifier,
    url: words,
    jobTitle: words,
    companyName: words,
    jobType: list,
    jobGeo: words,
    jobLevel: words,
    jobExcerpt: words,
    jobDescription: words,
    pubDate: words,
    salaryMin: figure,
    salaryMax: figure,
    salaryCurrency: words,
    salaryPeriod: words,
  }),
  (item, now) => ({
    externalId: item.id,
    title: required(item.jobTitle),
    company: entitiesToText(item.companyName),
    text: withFacts(
      {
        Location: entitiesToText(item.jobGeo),
        Type: item.jobType.join(', '),
        Level: item.jobLevel === 'Any' ? '' : entitiesToText(item.jobLevel),
        Pay: payFact(item.salaryMin, item.salaryMax, item.salaryCurrency, periodWord(item.salaryPeriod)),
        Remote: 'yes, remote',
      },
      htmlToPlainText(item.jobDescription === '' ? item.jobExcerpt : item.jobDescription),
    ),
    url: address(item.url),
    postedAt: dateOf(item.pubDate, now),
  }),
)

/** https://himalayas.app/jobs/api: times in seconds; time zones as a list of UTC offsets. */
export const readHimalayas = jsonList(
  listAt('jobs'),
  z.looseObject({
    guid: words,
    title: words,
    companyName: words,
    companySlug: words,
    employmentType: words,
    minSalary: figure,
    maxSalary: figure,
    salaryPeriod: words,
    currency: words,
    seniority: list,
    locationRestrictions: list,
    timezoneRestrictions: z.array(z.number()).nullish(),
    description: words,
    excerpt: words,
    pubDate: figure,
    expiryDate: figure,
    applicationLink: words,
  }),
  (item, now) => ({
    externalId: required(item.guid === '' ? item.applicationLink : item.guid),
    title: required(item.title),
    company: entitiesToText(item.companyName),
    text: withFacts(
      {
        Location: item.locationRestrictions.length === 0 ? 'Worldwide' : item.locationRestrictions.join(', '),
        'Time zones': zonesFact(item.timezoneRestrictions ?? []),
        Type: item.employmentType,
        Level: item.seniority.join(', '),
        Pay: payFact(item.minSalary, item.maxSalary, item.currency, periodWord(item.salaryPeriod)),
        Remote: 'yes, remote',
      },
      htmlToPlainText(item.description === '' ? item.excerpt : item.description),
    ),
    url: address(item.applicationLink) ?? address(item.guid),
    postedAt: seconds(item.pubDate, now),
    closesAt: item.expiryDate === null ? null : item.expiryDate * 1000,
  }),
)

/** https://www.arbeitnow.com/api/job-board-api: German posts, in part escaped twice; `remote` is false for most. */
export const readArbeitnow = jsonList(
  listAt('data'),
  z.looseObject({
    slug: identifier,
    company_name: words,
    title: words,
    description: words,
    remote: z.boolean().nullish(),
    url: words,
    job_types: list,
    location: words,
    created_at: figure,
  }),
  (item, now) => ({
    externalId: item.slug,
    title: required(item.title),
    company: entitiesToText(item.company_name),
    text: withFacts(
      { Location: item.location, Type: item.job_types.join(', '), Remote: item.remote === true ? 'yes, remote' : '' },
      // The board's own last line, which speaks of English.
      htmlToPlainText(item.description).replace(/\n*^Find (?:more )?[^\n]*Jobs in Germany[^\n]*$/imu, ''),
    ),
    url: address(item.url),
    postedAt: seconds(item.created_at, now),
  }),
)

/** https://www.workingnomads.com/api/exposed_jobs/ */
export const readWorkingNomads = jsonList(
  z.array(z.unknown()),
  z.looseObject({
    url: words,
    title: words,
    description: words,
    company_name: words,
    category_name: words,
    location: words,
    pub_date: words,
  }),
  (item, now) => ({
    externalId: required(item.url),
    title: required(item.title),
    company: entitiesToText(item.company_name),
    text: withFacts(
      { Location: item.location, Category: item.category_name, Remote: 'yes, remote' },
      htmlToPlainText(item.description),
    ),
    url: address(item.url),
    postedAt: dateOf(item.pub_date, now),
  }),
)

function required(value: string): string {
  const text = entitiesToText(value)
  if (text === '') throw new Error('an item lacks its title or id')
  return text
}

/** [-8, -7, -5] → 'UTC-8 to UTC-5'; one that stands far apart, as a date line may put it, does not widen the range. */
function zonesFact(offsets: readonly number[]): string {
  const sorted = [...new Set(offsets)].toSorted((a, b) => a - b)
  const runs: number[][] = []
  for (const offset of sorted) {
    const run = runs.at(-1)
    if (run !== undefined && offset - (run.at(-1) ?? offset) <= 2) run.push(offset)
    else runs.push([offset])
  }
  const longest = runs.toSorted((a, b) => b.length - a.length)[0]
  const [low, high] = [longest?.[0], longest?.at(-1)]
  if (low === undefined || high === undefined || high - low >= 20) return ''
  return `${utc(low)} to ${utc(high)}`
}

function withZone(date: string): string {
  return /[zZ]$|[+-]\d{2}:?\d{2}$/u.test(date) ? date : `${date}Z`
}
