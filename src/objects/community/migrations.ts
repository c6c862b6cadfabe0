/** The schema of a Community, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE administrators (account TEXT PRIMARY KEY, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE points (id TEXT PRIMARY KEY, name TEXT NOT NULL, address TEXT NOT NULL, latitude REAL, longitude REAL, accuracy_metres REAL,
     added_at INTEGER NOT NULL, removed_at INTEGER) STRICT, WITHOUT ROWID;
   CREATE TABLE collectors (person TEXT PRIMARY KEY, id TEXT NOT NULL, account TEXT NOT NULL, sealed_phone TEXT NOT NULL,
     masked_phone TEXT NOT NULL, masked_name TEXT NOT NULL, added_at INTEGER NOT NULL, post TEXT) STRICT, WITHOUT ROWID;
   CREATE TABLE passes (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, collector TEXT NOT NULL, point TEXT NOT NULL,
     person TEXT NOT NULL, issuer TEXT NOT NULL, handle TEXT NOT NULL, kind TEXT NOT NULL, colour TEXT NOT NULL, masked_name TEXT NOT NULL,
     declared_at INTEGER) STRICT;`,
  // Who is in charge is the divisions' to say.
  "DROP TABLE administrators",
];
