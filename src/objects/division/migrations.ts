/** The schema of a Division, in the order in which it grew. */
import { CHAIN_CHECKS } from "../chain/chain-check.ts";
import { LOOK_TABLES, MISS_INDEX } from "../chain/look-chain.ts";
import { APPOINTMENT_VERSIONS } from "./appointment-chain.ts";
import { CASE_TABLE } from "./cases.ts";
import { PROPOSED_APPOINTMENTS } from "./proposed-appointments.ts";
import { VERIFICATION_HOURS } from "./verification-store.ts";
import { WAITING_BELOW } from "./waiting-below.ts";

export const migrations: readonly string[] = [
  `CREATE TABLE administrators (account TEXT PRIMARY KEY, id TEXT NOT NULL, sealed_phone TEXT NOT NULL, masked_name TEXT NOT NULL,
     since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE appointments (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, act TEXT NOT NULL, account TEXT NOT NULL,
     masked_name TEXT NOT NULL, office TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, hash TEXT NOT NULL) STRICT;`,
  "CREATE TABLE applications (id TEXT PRIMARY KEY, at INTEGER NOT NULL, sealed TEXT NOT NULL, why TEXT NOT NULL) STRICT, WITHOUT ROWID",
  // Counts: decision 12. A source is the code of a division one level below, the division's own code (its gates), or the name of a shard of persons.
  `CREATE TABLE count_hours (hour INTEGER NOT NULL, source TEXT NOT NULL, passes INTEGER NOT NULL, declared_returning INTEGER NOT NULL,
     declared_arriving INTEGER NOT NULL, declared_staying INTEGER NOT NULL, PRIMARY KEY (hour, source)) STRICT, WITHOUT ROWID;
   CREATE TABLE count_days (day INTEGER NOT NULL, child TEXT NOT NULL, passes INTEGER NOT NULL, persons INTEGER,
     declared_returning INTEGER NOT NULL, declared_arriving INTEGER NOT NULL, declared_staying INTEGER NOT NULL,
     PRIMARY KEY (day, child)) STRICT, WITHOUT ROWID;
   CREATE TABLE count_persons (day INTEGER PRIMARY KEY, persons INTEGER NOT NULL) STRICT;
   CREATE TABLE count_sketches (day INTEGER NOT NULL, child TEXT NOT NULL, sketch BLOB NOT NULL, PRIMARY KEY (day, child)) STRICT, WITHOUT ROWID;
   CREATE TABLE counts_told (one INTEGER PRIMARY KEY, unsent_from INTEGER, at INTEGER NOT NULL) STRICT;`,
  // Looks in the name of this division or of a division below it: decision 15.
  LOOK_TABLES,
  `ALTER TABLE applications ADD COLUMN refused_at INTEGER;
   CREATE INDEX applications_refused ON applications (refused_at) WHERE refused_at IS NOT NULL;`,
  `CREATE TABLE added_divisions (code TEXT PRIMARY KEY, name TEXT NOT NULL, aliases TEXT NOT NULL, valid_from TEXT,
     published INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  "ALTER TABLE administrators ADD COLUMN person TEXT",
  // Appointments become append-only, and their hash covers all columns: decision 40.
  `${APPOINTMENT_VERSIONS};
   ${CHAIN_CHECKS}`,
  CASE_TABLE,
  // Who has appointed an administrator alone; null: two did, or it is not known. Decision 55.
  "ALTER TABLE administrators ADD COLUMN alone_by TEXT",
  PROPOSED_APPOINTMENTS,
  WAITING_BELOW,
  // Look-ups that found nobody are counted per office: decision 59.
  MISS_INDEX,
  // Counts of the codes that were checked at the issuer's hosts.
  VERIFICATION_HOURS,
];
