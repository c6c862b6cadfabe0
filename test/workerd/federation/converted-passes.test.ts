/** A pass by a code that the nation has made comes to the track at the home of the holder, once, and from the nation only. On the real objects. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { statusListOf } from "../../../src/domain/code/status.ts";
import type { Letter, LetterItem } from "../../../src/domain/federation/letter.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { toBase64url } from "../../../src/token/code/base64url.ts";
import { liveCode } from "../../../src/token/code/live.ts";
import { scannedBytes } from "../../../src/token/code/parse.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { type ShownCode, Visitor } from "../visitor.ts";
import { converted, inHubei, objectOf, parsed, ring } from "./converted.ts";

const seconds = () => Math.floor(Date.now() / 1000);

function aPass(digits: string, point: string, changes: Readonly<Record<string, unknown>> = {}): LetterItem {
  const place = { division: "440106002001", point };
  return { id: crypto.randomUUID(), at: seconds(), place, code: toBase64url(scannedBytes(parsed(digits))), ...changes };
}

async function told(from: string, to: string, ...items: readonly LetterItem[]): Promise<readonly string[]> {
  const now = Date.now();
  const times = { issuedAt: now, expiresAt: now + 120_000, id: crypto.randomUUID() };
  const letter: Letter = { from: from as IssuerCode, to: to as IssuerCode, ...times, kind: "passes", items };
  const taken = await env.MAILBOX.getByName(`${to}/mailbox/${from}`).take(letter, now);
  if (!taken.ok) throw new Error(taken.refusal.code);
  return taken.value.map(({ state, code }) => code ?? state);
}

/** The visits at a point in the tracks of an issuer. */
async function visits(issuer: string, point: string): Promise<readonly unknown[]> {
  const shards = Array.from({ length: 16 }, (_, shard) => env.PEOPLE.getByName(`${issuer}/people/${shard}`));
  const text = "SELECT person, community FROM tracks WHERE point_name = ?";
  const rows = await Promise.all(
    shards.map((shard) => runInDurableObject(shard, (_, { storage }) => storage.sql.exec(text, point).toArray())),
  );
  return rows.flat();
}

const listOf = ({ digits }: ShownCode) => statusListOf(parsed(digits).claims);

test("a letter to the nation comes to the home of the code, and both keep it once", async () => {
  const { shown } = await inHubei();
  const { digits } = await converted(shown);
  const pass = aPass(digits, "东站");
  expect(await told("44", "0", pass)).toEqual(["taken"]);
  expect(await told("44", "0", { ...pass, id: crypto.randomUUID() })).toEqual(["known"]);
  await ring(listOf(shown));
  await expect.poll(() => visits("42", "东站"), { timeout: 60_000 }).toHaveLength(1);
  expect(await visits("42", "东站")).toMatchObject([{ community: "440106002001" }]);
  expect(await visits("0", "东站")).toEqual([]);
  const waiting = await runInDurableObject(await objectOf(listOf(shown)), (_, { storage }) =>
    storage.sql.exec("SELECT id FROM forwarded WHERE item IS NOT NULL").toArray(),
  );
  expect(waiting).toEqual([]);
});

test("the home takes a pass by a converted code from the nation alone, and by no other code of the nation", async () => {
  const { shown } = await inHubei();
  const made = await converted(shown);
  const home = toBase64url(parsed(shown.digits).claims.handle);
  expect(await told("44", "42", aPass(made.digits, "西站", { home }))).toEqual(["not_for_here"]);
  expect(await told("0", "42", aPass(made.digits, "西站", { home: "AA" }))).toEqual(["item_malformed"]);
  expect(await told("0", "42", aPass(shown.digits, "西站", { home }))).toEqual(["not_for_here"]);
  const late = await liveCode(made.jws, made.deviceKey, Date.now() - 60_000);
  expect(await told("0", "42", aPass(late, "西站", { home }))).toEqual(["proof_too_old"]);
  const other = await converted((await inHubei()).shown);
  const [mine, theirs] = [aPass(made.digits, "西站"), aPass(other.digits, "西站")];
  // The record of one code with the phone's signature of another one.
  const grafted = `${String(mine["code"]).slice(0, -86)}${String(theirs["code"]).slice(-86)}`;
  expect(await told("0", "42", { ...mine, code: grafted, home })).toEqual(["device_signature_invalid"]);
  const free = await new Visitor("localhost").logIn(aPhone());
  const self = await free.bind("尹山", aResidentNumber());
  await free.declare(self);
  const { digits } = await free.show(self);
  expect(await told("0", "42", aPass(digits, "西站", { home }))).toEqual(["key_not_for_this"]);
  expect(await visits("42", "西站")).toEqual([]);
  expect(await told("0", "42", aPass(made.digits, "西站", { home }))).toEqual(["taken"]);
  expect(await visits("42", "西站")).toHaveLength(1);
});

test("a handle that the nation has not given out leads nowhere", async () => {
  const { shown } = await inHubei();
  const { digits } = await converted(shown);
  const object = await objectOf(listOf(shown));
  await runInDurableObject(object, (_, { storage }) => void storage.sql.exec("DELETE FROM conversions"));
  expect(await told("44", "0", aPass(digits, "南站"))).toEqual(["handle_unknown"]);
});

test("the nation's own gate registers a converted code like one of another issuer, and the visit comes home", async () => {
  const [{ shown }, phone] = [await inHubei(), aPhone()];
  const office = await new Visitor("localhost").logIn(phone);
  await office.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const point = aPoint("全国南门");
  await office.ask("POST", office.community("/points"), point);
  const collector = await new Visitor("localhost").logIn(aPhone());
  const self = await collector.bind("陈守诚", aResidentNumber());
  await collector.declare(self);
  await office.ask("POST", office.community("/collectors"), { code: (await collector.show(self)).digits });
  await collector.ask("PUT", collector.community("/post"), { pointId: point.id });
  const { digits } = await converted(shown);
  const passes = [{ id: crypto.randomUUID(), code: digits }];
  const answer = await collector.ask<{ readonly results: readonly { readonly state: string }[] }>(
    "POST",
    collector.community("/passes"),
    { passes },
  );
  expect(answer.results).toMatchObject([{ state: "registered" }]);
  await expect
    .poll(
      async () => {
        await ring(listOf(shown));
        return visits("42", "全国南门");
      },
      { timeout: 90_000 },
    )
    .toHaveLength(1);
  expect(await visits("0", "全国南门")).toEqual([]);
});
