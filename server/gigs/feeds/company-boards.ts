import { z } from 'zod'
import { withFacts } from './facts.ts'
import { figure, identifier, jsonList, list, listAt, words } from './json-list.ts'
import { entitiesToText, htmlToPlainText } from './plain-text.ts'
import { dateOf, isWebAddress } from './xml-feed.ts'

/** Boards of one company, by the services that many companies use. */

const address = (url: string) => (isWebAddress(url) ? url : null)

/** boards-api.greenhouse.io/v1/boards/BOARD/jobs?content=true: the content is escaped HTML. */
export const readGreenhouse = jsonList(
  listAt('jobs'),
  z.looseObject({
    id: identifier,
    title: z.string().min(1),
    company_name: words,
    content: words,
    location: z.looseObject({ name: words }).nullish(),
    absolute_url: words,
    updated_at: words,
    first_published: words,
    application_deadline: words,
  }),
  (item, now) => ({
    externalId: item.id,
    title: entitiesToText(item.title),
    company: entitiesToText(item.company_name),
    text: withFacts({ Location: item.location?.name }, htmlToPlainText(item.content)),
    url: address(item.absolute_url),
    postedAt: dateOf(item.first_published === '' ? item.updated_at : item.first_published, now),
    closesAt: item.application_deadline === '' ? null : dateOf(item.application_deadline, Number.MAX_SAFE_INTEGER),
  }),
)

/** api.lever.co/v0/postings/SITE?mode=json, as its documentation describes it. */
export const readLever = jsonList(
  z.array(z.unknown()),
  z.looseObject({
    id: identifier,
    text: z.string().min(1),
    categories: z.looseObject({ location: words, commitment: words, allLocations: list }).nullish(),
    description: words,
    descriptionPlain: words,
    lists: z.array(z.looseObject({ text: words, content: words })).nullish(),
    additionalPlain: words,
    workplaceType: words,
    hostedUrl: words,
    applyUrl: words,
    createdAt: figure,
  }),
  (item, now) => {
    const lists = (item.lists ?? []).map(({ text, content }) => `${text}\n${htmlToPlainText(`<ul>${content}</ul>`)}`)
    const main = item.descriptionPlain === '' ? htmlToPlainText(item.description) : item.descriptionPlain
    const places = item.categories?.allLocations ?? []
    return {
      externalId: item.id,
      title: entitiesToText(item.text),
      company: null,
      text: withFacts(
        {
          Location: places.length > 0 ? places.join(', ') : item.categories?.location,
          Type: item.categories?.commitment,
          Workplace: item.workplaceType,
        },
        [main, ...lists, item.additionalPlain].filter((part) => part !== '').join('\n\n'),
      ),
      url: address(item.hostedUrl) ?? address(item.applyUrl),
      postedAt: item.createdAt ?? now,
    }
  },
)

/** api.ashbyhq.com/posting-api/job-board/NAME */
export const readAshby = jsonList(
  listAt('jobs'),
  z.looseObject({
    id: identifier,
    title: z.string().min(1),
    employmentType: words,
    location: words,
    secondaryLocations: z.array(z.looseObject({ location: words })).nullish(),
    isListed: z.boolean().nullish(),
    isRemote: z.boolean().nullish(),
    workplaceType: words,
    descriptionPlain: words,
    descriptionHtml: words,
    jobUrl: words,
    applyUrl: words,
    publishedAt: words,
    compensation: z.looseObject({ compensationTierSummary: words }).nullish(),
  }),
  (item, now) => {
    if (item.isListed === false) return undefined
    const places = [item.location, ...(item.secondaryLocations ?? []).map(({ location }) => location)].filter(
      (place) => place !== '',
    )
    return {
      externalId: item.id,
      title: entitiesToText(item.title),
      company: null,
      text: withFacts(
        {
          Location: places.join(', '),
          Type: item.employmentType.replace(/(?<=[a-z])(?=[A-Z])/gu, ' '),
          Workplace: item.isRemote === true ? 'Remote' : item.workplaceType,
          Pay: item.compensation?.compensationTierSummary,
        },
        item.descriptionHtml === '' ? item.descriptionPlain : htmlToPlainText(item.descriptionHtml),
      ),
      url: address(item.jobUrl) ?? address(item.applyUrl),
      postedAt: dateOf(item.publishedAt, now),
    }
  },
)

const workableBoard = z.looseObject({ name: words, jobs: z.array(z.unknown()) })
/** The board, by itself or under 'widget'; its name is that of the company and goes with each job. */
const workableJobs = z
  .union([z.looseObject({ widget: workableBoard }).transform(({ widget }) => widget), workableBoard])
  .transform(({ name, jobs }): unknown[] =>
    jobs.map((job) => (typeof job === 'object' && job !== null ? { company: name, ...job } : job)),
  )

/** apply.workable.com/api/v1/widget/accounts/ACCOUNT?details=true */
export const readWorkable = jsonList(
  workableJobs,
  z.looseObject({
    company: words,
    shortcode: identifier,
    title: z.string().min(1),
    employment_type: words,
    telecommuting: z.boolean().nullish(),
    url: words,
    application_url: words,
    published_on: words,
    country: words,
    city: words,
    experience: words,
    locations: z.array(z.looseObject({ country: words, city: words })).nullish(),
    description: words,
  }),
  (item, now) => {
    const places = (item.locations ?? []).map(({ city, country }) =>
      [city, country].filter((part) => part !== '').join(', '),
    )
    const place =
      places.length > 0 ? places.join('; ') : [item.city, item.country].filter((part) => part !== '').join(', ')
    return {
      externalId: item.shortcode,
      title: entitiesToText(item.title),
      company: item.company === '' ? null : entitiesToText(item.company),
      text: withFacts(
        {
          Location: place,
          Type: item.employment_type,
          Level: item.experience,
          Workplace: item.telecommuting === true ? 'Remote' : '',
        },
        htmlToPlainText(item.description),
      ),
      url: address(item.url) ?? address(item.application_url),
      postedAt: dateOf(item.published_on, now),
    }
  },
)
