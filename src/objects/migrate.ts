/** Schema versions of an object's database: migrations are only added, each runs once, and a schema that is newer than the code stops the object. */

/**
 * Runs the migrations that have not run yet, in one transaction.
 * @param migrations SQL texts; the index of a text is the version it starts from
 */
export function migrate(storage: DurableObjectStorage, migrations: readonly string[]): void {
  storage.transactionSync(() => {
    storage.sql.exec("CREATE TABLE IF NOT EXISTS schema (version INTEGER NOT NULL) STRICT");
    const row = storage.sql.exec<{ version: number }>("SELECT version FROM schema").toArray()[0];
    const version = row?.version ?? 0;
    if (version > migrations.length) throw new Error(`schema ${version} is newer than this code's ${migrations.length}`);
    if (version === migrations.length) return;
    for (const text of migrations.slice(version)) storage.sql.exec(text);
    storage.sql.exec(
      row === undefined ? "INSERT INTO schema (version) VALUES (?)" : "UPDATE schema SET version = ?",
      migrations.length,
    );
  });
}
