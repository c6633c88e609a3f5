export interface RoomTables {
  rooms: { id: string; community_id: string; name: string; topic: string; created_at: number }
  room_messages: {
    id: string
    room_id: string
    community_id: string
    member_id: string | null
    author_name: string
    text: string
    sent_at: number
    client_message_id: string | null
  }
}
