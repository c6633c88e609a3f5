// IMMEDIATE: another connection writes the same file, and an upgraded read would fail with SQLITE_BUSY_SNAPSHOT.
export const BEGIN = 'begin immediate'
export const COMMIT = 'commit'
export const ROLLBACK = 'rollback'
