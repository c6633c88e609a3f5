import { expect, test } from 'vitest'
import { readBoard } from '../../shared/board.ts'
import { moveCard } from '../../shared/board/change-card.ts'
import { documentEndpoints } from '../../shared/documents.ts'
import { gigPostEndpoints } from '../../shared/gig-posts.ts'
import { gigEndpoints } from '../../shared/gigs.ts'
import { listGigs, saveProfile } from '../helpers/gig-world.ts'
import { startHub } from '../helpers/start-hub.ts'
import { connect, eventually } from '../helpers/sync-client.ts'

test('a saved gig is a card on the member’s own board; moving the card is said of the gig, and undoing takes it off', async () => {
  await using hub = await startHub()
  const member = await hub.createMember({ name: 'Fran' })
  const stranger = await hub.createMember({ name: 'Sam' })
  await saveProfile(hub, member)
  const params = { communityId: hub.communityId }
  const gig = await hub.owner.api.call(gigPostEndpoints.post, {
    params,
    body: {
      title: 'Flood map',
      company: 'Halm',
      text: 'We need a full-stack developer with TypeScript, Node.js and React.',
    },
  })
  const gigParams = { ...params, gigId: gig.id }
  await member.api.call(gigEndpoints.giveFeedback, { params: gigParams, body: { kind: 'saved' } })
  const boards = () => member.api.call(documentEndpoints.list, { params, query: { kind: 'board' } })
  const [board] = (await boards()).documents
  expect(board).toMatchObject({ title: 'Gigs of Fran', visibility: 'private' })
  const others = await stranger.api.call(documentEndpoints.list, { params, query: { kind: 'board' } })
  expect(others.documents.map(({ title }) => title)).not.toContain('Gigs of Fran')

  const { secret } = await member.token('sync:read', 'sync:write')
  const { doc } = connect(hub, board?.id ?? '', { token: secret })
  const columns = () => readBoard(doc).columns.map(({ name, cards }) => [name, cards.map(({ title }) => title)])
  await eventually(() => expect(columns()[0]).toEqual(['Saved', ['Flood map']]))
  const [saved, , , won] = readBoard(doc).columns
  expect(saved?.cards[0]?.description).toContain(`/gigs/${gig.id}`)
  moveCard(doc, saved?.cards[0]?.id ?? '', { columnId: won?.id ?? '' }, null)
  const kind = async () => (await listGigs(hub, member)).gigs[0]?.match?.feedback?.kind
  await eventually(async () => expect(await kind()).toBe('won'))
  await member.api.call(gigEndpoints.giveFeedback, { params: gigParams, body: { kind: 'lost' } })
  await eventually(() => expect(columns().at(-1)).toEqual(['Lost', ['Flood map']]))
  await member.api.call(gigEndpoints.takeBackFeedback, { params: gigParams })
  await eventually(() => expect(columns().flatMap(([, cards]) => cards)).toEqual([]))
  expect((await boards()).documents).toHaveLength(1)
})
