/** The hash formulas of the four chains as decision 40 describes them, independent of the program's code; and queries on the tables of an object. */
import { runInDurableObject } from "cloudflare:test";

type Row = Readonly<Record<string, string | number | null>>;
type Text = string | number | null | undefined;

export async function sha256(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const zeros = "0000000000000000000000000000000000000000000000000000000000000000";
const json = (...values: readonly Text[]) => JSON.stringify(values);

/** For each chain's table, the hash of a row from its values and the previous row's hash; `before` is null if no row has ever preceded this one. */
const FORMULAS: Readonly<Record<string, (row: Row, before: string | null) => Promise<string>>> = {
  decisions: ({ body }, before) => sha256(`${before ?? zeros}\n${body}`),
  officer_acts: ({ body }, before) => sha256(`${before ?? zeros}\n${body}`),
  looks: (row, before) =>
    sha256(
      `${before ?? ""}\n${json(row["at"], row["office"], row["subject"], row["kind"], row["text"], row["extent"], row["detail"])}`,
    ),
  appointments: (row, before) => {
    const { at, act, account, office, actor, reason } = row;
    if (row["version"] === 1) return sha256(json(before ?? "", at, act, account, office, actor, reason));
    return sha256(`${before ?? zeros}\n${json(at, act, account, row["masked_name"], office, actor, reason, row["version"])}`);
  },
};

/** The numbers of a chain's rows, from the first on, up to the first row with a wrong hash or a gap. */
export async function following(object: DurableObjectStub, table: string): Promise<readonly number[]> {
  const rows = await read(object, `SELECT * FROM ${table} ORDER BY seq`);
  const left = table === "looks" ? (await read(object, "SELECT hash FROM looks_left"))[0]?.["hash"] : null;
  const good: number[] = [];
  let before = typeof left === "string" ? left : null;
  for (const row of rows) {
    before = (await FORMULAS[table]?.(row, before)) ?? "";
    if (row["hash"] !== before || row["seq"] !== (rows[0]?.["seq"] as number) + good.length) break;
    good.push(row["seq"]);
  }
  return good;
}

export function read(object: DurableObjectStub, ...statements: readonly string[]): Promise<readonly Row[]> {
  return runInDurableObject(object, (_, { storage }) =>
    statements.flatMap((statement) => storage.sql.exec<Record<string, string | number | null>>(statement).toArray()),
  );
}

/** Runs a statement on a chain as an intruder with access to the disk could, after the removal of the triggers that forbid changes. */
export function forge(object: DurableObjectStub, table: string, statement: string): Promise<readonly Row[]> {
  return read(object, `DROP TRIGGER IF EXISTS ${table}_are`, `DROP TRIGGER IF EXISTS ${table}_stay`, statement);
}
