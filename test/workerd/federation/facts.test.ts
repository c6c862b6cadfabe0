/** An issuer takes facts that another one's officers know about its persons: addressed by a handle or by a document that nobody else can read, from the sender's own region, and so many a day. On the real objects. docs/trust.md §10. */
import { env } from "cloudflare:workers";
import { CompactEncrypt, decodeJwt, importJWK, type JWK } from "jose";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import type { LetterItem } from "../../../src/domain/federation/letter.ts";
import { type IssuerCode, shardOf } from "../../../src/domain/issuer/issuer.ts";
import { toBase64url } from "../../../src/token/code/base64url.ts";
import { fromDigits } from "../../../src/token/code/digits.ts";
import { parseBytes } from "../../../src/token/code/parse.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { publishMoment } from "../believed.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { changed, regionAt } from "../verify/region.ts";
import { entries, told, WUHAN } from "../telling.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "42";
const TODAY = dateOf(Date.now());
const ENTRY = { kind: "close_contact", source: "440106", reference: "7-31", basis: "outbreak" } as const;
const DAYS = { from: TODAY, until: null };

async function statedSeal(issuer: string): Promise<JWK> {
  await env.ISSUER.getByName(`${issuer}/issuer`).jwks(Date.now());
  const statement = decodeJwt((await env.PUBLISHED.get(`trust/statement/${issuer}`)) ?? "");
  return statement["seal"] as JWK;
}

/** A document as another implementation seals it. */
async function sealed(number: string, id: string, changes: { iss?: string; aud?: string; key?: JWK } = {}): Promise<string> {
  const { iss = "44", aud = WUHAN, key = await statedSeal(WUHAN) } = changes;
  const content = { iss, aud, id, document: { type: "10", number } };
  return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(content)))
    .setProtectedHeader({ alg: "ECDH-ES", enc: "A256GCM", kid: key.kid ?? "" })
    .encrypt(await importJWK(key, "ECDH-ES"));
}

/** How many of these facts of Jiangxi have each state. */
async function states(items: readonly LetterItem[]): Promise<Readonly<Record<string, number>>> {
  const all = await told("fact", items, "36");
  return Object.fromEntries([...Map.groupBy(all, (state) => state)].map(([state, some]) => [state, some.length]));
}

const aHandle = () => toBase64url(crypto.getRandomValues(new Uint8Array(16)));
const aFact = (changes: Readonly<Record<string, unknown>> = {}): LetterItem => ({
  id: crypto.randomUUID(),
  handle: aHandle(),
  ...ENTRY,
  ...DAYS,
  ...changes,
});

test("a fact by a sealed document is entered once, changes its days, is withdrawn and stays so", async () => {
  const [visitor, number] = [await new Visitor("wuhan.localhost").logIn(aPhone()), aResidentNumber()];
  await visitor.declare(await visitor.bind("尹山", number));
  const id = crypto.randomUUID();
  const fact = { id, ...ENTRY, ...DAYS, sealed: await sealed(number, id) };
  expect(await told("fact", [fact])).toEqual(["taken"]);
  expect(await told("fact", [fact])).toEqual(["known"]);
  expect(await told("fact", [{ ...fact, until: "2999-01-01" }])).toEqual(["fact_too_long"]);
  expect(await entries(ENTRY.reference)).toMatchObject([{ kind: "close_contact", source: "440106", from_day: TODAY }]);
  const withdrawal = { id: crypto.randomUUID(), fact: id, sealed: fact.sealed, ...ENTRY };
  expect(await told("fact_withdrawal", [withdrawal, { ...withdrawal, id: crypto.randomUUID() }])).toEqual(["taken", "known"]);
  expect(await told("fact", [fact])).toEqual(["known"]);
  expect(await entries(ENTRY.reference)).toMatchObject([{ withdrawn_at: expect.any(Number) }]);
});

