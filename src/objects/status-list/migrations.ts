/** The schema of a StatusList, in the order in which it grew. */
export const migrations: readonly string[] = [
  "CREATE TABLE next (only INTEGER PRIMARY KEY CHECK (only = 1), free INTEGER NOT NULL) STRICT",
];
