export interface CommentTables {
  board_comments: {
    id: string
    document_id: string
    card_id: string
    author: string | null
    author_name: string | null
    text: string
    at: number
    edited_at: number | null
    /** A moderator took it away; it comes back with the decision. */
    withheld_at: number | null
  }
}