test("a fact by the handle of a code reaches the person who showed it, also from an issuer of the same deployment", async () => {
  const [visitor, number] = [await new Visitor("wuhan.localhost").logIn(aPhone()), aResidentNumber()];
  const self = await visitor.bind("尹川", number);
  await visitor.declare(self);
  const bytes = fromDigits((await visitor.show(self)).digits);
  if (!bytes.ok) throw new Error("the code is one");
  const parsed = parseBytes(bytes.value);
  if (!parsed.ok) throw new Error("the code is one");
  const { handle } = parsed.value.claims;
  const fact = aFact({ handle: toBase64url(handle), source: "420106", reference: "by-handle" });
  const [result] = await env.MAILBOX.getByName(`${HUBEI}/mailbox/${WUHAN}`).send("fact", [fact]);
  expect(result).toEqual({ id: fact.id, state: "taken" });
  const id = crypto.randomUUID();
  const same = { ...fact, id, handle: undefined, sealed: await sealed(number, id, { iss: HUBEI }) };
  expect(await told("fact", [same], HUBEI)).toEqual(["known"]);
});

test("what the sender may not say, and what nobody can read, is refused by its name, and the other items are taken", async () => {
  const by = async (changes: Parameters<typeof sealed>[2], named?: string, number = aResidentNumber()) => {
    const id = crypto.randomUUID();
    return { ...aFact({ handle: undefined, sealed: await sealed(number, named ?? id, changes) }), id };
  };
  const wrong: readonly (readonly [LetterItem, string])[] = [
    [aFact({ source: "420106" }), "region_foreign"],
    [aFact({ source: "0" }), "region_foreign"],
    [aFact({ source: "441" }), "item_malformed"],
    [aFact({ kind: "rumour" }), "item_malformed"],
    [aFact({ basis: "anger" }), "item_malformed"],
    [aFact({ reference: "a\nb" }), "item_malformed"],
    [aFact({ handle: "short" }), "item_malformed"],
    [aFact({ handle: undefined }), "item_malformed"],
    [{ ...(await by({})), handle: aHandle() }, "item_malformed"],
    [aFact({ handle: undefined, sealed: 7 }), "item_malformed"],
    [aFact({ from: "2999-01-01" }), "fact_in_future"],
    [aFact({ from: 7 }), "item_malformed"],
    [aFact({ until: "2020-01-01" }), "fact_dates_reversed"],
    [await by({ iss: "36" }), "person_unreadable"],
    [await by({ aud: HUBEI }), "person_unreadable"],
    [await by({}, crypto.randomUUID()), "person_unreadable"],
    [await by({ key: await statedSeal(HUBEI) }), "person_unreadable"],
    [await by({}, undefined, "420107198804120001"), "person_unreadable"],
    [aFact({ handle: undefined, sealed: "a.b.c.d.e" }), "person_unreadable"],
    [aFact({ reference: "beside" }), "taken"],
  ];
  expect(
    await told(
      "fact",
      wrong.map(([item]) => item),
    ),
  ).toEqual(wrong.map(([, code]) => code));
  const withdrawal = { fact: crypto.randomUUID(), handle: aHandle(), ...ENTRY };
  const some = [{ source: "420106" }, { fact: 7 }, { handle: "short" }, {}].map((changes) => ({
    ...withdrawal,
    ...changes,
    id: crypto.randomUUID(),
  }));
  expect(await told("fact_withdrawal", some)).toEqual(["region_foreign", "item_malformed", "item_malformed", "known"]);
});

