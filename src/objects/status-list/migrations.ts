/** The schema of a StatusList, in the order in which it grew. */
export const migrations: readonly string[] = [
  "CREATE TABLE next (only INTEGER PRIMARY KEY CHECK (only = 1), free INTEGER NOT NULL) STRICT",
  // Bits in pages, so that consecutive indexes of one person's credentials are in one row.
  `ALTER TABLE next RENAME TO list;
   ALTER TABLE list RENAME COLUMN free TO given;
   ALTER TABLE list ADD COLUMN changed INTEGER NOT NULL DEFAULT 1;
   ALTER TABLE list ADD COLUMN published_at INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE pages (page INTEGER PRIMARY KEY, bits BLOB NOT NULL) STRICT`,
  // The latest turn of the community's colours, and the index below which all were allotted before it. Older lists have no turn yet.
  `ALTER TABLE list ADD COLUMN turned_at INTEGER;
   ALTER TABLE list ADD COLUMN revoked_below INTEGER NOT NULL DEFAULT 0`,
];
