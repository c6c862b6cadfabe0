/** The schema of a FactImport, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE import (only INTEGER PRIMARY KEY CHECK (only = 1), format TEXT NOT NULL, actor TEXT NOT NULL, shards INTEGER NOT NULL, attempt INTEGER NOT NULL, begun_at INTEGER NOT NULL,
     pieces INTEGER, finished_at INTEGER, heading TEXT, lines INTEGER NOT NULL DEFAULT 0, entered INTEGER NOT NULL DEFAULT 0,
     known INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0) STRICT;
   CREATE TABLE pieces (n INTEGER PRIMARY KEY, sealed TEXT NOT NULL) STRICT;
   CREATE TABLE errors (line INTEGER PRIMARY KEY, code TEXT NOT NULL, field TEXT) STRICT`,
  // The division whose lists the sender may enter; empty: every division.
  "ALTER TABLE import ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
];
