export interface RoomTables {
  rooms: {
    id: string
    community_id: string
    name: string
    topic: string
    /** JSON array. */
    languages: string
    /** RoomWriters. */
    writers: string
    local_only: number
    is_private: number
    created_at: number
    archived_at: number | null
    /** Grows with everything that happens to a message: one writer of a room at a time, by the lock on this row. */
    revision: number
  }
  room_messages: {
    id: string
    room_id: string
    community_id: string
    /** The room's revision when it was posted. */
    position: number
    /** The room's revision when it was last changed, in any way. */
    revision: number
    member_id: string | null
    /** A member's id, or '<platform>:<id>' of somebody who wrote over a link. */
    author_key: string
    author_name: string
    /** Of somebody who is no member. */
    author_image: string | null
    platform: string | null
    text: string
    /** As told by who brought it; null: to be identified. */
    language: string | null
    as_written: number
    sent_at: number
    edited_at: number | null
    deleted_at: number | null
    deleted_by: string | null
    /** What a moderator took away, with `deleted_at`; it comes back with the decision. */
    withheld_text: string | null
    thread_id: string | null
    reply_to_id: string | null
    replies: number
    last_reply_at: number | null
    client_message_id: string | null
  }
  room_reactions: {
    message_id: string
    emoji: string
    /** As `room_messages.author_key`. */
    person_key: string
    member_id: string | null
    name: string
    platform: string | null
    created_at: number
  }
  /** Files that were sent to a room; their bytes are attachments. */
  room_files: {
    id: string
    room_id: string
    /** Null until it is sent. */
    message_id: string | null
    person_key: string
    created_at: number
  }
  room_mentions: { message_id: string; member_id: string; room_id: string; position: number }
  /** Who is in the private rooms. */
  room_members: {
    room_id: string
    member_id: string
    /** RoomRole. */
    role: string
    added_at: number
  }
  room_readers: {
    room_id: string
    member_id: string
    /** Null: never; what was written after one joined is new then. */
    read_position: number | null
    /** ReadingLanguage, chosen for this room; null: as everywhere. */
    language: string | null
    /** In which language it was read last, and when: what is written next is translated into it at once. */
    seen_language: string | null
    seen_at: number
  }
  /** Who follows a thread, and how far its answers were read. */
  room_thread_readers: {
    /** The message that opened it. */
    thread_id: string
    member_id: string
    room_id: string
    follows: number
    read_position: number
  }
  reading_preferences: {
    member_id: string
    /** ReadingLanguage; null: not chosen. */
    language: string | null
  }
  room_translations: {
    message_id: string
    language: string
    /** Who makes it: an edit takes the row away, and what comes back for an older claim is thrown away. */
    claim: string
    /** 'waiting', or a state of Translation. */
    state: string
    text: string | null
    from_language: string | null
    engine: string | null
    model: string | null
    reason: string | null
    retryable: number
    at: number
  }
}
