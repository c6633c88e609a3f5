import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import i18next from 'i18next'
import { createContext, type ReactNode, use, useMemo, useState } from 'react'
import { HubError } from '../../../shared/errors.ts'
import { type Community, type Me, type Member, atLeast, memberEndpoints } from '../../../shared/members.ts'
import { api, queryClient } from './api.ts'
import { signOut as endSession } from './auth-api.ts'
import { forgetKeptMessages } from './kept-messages.ts'
import { forgetKeptQueries } from './kept-queries.ts'
import { forgetWaitingComments } from './waiting-comments.ts'
import { forgetVisits } from './recent.ts'
import { allWaitingEdits } from './waiting-edits.ts'

const COMMUNITY_KEY = 'guildhall:community'
const ACCOUNT_KEY = 'guildhall:account'

export interface CurrentCommunity {
  community: Community
  /** Me, as a member of it. */
  member: Member
  account: Me['account']
  communities: Community[]
  isAdmin: boolean
  choose: (communityId: string) => void
}

const CommunityContext = createContext<CurrentCommunity | null>(null)

/** Null data: nobody is signed in. */
export function useMe(): UseQueryResult<Me | null> {
  return useQuery({
    queryKey: ['me'],
    queryFn: async () => {
      try {
        const me = await api.call(memberEndpoints.me, {})
        await forgetOthers(me.account.id)
        return me
      } catch (error) {
        if (error instanceof HubError && error.code === 'unauthenticated') return null
        throw error
      }
    },
  })
}

export function CommunityProvider({ me, children }: { me: Me; children: ReactNode }) {
  const [chosen, setChosen] = useState(() => localStorage.getItem(COMMUNITY_KEY))
  const current = me.memberships.find(({ community }) => community.id === chosen) ?? me.memberships[0]
  const value = useMemo((): CurrentCommunity | null => {
    if (current === undefined) return null
    return {
      ...current,
      account: me.account,
      communities: me.memberships.map(({ community }) => community),
      isAdmin: atLeast(current.member.role, 'admin'),
      choose: (communityId) => {
        localStorage.setItem(COMMUNITY_KEY, communityId)
        setChosen(communityId)
      },
    }
  }, [current, me])
  return <CommunityContext value={value}>{children}</CommunityContext>
}

/** Only below `CommunityProvider`, for somebody who is a member of a community. */
export function useCommunity(): CurrentCommunity {
  const value = use(CommunityContext)
  if (value === null) throw new Error('useCommunity outside of a community')
  return value
}

/** Nothing of the member stays in this browser; where that would lose edits, the member is asked. */
export async function signOut(): Promise<void> {
  const waiting = allWaitingEdits()
  if (waiting > 0 && !confirm(i18next.t('signIn.losesEdits', { count: waiting }))) return
  await endSession()
  await forgetEverything()
  location.assign('/sign-in')
}

async function forgetOthers(accountId: string): Promise<void> {
  const last = localStorage.getItem(ACCOUNT_KEY)
  if (last !== null && last !== accountId) await forgetEverything()
  localStorage.setItem(ACCOUNT_KEY, accountId)
}

async function forgetEverything(): Promise<void> {
  localStorage.removeItem(ACCOUNT_KEY)
  localStorage.removeItem(COMMUNITY_KEY)
  forgetKeptQueries()
  forgetWaitingComments()
  forgetKeptMessages()
  forgetVisits()
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
  // Yjs comes with the first document, not with the sign-in page.
  const { forgetDocuments } = await import('./document-connection.ts')
  await forgetDocuments()
}
