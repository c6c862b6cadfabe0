/** The schema of a Division, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE administrators (account TEXT PRIMARY KEY, id TEXT NOT NULL, sealed_phone TEXT NOT NULL, masked_name TEXT NOT NULL,
     since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE appointments (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, act TEXT NOT NULL, account TEXT NOT NULL,
     masked_name TEXT NOT NULL, office TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, hash TEXT NOT NULL) STRICT;`,
  "CREATE TABLE applications (id TEXT PRIMARY KEY, at INTEGER NOT NULL, sealed TEXT NOT NULL, why TEXT NOT NULL) STRICT, WITHOUT ROWID",
];
