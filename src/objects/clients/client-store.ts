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

  add({ id, lastUsedAt: _, ...body }: Client, secretHash: string): void {
    const values = [id, secretHash, body.made.at, JSON.stringify(body satisfies Body)] as const;
    this.#sql.exec("INSERT INTO clients (id, secret_hash, made_at, body) VALUES (?, ?, ?, ?)", ...values);
  }

  put({ id, lastUsedAt: _, ...body }: Client): void {
    this.#sql.exec("UPDATE clients SET body = ? WHERE id = ?", JSON.stringify(body satisfies Body), id);
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
