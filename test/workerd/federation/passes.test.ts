/** The home of a code takes passes that other issuers registered by it: each visit once, and none that the phone has not signed. On the real objects. docs/trust.md §10. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { readConfig } from "../../../src/config.ts";
import type { Letter, LetterItem } from "../../../src/domain/federation/letter.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { toBase64url } from "../../../src/token/code/base64url.ts";
import { signCredential } from "../../../src/token/code/credential.ts";
import { fromDigits } from "../../../src/token/code/digits.ts";
import { codeOf } from "../../../src/token/code/live.ts";
import { anotherKey } from "../another-key.ts";
import { aPhone, aResidentNumber, COMMUNITY } from "../builders.ts";
import { Visitor } from "../visitor.ts";

const WUHAN = "4201" as IssuerCode;
const GUANGZHOU = "440106002001";
const seconds = () => Math.floor(Date.now() / 1000);

/** A resident who has declared, and a code that they show now. */
async function shown(host = "wuhan.localhost") {
  const visitor = await new Visitor(host).logIn(aPhone());
  const self = await visitor.bind("尹山", aResidentNumber());
  await visitor.declare(self);
  return { visitor, self, code: bytesOf((await visitor.show(self)).digits) };
}

function bytesOf(digits: string): string {
  const bytes = fromDigits(digits);
  if (!bytes.ok) throw new Error("the code is one");
  return toBase64url(bytes.value);
}

function aLetter(from: string, items: readonly Omit<LetterItem, "id">[]): Letter {
  const [to, now] = [WUHAN, Date.now()];
  const named = items.map((item) => ({ ...item, id: crypto.randomUUID() }));
  const times = { issuedAt: now, expiresAt: now + 120_000, id: crypto.randomUUID() };
  return { from: from as IssuerCode, to, ...times, kind: "passes", items: named };
}

/** What Wuhan answers to a letter of another issuer: the state of each item, or why it is refused. */
async function answerTo(letter: Letter): Promise<readonly string[]> {
  const taken = await env.MAILBOX.getByName(`${WUHAN}/mailbox/${letter.from}`).take(letter, letter.issuedAt);
  if (!taken.ok) throw new Error(taken.refusal.code);
  return taken.value.map(({ state, code }) => code ?? state);
}

const told = (from: string, ...items: readonly Omit<LetterItem, "id">[]) => answerTo(aLetter(from, items));

const pass = (code: string, at = seconds(), division = GUANGZHOU) => ({ at, place: { division, point: "东站" }, code });

async function visits(issuer: string, pointName: string): Promise<readonly unknown[]> {
  const rows: unknown[] = [];
  const shards = readConfig(env).byCode.get(issuer as IssuerCode)?.shards ?? 0;
  for (let shard = 0; shard < shards; shard += 1) {
    const people = env.PEOPLE.getByName(`${issuer}/people/${shard}`);
    const text = "SELECT community, at, colour, latitude FROM tracks WHERE point_name = ?";
    rows.push(...(await runInDurableObject(people, (_, { storage }) => storage.sql.exec(text, pointName).toArray())));
  }
  return rows;
}

test("a visit is taken once, with the time of the phone's signature, from any sender and with any name", async () => {
  const { code } = await shown();
  const at = seconds();
  expect(await told("44", pass(code, at), pass(code, at + 1))).toEqual(["taken", "known"]);
  expect(await told("44", pass(code, at - 1))).toEqual(["known"]);
  expect(await told("42", pass(code, at, "420106002001"))).toEqual(["known"]);
  const [visit, ...more] = await visits(WUHAN, "东站");
  expect(visit).toMatchObject({ community: GUANGZHOU, colour: "none", latitude: null });
  expect(more).toEqual([]);
});

test("a letter that comes twice at once hears both times what became of its items, and is stored once", async () => {
  const letter = aLetter("36", [pass((await shown()).code, seconds(), "360102001001"), pass("AAAA", seconds(), "360102001001")]);
  expect(await Promise.all([answerTo(letter), answerTo(letter)])).toEqual([
    ["taken", "item_malformed"],
    ["known", "item_malformed"],
  ]);
});

test("a gate in a street without communities is known by the street", async () => {
  expect(await told("44", { ...pass((await shown()).code), place: { division: "440106002000", point: "街口" } })).toEqual([
    "taken",
  ]);
  expect(await visits(WUHAN, "街口")).toMatchObject([{ community: "440106002" }]);
});

test("a code that is revoked afterwards has been there all the same", async () => {
  const { visitor, self, code } = await shown();
  await visitor.ask("DELETE", `/api/v1/people/${self.id}/credentials`);
  expect(await told("44", pass(code))).toEqual(["taken"]);
});

test("what no phone has signed, or not then, and what lies elsewhere is refused, and the other items of the letter are taken", async () => {
  const { code } = await shown();
  const other = await shown();
  const hubei = await shown("hubei.localhost");
  const now = Date.now();
  const key = await anotherKey(WUHAN, 77, "paper", now);
  await key.publish();
  const claims = { issuer: WUHAN, keyNumber: 77, handle: new Uint8Array(16).fill(7), colour: "none", flags: [] } as const;
  const more = { issuedAt: Math.floor(now / 1000) * 1000, lifetimeMinutes: 60, declaredAt: null, community: COMMUNITY } as const;
  const paper = { kind: "paper", ...claims, ...more, statusIndex: 0, maskedName: "张**" } as const;
  const sheet = bytesOf(codeOf(await signCredential(paper, key.privateKey)));
  // The record and the issuer's signature of one code, with the phone's signature of another one.
  const grafted = code.slice(0, -90) + other.code.slice(-90);
  expect(
    await told(
      "44",
      pass(grafted),
      pass(code, seconds() + 60),
      pass(code, seconds() - 60),
      pass(code, seconds() - 31 * 86_400),
      pass(code, seconds(), "420106002001"),
      pass(hubei.code),
      pass(sheet),
      pass(code.slice(0, -4)),
      pass("AAAA"),
      pass("A"),
      { file: "a" },
      pass(other.code),
    ),
  ).toEqual([
    "device_signature_invalid",
    "pass_time",
    "clock_skew",
    "pass_time",
    "region_foreign",
    "not_for_here",
    "proof_missing",
    "item_malformed",
    "item_malformed",
    "item_malformed",
    "item_malformed",
    "taken",
  ]);
});
