/** The schema of an Issuer, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE signing_keys (number INTEGER PRIMARY KEY, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL,
     public_jwk TEXT NOT NULL, sealed_private_jwk TEXT NOT NULL) STRICT;`,
  "CREATE TABLE used_requests (id TEXT PRIMARY KEY, forget_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
];
