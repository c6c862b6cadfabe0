/** The schema of a Trial, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE runs (id TEXT PRIMARY KEY, run TEXT NOT NULL, shards INTEGER NOT NULL, officer TEXT NOT NULL, rule_set TEXT NOT NULL,
     state TEXT NOT NULL, begun_at INTEGER NOT NULL, finished_at INTEGER, counted INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
   CREATE TABLE moves (id TEXT NOT NULL, division TEXT NOT NULL, from_colour TEXT NOT NULL, to_colour TEXT NOT NULL, persons INTEGER NOT NULL,
     PRIMARY KEY (id, division, from_colour, to_colour)) STRICT, WITHOUT ROWID;
   CREATE TABLE row_counts (id TEXT NOT NULL, name TEXT NOT NULL, persons INTEGER NOT NULL, changed INTEGER NOT NULL,
     PRIMARY KEY (id, name)) STRICT, WITHOUT ROWID`,
];
