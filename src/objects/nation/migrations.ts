/** The tables of the nation. */
import { PUBLICATIONS } from "../duty/publication.ts";
import { ENDED, HOSTED } from "./hosting.ts";
import { ORDERS, READMITTED } from "./suspensions.ts";

/** The schema, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE registers (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
   CREATE TABLE candidates (hash TEXT PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE TABLE statements (code TEXT PRIMARY KEY, hash TEXT NOT NULL, text TEXT, signed TEXT NOT NULL, changed INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX statements_changed ON statements (changed);
   CREATE TABLE suspensions (code TEXT NOT NULL, at INTEGER NOT NULL, reason TEXT NOT NULL, signed_order TEXT NOT NULL, PRIMARY KEY (code, at)) STRICT, WITHOUT ROWID;
   CREATE TABLE states (seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, text TEXT NOT NULL) STRICT`,
  // The last statement of each member that its identity key has signed and that was left out.
  "CREATE TABLE left_out (code TEXT PRIMARY KEY, at INTEGER NOT NULL, reason TEXT NOT NULL) STRICT, WITHOUT ROWID",
  // What became of the last letter to each member.
  "CREATE TABLE letters (code TEXT PRIMARY KEY, at INTEGER NOT NULL, fault TEXT, detail TEXT, clock_ms INTEGER) STRICT, WITHOUT ROWID",
  HOSTED,
  PUBLICATIONS,
  ENDED,
  READMITTED,
  ORDERS,
  // When a statement was taken, by the member and the register that first listed the identity key.
  `CREATE TABLE taken_statements (code TEXT NOT NULL, since INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
   CREATE INDEX taken_statements_at ON taken_statements (code, since, at)`,
];
