/** The schema of a FactImport, in the order in which it grew. */
export const migrations: readonly string[] = [
  `CREATE TABLE import (only INTEGER PRIMARY KEY CHECK (only = 1), format TEXT NOT NULL, actor TEXT NOT NULL, shards INTEGER NOT NULL, attempt INTEGER NOT NULL, begun_at INTEGER NOT NULL,
     pieces INTEGER, finished_at INTEGER, heading TEXT, lines INTEGER NOT NULL DEFAULT 0, entered INTEGER NOT NULL DEFAULT 0,
     known INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0) STRICT;
   CREATE TABLE pieces (n INTEGER PRIMARY KEY, sealed TEXT NOT NULL) STRICT;
   CREATE TABLE errors (line INTEGER PRIMARY KEY, code TEXT NOT NULL, field TEXT) STRICT`,
  // The division whose lists the sender may enter; empty: every division.
  "ALTER TABLE import ADD COLUMN scope TEXT NOT NULL DEFAULT ''",
  // Files of officers are read, and wait for a second officer: decision 56. A file that an earlier release has taken is entered to its end; a login's file
  // that has not arrived whole is sent again. The sender of such a file has no name here.
  `DELETE FROM pieces WHERE EXISTS (SELECT 1 FROM import WHERE pieces IS NULL AND actor NOT LIKE 'client/%');
   DELETE FROM import WHERE pieces IS NULL AND actor NOT LIKE 'client/%';
   ALTER TABLE import ADD COLUMN phase TEXT NOT NULL DEFAULT 'enter';
   ALTER TABLE import ADD COLUMN phase_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE import ADD COLUMN file_name TEXT NOT NULL DEFAULT '';
   ALTER TABLE import ADD COLUMN sender TEXT NOT NULL DEFAULT '';
   ALTER TABLE import ADD COLUMN list TEXT NOT NULL DEFAULT '';
   ALTER TABLE import ADD COLUMN cursor INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE import ADD COLUMN part TEXT NOT NULL DEFAULT '';
   ALTER TABLE import ADD COLUMN taken_back INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE import ADD COLUMN untold INTEGER NOT NULL DEFAULT 0;
   UPDATE import SET sender = json_object('id', actor, 'name', '', 'scope', scope, 'officer', NULL);
   CREATE TABLE line_counts (sort TEXT NOT NULL, name TEXT NOT NULL, lines INTEGER NOT NULL, PRIMARY KEY (sort, name)) STRICT, WITHOUT ROWID;
   CREATE TABLE refused_lines (n INTEGER PRIMARY KEY, sealed TEXT NOT NULL) STRICT;
   CREATE TABLE staged (shard INTEGER NOT NULL, n INTEGER NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY (shard, n)) STRICT, WITHOUT ROWID;
   CREATE TABLE first_persons (n INTEGER PRIMARY KEY, person TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
   CREATE TABLE moves (division TEXT NOT NULL, from_colour TEXT NOT NULL, to_colour TEXT NOT NULL, persons INTEGER NOT NULL,
     PRIMARY KEY (division, from_colour, to_colour)) STRICT, WITHOUT ROWID`,
];
