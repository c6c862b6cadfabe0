/** Clients of one issuer, with hashes of their secrets (empty for a client without one), and their looks of a day: every statement that touches the tables. */
import type { Client } from "../../domain/client/client.ts";
import { columns, query, readNumber, readRows } from "../sql.ts";

export interface ClientRow {
  readonly client: Client;
  readonly secretHash: string;
}

type Body = Omit<Client, "id" | "lastUsedAt">;

/** What the rows of earlier releases lack. */
const WITHOUT_KEYS = { verbs: [], keys: [] } satisfies Pick<Body, "verbs" | "keys">;

interface StoredClient {
  readonly id: string;
  readonly secretHash: string;
  readonly body: string;
  readonly lastUsedAt: number | null;
}

const CLIENT = columns<StoredClient>({ id: "id", secretHash: "secret_hash", body: "body", lastUsedAt: "last_used_at" });

export class ClientStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** At most `limit` clients, newest first. */
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

  /** Counts a look of the client on this day. @returns the number of its looks on it */
  countLook(id: string, day: string): number {
    const same = "looks = CASE WHEN day = excluded.day THEN looks + 1 ELSE 1 END, day = excluded.day";
    const counted = `INSERT INTO looks_of_day (id, day, looks) VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET ${same} RETURNING looks`;
    return readNumber(this.#sql, counted, id, day) ?? 0;
  }

  #rows(where: string, binding: SqlStorageValue): readonly ClientRow[] {
    return readRows(this.#sql, query`SELECT ${CLIENT} FROM clients ${where}`, binding).map(
      ({ id, secretHash, body, lastUsedAt }) => ({
        client: { ...WITHOUT_KEYS, ...(JSON.parse(body) as Body), id, lastUsedAt },
        secretHash,
      }),
    );
  }
}

function bodyOf({ name, scope, rights, verbs, keys, made, approved, revoked }: Client): string {
  return JSON.stringify({ name, scope, rights, verbs, keys, made, approved, revoked } satisfies Body);
}
