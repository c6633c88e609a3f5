export interface LinkTables {
  /** The channels that carry the conversation of a room. */
  linked_channels: {
    id: string
    community_id: string
    room_id: string
    platform: string
    workspace_id: string
    workspace_name: string
    channel_id: string
    channel_name: string
    /** 'channel' or 'forum'. */
    kind: string
    /** ChannelLanguage. */
    language: string
    /** 'waiting' until a bot has found out that who asked may link it, 'active', 'refused'. */
    state: string
    problem: string | null
    /** The person there who asked; null: it was asked for in the channel itself. */
    asked_by: string | null
    linked_by: string
    created_at: number
    /** The newest message of people there that the hub has. */
    seen_id: string | null
    /** Revision of the room when it was linked: what was said before is not carried there. */
    from_position: number
    /** Revision of the room up to which it was carried there. */
    carried_revision: number
  }
  /** Which message of the room stands as what in which channel. */
  linked_messages: {
    linked_channel_id: string
    external_id: string
    /** The channel, or a thread of it. */
    place_id: string
    message_id: string
    /** From 0. */
    part: number
    /** 1: posted by the bot; 0: a person wrote it there. */
    is_copy: number
  }
  /** Threads of a channel whose first message the room does not have: by their first one that it has. */
  linked_threads: {
    linked_channel_id: string
    /** As the platform knows it. */
    thread_id: string
    message_id: string
  }
  /** Where a reaction was made, so that it is not carried back there. */
  linked_reactions: {
    message_id: string
    emoji: string
    person_key: string
    linked_channel_id: string
  }
  /** What people of a platform want for themselves. */
  chat_translation_settings: {
    platform: string
    /** '' where ids of people hold everywhere. */
    workspace_id: string
    person_id: string
    language: string | null
    /** Of somebody whose account is not known; see `OptOuts`. */
    is_opted_out: number
  }
  /** What was written in such a channel, until it is translated and on its way. */
  followed_messages: {
    platform: string
    workspace_id: string
    channel_id: string
    message_id: string
    /** ChatMessage, as JSON. */
    message: string
    told_at: number
    /** By then whoever works at it has stopped; 0: nobody does. */
    claimed_until: number
  }
  /** Who has a channel translated for themselves. */
  channel_followers: {
    platform: string
    workspace_id: string
    channel_id: string
    person_id: string
    account_id: string
    community_id: string
    language: string
    created_at: number
  }
}
