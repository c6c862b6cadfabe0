import { expect, test } from "vitest";
import { DAY_MS } from "../../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import type { BelievedIssuer } from "../../../../src/token/federation/believed.ts";
import { believedShards, believedText, issuersIn, shardNameOf } from "../../../../src/token/federation/believed-text.ts";
import { readTrust, type TrustedIssuer } from "../../../../src/token/status/trust.ts";
import { AT_SECONDS, FILES_AT, signers } from "../../../support/federation.ts";

async function aRow(code: string, changes: Partial<BelievedIssuer> = {}): Promise<BelievedIssuer> {
  const [key] = await signers(`${code}.7`);
  const jwks = { keys: [{ ...key?.jwk, kid: `${code}.7`, nbf: AT_SECONDS, exp: AT_SECONDS + 100 }] };
  const maxLifetimeMinutes = { live: 1440, paper: 63_360 };
  const membership = { from: FILES_AT, until: null, statedUntil: FILES_AT + DAY_MS, isSuspended: false, maxLifetimeMinutes };
  const name = { zh: `地区\u2028𠮷"${code}`, en: `Region\n${code}` };
  return { code: code as IssuerCode, name, origin: `https://code.r${code}.gov.cn`, mode: "A", membership, jwks, ...changes };
}

const rows = [await aRow("36"), await aRow("4201"), await aRow("0")];

const partsOf = ({ code, name, origin, membership, keys }: TrustedIssuer) => ({
  code,
  name,
  origin,
  membership,
  numbers: [...keys.keys()],
});
const all = (issuers: ReadonlyMap<IssuerCode, TrustedIssuer>) => [...issuers].map(([code, one]) => [code, partsOf(one)]);
const keyIn = (issuers: ReadonlyMap<IssuerCode, TrustedIssuer>, code: string) =>
  issuers
    .get(code as IssuerCode)
    ?.keys.get(7)
    ?.publicKey();

test("a text gives every issuer as its row says, and is ASCII", () => {
  const text = believedText(rows);
  expect(all(issuersIn(text))).toEqual(all(readTrust(rows).issuers));
  expect(text).toMatch(/^[\n\u0020-\u007e]+$/);
  expect(JSON.parse(text)).toEqual(rows);
  expect(all(issuersIn(believedText([])))).toEqual([]);
});

test("a text of an earlier release, which has all rows in one line, gives the same", () => {
  expect(all(issuersIn(JSON.stringify(rows)))).toEqual(all(readTrust(rows).issuers));
  expect(all(issuersIn("[]"))).toEqual([]);
});

test("an issuer whose row is the same keeps its imported key in the next text, and one whose row has changed gets another", async () => {
  const before = issuersIn(believedText(rows));
  const keys = [await keyIn(before, "36"), await keyIn(before, "4201")];
  const after = issuersIn(believedText([...rows.slice(1), await aRow("36")]), before);
  expect(await keyIn(after, "4201")).toBe(keys[1]);
  expect(await keyIn(after, "36")).not.toBe(keys[0]);
});

test("a broken row touches no other issuer until it is met", () => {
  const text = believedText(rows).replace('"code":"36",', '"code":"36",,');
  const issuers = issuersIn(text);
  expect(issuers.get("4201" as IssuerCode)?.origin).toBe("https://code.r4201.gov.cn");
  expect(() => issuers.get("36" as IssuerCode)?.origin).toThrow(SyntaxError);
});

test("every member stands in the shard that its code names, by whatever order of rows, and a shard without members has no name", async () => {
  const many = [...rows, await aRow("4232")];
  const shards = await believedShards(many);
  const names = shards.map((shard) => shard?.name ?? null);
  for (const { code } of many) {
    const name = shardNameOf(names, code);
    const shard = shards.find((one) => one?.name === name);
    expect(issuersIn(shard?.rows ?? "[]").get(code)?.origin).toBe(`https://code.r${code}.gov.cn`);
  }
  expect([names.length, names.filter((name) => name !== null).length]).toEqual([32, 4]);
  expect(shardNameOf(names, "11" as IssuerCode)).toBeNull();
  expect(await believedShards(many.toReversed())).toEqual(shards);
  expect(shardNameOf(["all"], "4201" as IssuerCode)).toBe("all");
  expect((await believedShards([])).every((shard) => shard === null)).toBe(true);
});

test("a change of a member gives its shard another name, and no other shard", async () => {
  const [before, after] = [await believedShards(rows), await believedShards([...rows.slice(1), await aRow("36", { mode: "B" })])];
  const changed = before.flatMap((shard, index) => (shard?.name === after[index]?.name ? [] : [index]));
  expect(changed).toEqual([36 % 32]);
});
