/** Clients of one issuer, with hashes of their secrets: every statement that touches the table. */
import type { Client } from "../../domain/client/client.ts";

export interface ClientRow {
  readonly client: Client;
  readonly secretHash: string;
}

type Body = Omit<Client, "id" | "lastUsedAt">;

const COLUMNS = "id, secret_hash AS secretHash, body, last_used_at AS lastUsedAt";

export class ClientStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Those that were made last first. */
  all(limit: number): readonly ClientRow[] {
    return this.#rows("ORDER BY made_at DESC LIMIT ?", limit);
  }

  one(id: string): ClientRow | null {
    return this.#rows("WHERE id = ?", id)[0] ?? null;
  }

  add(client: Client, secretHash: string): void {
    const values = [client.id, secretHash, client.made.at, bodyOf(client)] as const;
    this.#sql.exec("INSERT INTO clients (id, secret_hash, made_at, body) VALUES (?, ?, ?, ?)", ...values);
  }

  put(client: Client): void {
    this.#sql.exec("UPDATE clients SET body = ? WHERE id = ?", bodyOf(client), client.id);
  }

  used(id: string, at: number): void {
    this.#sql.exec("UPDATE clients SET last_used_at = ? WHERE id = ?", at, id);
  }

  #rows(where: string, binding: SqlStorageValue): readonly ClientRow[] {
    return this.#sql
      .exec<{ id: string; secretHash: string; body: string; lastUsedAt: number | null }>(
        `SELECT ${COLUMNS} FROM clients ${where}`,
        binding,
      )
      .toArray()
      .map(({ id, secretHash, body, lastUsedAt }) => ({ client: { ...(JSON.parse(body) as Body), id, lastUsedAt }, secretHash }));
  }
}

function bodyOf({ name, scope, rights, made, approved, revoked }: Client): string {
  return JSON.stringify({ name, scope, rights, made, approved, revoked } satisfies Body);
}
