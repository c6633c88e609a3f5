import { expect, test } from 'vitest'
import { gigEndpoints } from '../../shared/gigs.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { memberEndpoints } from '../../shared/members.ts'
import { reviewEndpoints } from '../../shared/reviews.ts'
import { startHub, type TestMember } from '../helpers/start-hub.ts'

const DAY = 86_400_000

test('who won a gig and who posted it say how it was: for two weeks, answerable, in numbers, and as a signal of trust', async () => {
  let now = Date.parse('2026-06-10T09:00:00Z')
  await using hub = await startHub({ now: () => now })
  const [client, winner, other] = await Promise.all(['Cleo', 'Wim', 'Olaf'].map((name) => hub.createMember({ name })))
  if (client === undefined || winner === undefined || other === undefined) throw new Error('no members')
  const params = { communityId: hub.communityId }
  const post = async (title: string, need = 'TypeScript and React for some weeks') =>
    await client.api.call(gigPostEndpoints.post, {
      params,
      body: { title, company: 'Halm', text: `${title}: we need ${need}.` },
    })
  const { id: gigId } = await post('Flood map')
  const ofGig = { ...params, gigId }
  const give = (by: TestMember, rating: number, more: object = {}) =>
    by.api.call(reviewEndpoints.give, { params: ofGig, body: { rating, ...more } })
  const history = (by: TestMember, id = gigId) =>
    by.api.call(reviewEndpoints.client, { params: { ...params, gigId: id } })

  await expect(give(winner, 5)).rejects.toMatchObject({ code: 'forbidden' })
  await winner.api.call(gigEndpoints.giveFeedback, { params: ofGig, body: { kind: 'won' } })
  expect(await history(winner)).toMatchObject({ client: 'Halm', mayReview: true, winners: [], gigs: 1, won: 1 })
  await give(winner, 5)
  const changed = await give(winner, 2, { paid: 'late', response: 'quick', words: 'Four weeks late.' })
  expect(changed).toMatchObject({ rating: 2, mayChange: true, mayAnswer: false, author: { name: 'Wim' } })
  await expect(give(winner, 9)).rejects.toMatchObject({ code: 'invalid_input' })

  const answer = (by: TestMember, text: string) =>
    by.api.call(reviewEndpoints.answer, { params: { ...params, reviewId: changed.id }, body: { text } })
  await expect(answer(other, 'So what')).rejects.toMatchObject({ code: 'forbidden' })
  await answer(client, 'The bank was slow.')
  const seen = await history(other)
  expect(seen).toMatchObject({
    mayReview: false,
    numbers: { reviews: 1, rating: 2, paid: { late: 1 }, response: { quick: 1 } },
    reviews: [{ words: 'Four weeks late.', answer: { text: 'The bank was slow.' }, mayChange: false }],
    // One bad day of one member is no red flag.
    signals: [],
  })

  // The other way round; what clients say of a member is told to that member.
  expect((await history(client)).winners).toMatchObject([{ name: 'Wim', review: null }])
  await expect(give(other, 1, { memberId: winner.member.id })).rejects.toMatchObject({ code: 'forbidden' })
  await give(client, 5, { memberId: winner.member.id, words: 'Would ask again.' })
  expect(await winner.api.call(reviewEndpoints.ofMe, { params })).toMatchObject({
    numbers: { reviews: 1, rating: 5 },
    reviews: [{ words: 'Would ask again.', mayAnswer: true }],
  })

  now += 15 * DAY
  await expect(give(winner, 5)).rejects.toMatchObject({ code: 'conflict' })
  await expect(answer(client, 'It was nothing.')).rejects.toMatchObject({ code: 'conflict' })

  // A second member says the same: the client's next gig names it, and so does the history.
  await other.api.call(gigEndpoints.giveFeedback, { params: ofGig, body: { kind: 'won' } })
  const second = await give(other, 2, { paid: 'never' })
  const next = await post('Tide clock', 'somebody who knows Rust and embedded C for a tide clock in the harbour')
  expect(next.trust.signals).toContainEqual(
    expect.objectContaining({
      name: 'client pays late',
      text: 'comes from a client who paid late or not at all, as 2 of 2 members say',
    }),
  )
  expect((await history(winner, next.id)).signals.map(({ name }) => name)).toEqual([
    'client pays late',
    'client rated low',
  ])

  const remove = (by: TestMember) => by.api.call(reviewEndpoints.remove, { params: { ...params, reviewId: second.id } })
  await expect(remove(winner)).rejects.toMatchObject({ code: 'forbidden' })
  await remove(hub.owner)
  expect((await history(winner)).numbers).toMatchObject({ reviews: 1 })
  const { entries } = await hub.owner.api.call(memberEndpoints.audit, { params, query: { limit: 5 } })
  expect(entries[0]).toMatchObject({ action: 'review.removed', details: { author: 'Olaf' } })
})
