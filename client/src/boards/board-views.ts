export const BOARD_VIEWS = ['board', 'lanes', 'table', 'calendar'] as const
export type BoardView = (typeof BOARD_VIEWS)[number]

export function isBoardView(name: string | null): name is BoardView {
  return BOARD_VIEWS.some((view) => view === name)
}