test("an issuer changes and withdraws only what it has told: an entry of the home's own officers, or of another peer, stays as it is", async () => {
  const [number, until] = [aResidentNumber(), addDays(TODAY, 14)];
  const name = { kind: ENTRY.kind, source: "420107", reference: "own" } as const;
  const secrets = await openSecrets(env.YIMA_MASTER_KEY, WUHAN as IssuerCode);
  const person = await personKeyOf(secrets, `10|${number}`);
  const shards = readConfig(env).byCode.get(WUHAN as IssuerCode)?.shards ?? 0;
  const shard = env.PEOPLE.getByName(`${WUHAN}/people/${shardOf(person, shards)}`);
  await shard.enterFacts([{ person, fact: { ...name, from: TODAY, until } }], Date.now());
  const by = async (from: string, changes: object = {}) => {
    const id = crypto.randomUUID();
    return { ...ENTRY, ...name, ...DAYS, id, sealed: await sealed(number, id, { iss: from }), ...changes };
  };
  const first = await by(HUBEI);
  expect(await told("fact", [first], HUBEI)).toEqual(["known"]);
  const withdrawal = { ...first, id: crypto.randomUUID(), fact: first.id };
  expect(await told("fact_withdrawal", [withdrawal], HUBEI)).toEqual(["fact_of_another"]);
  expect(await entries("own")).toMatchObject([{ until_day: until, withdrawn_at: null }]);
  expect(await told("fact", [await by("0", { reference: "both" })], "0")).toEqual(["taken"]);
  const second = await by(HUBEI, { reference: "both", until });
  expect(await told("fact", [second], HUBEI)).toEqual(["known"]);
  const other = { ...second, id: crypto.randomUUID(), fact: second.id };
  expect(await told("fact_withdrawal", [other], HUBEI)).toEqual(["fact_of_another"]);
  expect(await entries("both")).toMatchObject([{ until_day: null, withdrawn_at: null }]);
});

test("two letters at once do not get past the 200 of a day", async () => {
  const many = () => Array.from({ length: 150 }, () => aFact({ source: "330102", reference: "at once" }));
  const all = (await Promise.all([told("fact", many(), "33"), told("fact", many(), "33")])).flat();
  expect(all.filter((state) => state === "taken")).toHaveLength(200);
});

test("after 200 new entries of a day the others wait, repetitions do not count, and a withdrawal takes a waiting one away", async () => {
  const many = Array.from({ length: 150 }, () => aFact({ source: "360102", reference: "brake" }));
  expect(await states(many)).toEqual({ taken: 150 });
  expect(await states(many)).toEqual({ known: 150 });
  const more = Array.from({ length: 100 }, () => aFact({ source: "360102", reference: "brake" }));
  expect(await states([...many.slice(0, 100), ...more])).toEqual({ known: 100, taken: 50, waits: 50 });
  expect(await states(more)).toEqual({ known: 50, waits: 50 });
  expect(await entries("brake")).toHaveLength(200);
  const last = more.at(-1) ?? aFact();
  const { kind, source, reference, basis, handle } = last;
  const withdrawal = { id: crypto.randomUUID(), fact: last.id, kind, source, reference, basis, handle };
  expect(await told("fact_withdrawal", [withdrawal], "36")).toEqual(["taken"]);
  expect(await states(more)).toEqual({ known: 51, waits: 49 });
});

test("a suspended peer tells nothing about persons, because its key may be stolen; its passes go on, and after its readmission it is heard", async () => {
  const now = Date.now();
  const peer = await regionAt(now, "51", 1);
  const moment = (isSuspended: boolean) =>
    publishMoment([changed(peer, { isSuspended })], { issuedAt: now, expiresAt: now + 86_400_000 });
  const fact = aFact({ source: "510104", reference: "suspended" });
  await moment(true);
  await expect(told("fact", [fact], "51")).rejects.toThrow("letter_suspended");
  const { id, handle } = fact;
  const withdrawal = { id, fact: crypto.randomUUID(), handle, ...ENTRY, source: "510104" };
  await expect(told("fact_withdrawal", [withdrawal], "51")).rejects.toThrow("letter_suspended");
  expect(await told("passes", [{ id: crypto.randomUUID() }], "51")).toEqual(["item_malformed"]);
  expect(await entries("suspended")).toEqual([]);
  await moment(false);
  expect(await told("fact", [fact], "51")).toEqual(["taken"]);
});
