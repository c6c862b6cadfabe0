/** The schema of an Accounts shard, in the order in which it grew. */
import { PASSKEY_TABLES } from "./passkey-store.ts";

export const migrations: readonly string[] = [
  `CREATE TABLE accounts (account TEXT PRIMARY KEY, sealed_phone TEXT NOT NULL, masked_phone TEXT NOT NULL, created_at INTEGER NOT NULL)
     STRICT, WITHOUT ROWID;
   CREATE TABLE one_time_passwords (account TEXT PRIMARY KEY, hash TEXT NOT NULL, sent_at INTEGER NOT NULL, attempts INTEGER NOT NULL)
     STRICT, WITHOUT ROWID;
   CREATE TABLE hour_counts (subject TEXT PRIMARY KEY, since INTEGER NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE sessions (hash TEXT PRIMARY KEY, account TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE people (account TEXT NOT NULL, id TEXT NOT NULL, person TEXT NOT NULL, relation TEXT NOT NULL, confirmed INTEGER NOT NULL,
     added_at INTEGER NOT NULL, PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
   CREATE TABLE grants (account TEXT NOT NULL, division TEXT NOT NULL, role TEXT NOT NULL, name TEXT NOT NULL,
     PRIMARY KEY (account, division, role)) STRICT, WITHOUT ROWID;`,
  // A password belongs to the browser that requested it. One that the previous release has sent has the empty id: its browser has no challenge.
  `CREATE TABLE challenges (account TEXT NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL, sent_at INTEGER NOT NULL, attempts INTEGER NOT NULL,
     known INTEGER NOT NULL, PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
   INSERT INTO challenges (account, id, hash, sent_at, attempts, known) SELECT account, '', hash, sent_at, attempts, 0 FROM one_time_passwords;
   DROP TABLE one_time_passwords;`,
  // Levels of proof: decision 54. An account of this time has the proof of its time.
  "ALTER TABLE people ADD COLUMN proof TEXT NOT NULL DEFAULT 'earlier'",
  // A session names the identity provider where its login happened; earlier ones began with a one-time password.
  "ALTER TABLE sessions ADD COLUMN provider TEXT;",
  // The persons whom an account has managed: its owner decides nothing about them as an officer.
  `CREATE TABLE former_people (account TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (account, person)) STRICT, WITHOUT ROWID;
   CREATE INDEX former_people_at ON former_people (at)`,
  // Sessions are listed and ended one by one: decision 58. A session of this time began with its 30 days, and its offices are open like those of a new one.
  `ALTER TABLE sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
   ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
   ALTER TABLE sessions ADD COLUMN begun_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE sessions ADD COLUMN used_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE sessions ADD COLUMN office_until INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE sessions ADD COLUMN office_ends INTEGER NOT NULL DEFAULT 0;
   UPDATE sessions SET id = lower(hex(randomblob(16))), begun_at = expires_at - 2592000000, used_at = expires_at - 2592000000,
     office_until = unixepoch() * 1000 + 1800000, office_ends = unixepoch() * 1000 + 43200000;
   CREATE INDEX sessions_account ON sessions (account);`,
  // An account rests when the authority contradicts its own person (`rests`), and its other persons with it (`rests_with`): decision 54.
  `ALTER TABLE people ADD COLUMN rests_with TEXT;
   CREATE TABLE rests (account TEXT NOT NULL, own TEXT NOT NULL, PRIMARY KEY (account, own)) STRICT, WITHOUT ROWID;
   CREATE TABLE untold_rests (person TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (person, account)) STRICT, WITHOUT ROWID`,
  // The boards that a session watches, so that they close with it.
  "CREATE TABLE watches (hash TEXT NOT NULL, division TEXT NOT NULL, PRIMARY KEY (hash, division)) STRICT, WITHOUT ROWID;",
  // Passkeys of administrators and officers: decision 58.
  PASSKEY_TABLES,
];
