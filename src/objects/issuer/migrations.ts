/** The schema of an Issuer, in the order in which it grew. */
import { CHAIN_CHECKS } from "../chain/chain-check.ts";
import { AREA_LETTERS } from "./area-letters.ts";
import { COLOUR_TABLE } from "./colour-table-store.ts";
import { COUNT_ORDERS } from "./counts.ts";
import { SET_UP_APPOINTMENTS } from "./first-appointments.ts";
import { NOTICES, NOTICES_OF_SEVERAL } from "./notices.ts";
import { PEERS } from "./peers.ts";
import { SEAL_KEYS } from "./seal-key.ts";
import { IDENTITY_KEYS, LISTED_KEYS } from "./identity-key.ts";
import { KINDS_OF_KEYS, PAST_KEYS } from "./key-store.ts";
import { TOLD_AREAS } from "./told-areas.ts";
import { STATEMENTS } from "./statements.ts";

export const migrations: readonly string[] = [
  `CREATE TABLE signing_keys (number INTEGER PRIMARY KEY, not_before INTEGER NOT NULL, not_after INTEGER NOT NULL,
     public_jwk TEXT NOT NULL, sealed_private_jwk TEXT NOT NULL) STRICT;`,
  "CREATE TABLE used_requests (id TEXT PRIMARY KEY, forget_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
  // The acts of officers (decision 23). The database refuses every statement that changes or deletes one, also from this code.
  `CREATE TABLE officer_acts (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
   CREATE TRIGGER officer_acts_are BEFORE UPDATE ON officer_acts BEGIN SELECT RAISE(ABORT, 'acts of officers are append-only'); END;
   CREATE TRIGGER officer_acts_stay BEFORE DELETE ON officer_acts BEGIN SELECT RAISE(ABORT, 'acts of officers are append-only'); END;
   CREATE TABLE proposals (id TEXT PRIMARY KEY, at INTEGER NOT NULL, decided INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX proposals_decided ON proposals (decided, at);
   CREATE TABLE colour_setting (one INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT;
   CREATE TABLE manual_changes (month TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, changes INTEGER NOT NULL,
     PRIMARY KEY (month, kind, reason)) STRICT, WITHOUT ROWID`,
  // Documents of proposed rule sets, keyed by proposal: decision 27.
  `CREATE TABLE rule_sets (proposal TEXT PRIMARY KEY, approved_at INTEGER, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX rule_sets_approved ON rule_sets (approved_at) WHERE approved_at IS NOT NULL`,
  // Risk levels of counties, and the news that shards of persons have not received yet: decision 29.
  `CREATE TABLE areas (division TEXT NOT NULL, source TEXT NOT NULL, reference TEXT NOT NULL, level TEXT NOT NULL, from_day TEXT NOT NULL,
     until_day TEXT, at INTEGER NOT NULL, PRIMARY KEY (division, source, reference)) STRICT, WITHOUT ROWID;
   CREATE TABLE shard_news (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, shards INTEGER NOT NULL, next INTEGER NOT NULL, at INTEGER NOT NULL) STRICT`,
  // The issuer whose shards receive the news, because new rule sets concern other issuers too. Empty: this issuer.
  "ALTER TABLE shard_news ADD COLUMN issuer TEXT NOT NULL DEFAULT ''",
  // News of one topic keep their order and do not delay other topics.
  `ALTER TABLE shard_news ADD COLUMN topic TEXT NOT NULL DEFAULT 'areas';
   ALTER TABLE shard_news ADD COLUMN retry_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE shard_news ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0`,
  // The topics whose newest value is not in KV yet. An earlier release noted this in memory only, so that all values are published once more.
  `CREATE TABLE publications (topic TEXT PRIMARY KEY, changes INTEGER NOT NULL, published INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   INSERT INTO publications SELECT 'jwks', 1, 0 WHERE EXISTS (SELECT 1 FROM signing_keys);
   INSERT INTO publications SELECT 'setting', 1, 0 WHERE EXISTS (SELECT 1 FROM colour_setting);
   INSERT INTO publications SELECT 'rule_sets', 1, 0 WHERE EXISTS (SELECT 1 FROM rule_sets);
   INSERT INTO publications SELECT 'areas', 1, 0 WHERE EXISTS (SELECT 1 FROM areas)`,
  // Progress of the checks of the chain of officers' acts: decision 40.
  CHAIN_CHECKS,
  // The counts of manual changes are published too; those of an earlier release once.
  "INSERT INTO publications SELECT 'manual_changes', 1, 0 WHERE EXISTS (SELECT 1 FROM manual_changes)",
  // Files of lists as proposals, and the counts of acts by source, which `manual_changes` cannot have in its key: decision 56.
  `CREATE TABLE lists (id TEXT PRIMARY KEY, at INTEGER NOT NULL, list TEXT NOT NULL, file TEXT NOT NULL, body TEXT NOT NULL, result TEXT,
     withdrawal TEXT, taken_back TEXT) STRICT, WITHOUT ROWID;
   CREATE INDEX lists_at ON lists (at, id);
   CREATE INDEX lists_file ON lists (list, file);
   CREATE TABLE list_orders (seq INTEGER PRIMARY KEY, list TEXT NOT NULL, file TEXT NOT NULL, act TEXT NOT NULL, id TEXT NOT NULL, attempt INTEGER NOT NULL) STRICT;
   CREATE TABLE openings (proposal TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (proposal, person)) STRICT, WITHOUT ROWID;
   ALTER TABLE areas ADD COLUMN list TEXT;
   ALTER TABLE areas ADD COLUMN was TEXT;
   CREATE TABLE act_counts (month TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, changes INTEGER NOT NULL,
     entries INTEGER NOT NULL, PRIMARY KEY (month, kind, reason, source)) STRICT, WITHOUT ROWID;
   INSERT INTO act_counts SELECT month, kind, reason, '', changes, changes FROM manual_changes`,
  SET_UP_APPOINTMENTS,
  COUNT_ORDERS,
  // The key by which the issuer signs its statement, and the last statement: docs/trust.md §3.
  `${IDENTITY_KEYS}; ${STATEMENTS}`,
  LISTED_KEYS,
  // The key to which others seal; the statement of an earlier release does not name it.
  `${SEAL_KEYS}; UPDATE statements SET at = 0`,
  NOTICES,
  // Late letters are checked with keys that are published no longer: docs/trust.md §10.
  PAST_KEYS,
  // Who has told of persons of this issuer.
  PEERS,
  NOTICES_OF_SEVERAL,
  COLOUR_TABLE,
  // The nation has keys for converted codes beside the others.
  KINDS_OF_KEYS,
  // Levels of counties between issuers.
  `${TOLD_AREAS}; ${AREA_LETTERS}`,
];
