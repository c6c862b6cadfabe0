/** The schema of a People shard, in the order in which it grew. Most tables keep the rows of one person in one range of their key. */
import { CHAIN_CHECKS } from "../chain/chain-check.ts";
import { LOOK_TABLES } from "../chain/look-chain.ts";
import { SENT_APPEALS } from "./appeal/sent-store.ts";
import { TOLD_FACTS } from "./person/told-store.ts";

export const migrations: readonly string[] = [
  `CREATE TABLE persons (person TEXT PRIMARY KEY, sealed_identity TEXT NOT NULL, masked_name TEXT NOT NULL, created_at INTEGER NOT NULL)
     STRICT, WITHOUT ROWID;
   CREATE TABLE managers (person TEXT NOT NULL, account TEXT NOT NULL, relation TEXT NOT NULL, since INTEGER NOT NULL,
     PRIMARY KEY (person, account)) STRICT, WITHOUT ROWID;
   CREATE TABLE claims (person TEXT NOT NULL, id TEXT NOT NULL, account TEXT NOT NULL, relation TEXT NOT NULL,
     masked_phone TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (person, id)) STRICT, WITHOUT ROWID;
   CREATE TABLE declarations (person TEXT NOT NULL, n INTEGER NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, category TEXT NOT NULL,
     community TEXT NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY (person, n)) STRICT, WITHOUT ROWID;
   CREATE TABLE credentials (person TEXT NOT NULL, handle TEXT NOT NULL, expires_at INTEGER NOT NULL, status_list TEXT NOT NULL,
     status_index INTEGER NOT NULL, recalled_at INTEGER, PRIMARY KEY (person, handle)) STRICT, WITHOUT ROWID;`,
  // Declarations up to this number were made under former managers; later managers do not see them.
  "ALTER TABLE persons ADD COLUMN hidden_until INTEGER NOT NULL DEFAULT 0",
  // Renamed to the word that status lists use.
  "ALTER TABLE credentials RENAME COLUMN recalled_at TO revoked_at",
  // Tracks: decision 11.
  `CREATE TABLE tracks (day INTEGER NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, community TEXT NOT NULL,
     point_name TEXT NOT NULL, colour TEXT NOT NULL, latitude REAL, longitude REAL, PRIMARY KEY (day, person, at, id)) STRICT, WITHOUT ROWID;
   CREATE TABLE removed_tracks (day TEXT PRIMARY KEY, passes INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  // Counts of declarations: decision 12.
  `CREATE TABLE declared_hours (hour INTEGER NOT NULL, community TEXT NOT NULL, declared_returning INTEGER NOT NULL DEFAULT 0,
     declared_arriving INTEGER NOT NULL DEFAULT 0, declared_staying INTEGER NOT NULL DEFAULT 0, told INTEGER NOT NULL DEFAULT 0,
     PRIMARY KEY (hour, community)) STRICT, WITHOUT ROWID;
   CREATE TABLE declared_told (one INTEGER PRIMARY KEY, untold_from INTEGER, at INTEGER NOT NULL) STRICT`,
  // Colours: decision 14. The hash covers the body of a decision. The body names the person's previous decision.
  `CREATE TABLE decisions (seq INTEGER PRIMARY KEY, body TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
   CREATE TABLE colours (person TEXT PRIMARY KEY, seq INTEGER NOT NULL, next_at INTEGER) STRICT, WITHOUT ROWID;
   CREATE INDEX colours_next ON colours (next_at) WHERE next_at IS NOT NULL;`,
  // Looks: decision 15.
  `${LOOK_TABLES};
   CREATE INDEX looks_subject ON looks (subject, seq);
   ALTER TABLE persons ADD COLUMN looks_hidden_until INTEGER NOT NULL DEFAULT 0`,
  "CREATE TABLE redeclarations (person TEXT PRIMARY KEY, at INTEGER NOT NULL, community TEXT NOT NULL, point TEXT NOT NULL) STRICT, WITHOUT ROWID",
  // Revocations on their way to status lists: decision 13.
  "CREATE TABLE revocations (seq INTEGER PRIMARY KEY, status_list TEXT NOT NULL, indexes TEXT NOT NULL) STRICT",
  // The database refuses every statement that changes or deletes a decision, also from this code.
  `CREATE TRIGGER decisions_are BEFORE UPDATE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
   CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END`,
  // Facts of a person are stored also before the first declaration of the person.
  `CREATE TABLE facts (person TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, reference TEXT NOT NULL, from_day TEXT NOT NULL,
     until_day TEXT, at INTEGER NOT NULL, PRIMARY KEY (person, kind, source, reference)) STRICT, WITHOUT ROWID`,
  // The decided colour at the time of issue of a credential; 'none' if the issuer showed no colours.
  "ALTER TABLE credentials ADD COLUMN colour TEXT NOT NULL DEFAULT 'none'",
  `CREATE TABLE check_ins (person TEXT NOT NULL, at INTEGER NOT NULL, id TEXT NOT NULL, temperature_tenths INTEGER NOT NULL,
     symptoms TEXT NOT NULL, PRIMARY KEY (person, at, id)) STRICT, WITHOUT ROWID`,
  // Appeals, and the time at which an appeal withdrew a fact: the row stays, and no longer counts.
  `CREATE TABLE appeals (person TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, region TEXT NOT NULL, kind TEXT, source TEXT,
     reference TEXT, sealed TEXT NOT NULL, answered_at INTEGER, granted INTEGER NOT NULL DEFAULT 0, sealed_answer TEXT,
     PRIMARY KEY (person, id)) STRICT, WITHOUT ROWID;
   ALTER TABLE facts ADD COLUMN withdrawn_at INTEGER`,
  // The index finds requests to declare again that nobody has answered in time, for their removal.
  "CREATE INDEX redeclarations_at ON redeclarations (at)",
  // Files of appeals: decision 26. An appeal that a former manager wrote is stored and answered, but later managers do not see it.
  `CREATE TABLE appeal_files (person TEXT NOT NULL, appeal TEXT NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, bytes INTEGER NOT NULL,
     at INTEGER NOT NULL, stored INTEGER NOT NULL DEFAULT 0, place INTEGER, PRIMARY KEY (person, appeal, id)) STRICT, WITHOUT ROWID;
   CREATE INDEX appeal_files_loose ON appeal_files (at) WHERE place IS NULL;
   ALTER TABLE appeals ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX appeals_answered ON appeals (answered_at) WHERE answered_at IS NOT NULL`,
  // Risk levels from the issuer, the persons who declared an area, and the areas whose persons are to be decided again: decision 29.
  `CREATE TABLE county_levels (division TEXT PRIMARY KEY, periods TEXT NOT NULL, next_at INTEGER) STRICT, WITHOUT ROWID;
   CREATE INDEX county_levels_next ON county_levels (next_at) WHERE next_at IS NOT NULL;
   CREATE TABLE origins (area TEXT NOT NULL, person TEXT NOT NULL, PRIMARY KEY (area, person)) STRICT, WITHOUT ROWID;
   CREATE TABLE area_turns (area TEXT PRIMARY KEY, after TEXT NOT NULL, round INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  // The times at which the rule sets change, and the last person of this shard who was decided since: decision 27.
  "CREATE TABLE rule_turns (at INTEGER PRIMARY KEY, cursor TEXT NOT NULL) STRICT",
  // Reviews, and the next time at which each is reported to a queue of administrators: decision 33.
  `CREATE TABLE reviews (person TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, risk TEXT NOT NULL, due_at INTEGER NOT NULL,
     state TEXT NOT NULL, county TEXT, next_at INTEGER, PRIMARY KEY (person, id)) STRICT, WITHOUT ROWID;
   CREATE INDEX reviews_next ON reviews (next_at) WHERE next_at IS NOT NULL`,
  // Progress of the checks of the chains of decisions and looks: decision 40.
  CHAIN_CHECKS,
  // For gates, 1 if a declaration reports signs (fever, symptoms or a contact), otherwise 0. Null in rows of earlier releases: the first gate that needs
  // it has the declaration decrypted.
  "ALTER TABLE declarations ADD COLUMN signs INTEGER",
  // The index finds claims that nobody has answered in time, for their removal: decision 45.
  "CREATE INDEX claims_at ON claims (at)",
  // Levels of proof: decision 54. Persons and logins of this time have the proof 'earlier', about which the identity authority is asked over time.
  `ALTER TABLE persons ADD COLUMN proof TEXT NOT NULL DEFAULT 'earlier';
   ALTER TABLE persons ADD COLUMN frozen_at INTEGER;
   ALTER TABLE managers ADD COLUMN masked_phone TEXT NOT NULL DEFAULT '';
   ALTER TABLE managers ADD COLUMN bond TEXT;
   ALTER TABLE managers ADD COLUMN ends_at INTEGER;
   ALTER TABLE managers ADD COLUMN ending TEXT;
   ALTER TABLE claims ADD COLUMN masked_name TEXT NOT NULL DEFAULT '';
   ALTER TABLE declarations ADD COLUMN account TEXT;
   ALTER TABLE declarations ADD COLUMN hearsay INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE check_ins ADD COLUMN account TEXT;
   ALTER TABLE check_ins ADD COLUMN hearsay INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE checks (person TEXT NOT NULL, account TEXT NOT NULL, at INTEGER, source TEXT NOT NULL DEFAULT '', reference TEXT NOT NULL DEFAULT '',
     answer TEXT, differs TEXT, next_at INTEGER, tries INTEGER NOT NULL DEFAULT 0, ends_at INTEGER, PRIMARY KEY (person, account)) STRICT, WITHOUT ROWID;
   CREATE INDEX checks_next ON checks (next_at) WHERE next_at IS NOT NULL;
   CREATE INDEX checks_end ON checks (ends_at) WHERE ends_at IS NOT NULL;
   CREATE INDEX managers_end ON managers (ends_at) WHERE ends_at IS NOT NULL;
   CREATE TABLE former_phones (person TEXT NOT NULL, account TEXT NOT NULL, by_account TEXT NOT NULL, at INTEGER NOT NULL,
     PRIMARY KEY (person, account)) STRICT, WITHOUT ROWID;
   CREATE INDEX former_phones_at ON former_phones (at);
   CREATE TABLE contradictions (person TEXT PRIMARY KEY, since INTEGER NOT NULL, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE untold (person TEXT NOT NULL, account TEXT NOT NULL, PRIMARY KEY (person, account)) STRICT, WITHOUT ROWID;
   UPDATE managers SET bond = 'earlier' WHERE relation = 'self';
   UPDATE claims SET masked_name = COALESCE((SELECT masked_name FROM persons WHERE persons.person = claims.person), '');
   INSERT INTO checks (person, account, next_at) SELECT person, account, 0 FROM managers WHERE relation = 'self';
   INSERT OR IGNORE INTO checks (person, account, next_at)
     SELECT person, '', 0 FROM managers WHERE person NOT IN (SELECT person FROM checks) GROUP BY person`,
  // A whole account rests when the authority contradicts its own person: accounts that rested with one person alone are told again.
  `ALTER TABLE untold ADD COLUMN rests INTEGER NOT NULL DEFAULT 0;
   INSERT OR IGNORE INTO untold (person, account) SELECT person, account FROM managers WHERE relation = 'self' AND ending = 'contradicted'`,
  // The list that entered or last changed a fact, and the versions that lists have replaced, so that a list can be taken back: decision 56.
  `ALTER TABLE facts ADD COLUMN list TEXT;
   ALTER TABLE facts ADD COLUMN was TEXT`,
  // Changes of phone whose former phone has no text message yet: decision 54. Earlier changes are not in it, because requests have sent theirs at once.
  `CREATE TABLE untold_phone_changes (person TEXT NOT NULL, account TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (person, account))
     STRICT, WITHOUT ROWID`,
  // Appeals that other issuers answer, and what is kept beside the entries that they told of: decision 81.
  `${TOLD_FACTS}; ${SENT_APPEALS}`,
];
