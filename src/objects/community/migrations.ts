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
  // The Division objects store administrators now.
  "DROP TABLE administrators",
  // The history: decision 9 explains each index. Earlier versions deleted the rows of removed collectors: their passes get a substitute row with an id.
  `ALTER TABLE collectors ADD COLUMN removed_at INTEGER;
   INSERT INTO collectors (person, id, account, sealed_phone, masked_phone, masked_name, added_at, removed_at)
     SELECT collector, 'former-' || lower(hex(randomblob(9))), '', '', '***********', '***', MIN(at), MAX(at) FROM passes
     WHERE collector NOT IN (SELECT person FROM collectors) GROUP BY collector;
   CREATE INDEX passes_at ON passes (at);
   CREATE INDEX passes_point ON passes (point, at);
   CREATE INDEX passes_collector ON passes (collector, at);
   CREATE INDEX passes_rare ON passes (colour, at) WHERE colour IN ('yellow', 'red', 'orange');
   CREATE TABLE removed_passes (day TEXT PRIMARY KEY, passes INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE exports (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, office TEXT NOT NULL, actor TEXT NOT NULL, purpose TEXT NOT NULL,
     filter TEXT NOT NULL) STRICT;
   CREATE TABLE export_ends (export INTEGER PRIMARY KEY, at INTEGER NOT NULL, passes INTEGER NOT NULL, whole INTEGER NOT NULL) STRICT;
   CREATE TRIGGER exports_stay BEFORE DELETE ON exports BEGIN SELECT RAISE(ABORT, 'exports are append-only'); END;
   CREATE TRIGGER exports_are BEFORE UPDATE ON exports BEGIN SELECT RAISE(ABORT, 'exports are append-only'); END;
   CREATE TRIGGER export_ends_stay BEFORE DELETE ON export_ends BEGIN SELECT RAISE(ABORT, 'exports are append-only'); END;
   CREATE TRIGGER export_ends_are BEFORE UPDATE ON export_ends BEGIN SELECT RAISE(ABORT, 'exports are append-only'); END`,
  "ALTER TABLE exports ADD COLUMN format TEXT NOT NULL DEFAULT 'csv'",
  // The outbox: decision 11. Passes from before tracks existed are not delivered.
  `ALTER TABLE passes ADD COLUMN shard INTEGER;
   ALTER TABLE removed_passes ADD COLUMN undelivered INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE outbox (cursor INTEGER NOT NULL) STRICT;
   INSERT INTO outbox (cursor) SELECT COALESCE(MAX(seq), 0) FROM passes;
   CREATE TABLE late_shards (shard INTEGER PRIMARY KEY, cursor INTEGER NOT NULL, attempts INTEGER NOT NULL, retry_at INTEGER NOT NULL) STRICT`,
  // Counts of passes: decision 12.
  `CREATE TABLE pass_hours (hour INTEGER NOT NULL, point TEXT NOT NULL, passes INTEGER NOT NULL, stopped INTEGER NOT NULL,
     PRIMARY KEY (hour, point)) STRICT, WITHOUT ROWID;
   CREATE TABLE pass_days (day INTEGER PRIMARY KEY, sketch BLOB NOT NULL) STRICT;
   CREATE TABLE counted (one INTEGER PRIMARY KEY, seq INTEGER NOT NULL, unsent_from INTEGER, at INTEGER NOT NULL) STRICT`,
  // The index for the passes of one person in this community: decision 15.
  "CREATE INDEX passes_person ON passes (person, at)",
  // The marks of a pass, a bit set: domain/community/marks.ts.
  "ALTER TABLE passes ADD COLUMN marks INTEGER NOT NULL DEFAULT 0",
  // A code counts once: the time of the proof (null in rows of earlier releases), and the other use of a code that was used twice. A pass here was the later use, or the earlier one.
  `ALTER TABLE passes ADD COLUMN proof_at INTEGER;
   CREATE TABLE second_uses (pass TEXT NOT NULL, other TEXT NOT NULL, at INTEGER NOT NULL, is_later INTEGER NOT NULL, other_at INTEGER NOT NULL,
     other_point TEXT NOT NULL, other_community TEXT NOT NULL, PRIMARY KEY (pass, other)) STRICT, WITHOUT ROWID;
   CREATE INDEX second_uses_at ON second_uses (at)`,
  // The code of another issuer as it was scanned, in base64url: its home opens the handle, and the phone's proof shows that the visit was real.
  "ALTER TABLE passes ADD COLUMN proof TEXT",
  // A late destination is a shard (a number) or the home of a code of another issuer (its code, a text). Passes of such codes that earlier releases kept are late from the beginning. The index counts what waits for a home that is down for weeks, without the rows in between.
  `CREATE TABLE late_destinations (destination ANY PRIMARY KEY, cursor INTEGER NOT NULL, attempts INTEGER NOT NULL, retry_at INTEGER NOT NULL) STRICT;
   INSERT INTO late_destinations SELECT shard, cursor, attempts, retry_at FROM late_shards;
   INSERT INTO late_destinations SELECT issuer, MIN(seq) - 1, 0, 0 FROM passes WHERE proof IS NOT NULL GROUP BY issuer;
   DROP TABLE late_shards;
   CREATE INDEX passes_waiting ON passes (issuer, seq) WHERE proof IS NOT NULL`,
  // What the policy of the place said of a pass, and the id of the policy.
  `ALTER TABLE passes ADD COLUMN answer TEXT;
   ALTER TABLE passes ADD COLUMN policy TEXT`,
  // The colour of a code of another issuer by the table of this one, where it is another.
  "ALTER TABLE passes ADD COLUMN local_colour TEXT",
];
