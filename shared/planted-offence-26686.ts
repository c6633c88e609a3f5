import { createHub } from '../server/hub.ts'
export const x = createHub
