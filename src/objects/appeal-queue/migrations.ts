/** The schema of an AppealQueue, in the order in which it grew. */

export const migrations: readonly string[] = [
  `CREATE TABLE appeals (id TEXT PRIMARY KEY, person TEXT NOT NULL, due_at INTEGER NOT NULL, sealed TEXT NOT NULL, officer TEXT, ground TEXT)
     STRICT, WITHOUT ROWID;
   CREATE INDEX appeals_due ON appeals (due_at)`,
];
