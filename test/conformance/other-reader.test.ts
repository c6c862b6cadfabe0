/**
 * Two readers of the files of trust, this program and one in Python with PyJWT, written from docs/trust.md alone: under each attack of that document's table both
 * refuse the same files for the same reason, and believe the same issuers afterwards. The gate in Python decides each vector of the code format.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { beginTrust, type KeptTrust } from "../../src/domain/federation/kept-trust.ts";
import { believedIssuers } from "../../src/token/federation/believed.ts";
import { readRoot } from "../../src/token/federation/root.ts";
import { takeFiles } from "../../src/token/federation/take-files.ts";
import { root as project } from "../../tools/command.ts";
import { needPython } from "../../tools/python.ts";
import { AT_SECONDS } from "../support/federation.ts";
import { aPublisher, type Publisher } from "../support/publisher.ts";
import { PythonIssuer } from "../support/python-issuer.ts";
import { attacksOn, type Offers } from "../support/trust-attacks.ts";

const outcome = z.strictObject({
  refused: z.array(z.string()),
  root: z.int(),
  issuers: z.record(z.string(), z.strictObject({ verdict: z.string(), keys: z.array(z.string()) })),
  leftOut: z.record(z.string(), z.string()),
});
type Outcome = z.infer<typeof outcome>;

const folder = mkdtempSync(join(tmpdir(), "yima-reader-"));
let python: string;
let published: Publisher;

beforeAll(async () => {
  ({ python } = await needPython());
  published = await aPublisher();
});
afterAll(() => rmSync(folder, { recursive: true }));

function ourOutcome(kept: KeptTrust, refused: readonly string[], now: number): Outcome {
  const believed = new Map(believedIssuers(kept).map((issuer) => [issuer.code, issuer]));
  const issuers = (kept.register?.file.members ?? []).map(({ code }) => {
    const { membership, jwks } = believed.get(code) ?? {};
    const ended = now * 1000 >= Math.min(membership?.statedUntil ?? 0, kept.state?.file.expiresAt ?? 0);
    const { from = Infinity, until = null, isSuspended = false } = membership ?? {};
    const lasts = from <= now * 1000 && (until === null || now * 1000 < until);
    const listed = isSuspended ? "issuer_suspended" : ended ? "trust_expired" : lasts ? "believed" : "issuer_unknown";
    const verdict = (membership?.statedUntil ?? null) === null ? "issuer_unknown" : listed;
    return [code, { verdict, keys: (jwks?.keys ?? []).map(({ kid }) => kid) }] as const;
  });
  return {
    refused: [...refused],
    root: kept.root.version,
    issuers: Object.fromEntries(issuers),
    leftOut: Object.fromEntries(kept.leftOut),
  };
}

async function ours(offers: Offers): Promise<readonly Outcome[]> {
  const pinned = await readRoot(published.rootText, null);
  if (!pinned.ok) throw new Error(pinned.refusal.code);
  let kept = beginTrust(pinned.value);
  const outcomes: Outcome[] = [];
  for (const [files, now = AT_SECONDS] of offers) {
    const taken = await takeFiles(kept, files, false, now * 1000);
    ({ kept } = taken);
    const refused = taken.refusals.map(({ code }) => code);
    outcomes.push(ourOutcome(kept, refused, now));
  }
  return outcomes;
}

/** The same offers to readers in Python, one for each case. */
async function pythons(cases: readonly Offers[]): Promise<readonly (readonly Outcome[])[]> {
  const place = join(folder, "cases.json");
  const asked = cases.map((offers) => ({
    pinned: published.rootText,
    offers: offers.map(([files, now = AT_SECONDS]) => [files, now]),
  }));
  writeFileSync(place, JSON.stringify(asked));
  return new PythonIssuer(python, folder).act("replay", z.array(z.array(outcome)), { cases: place });
}

test("both readers refuse the same files for the same reasons, and believe the same issuers, under each attack of the document", async () => {
  const played = await attacksOn(published);
  const cases = Object.entries(played);
  const inPython = await pythons(Object.values(played));
  const expected = await Promise.all(cases.map(async ([name, offers]) => [name, await ours(offers)] as const));
  expect(cases.map(([name], at) => [name, inPython[at]])).toEqual(expected);
  const [, table = ""] = readFileSync(join(project, "docs/trust.md"), "utf8").split("## 5. ");
  const rows = [...(table.split("## 6. ")[0] ?? "").matchAll(/^\| (`[^|]+)\|/gm)].flatMap(([, codes = ""]) =>
    [...codes.matchAll(/`(\w+)`/g)].map(([, code]) => code),
  );
  const refusals = new Set(expected.flatMap(([, outcomes]) => outcomes.flatMap(({ refused }) => refused)));
  // These readers get texts without a content type. pull-files.test.ts tests the refusal of a wrong one.
  expect(refusals).toEqual(new Set(rows.filter((code) => code?.endsWith("_wrong_type") !== true)));
});

function vectorsAt(name: string): string {
  return join(project, "test/vectors/code", `${name}.json`);
}

test.each(["valid", "refused", "hostile"])(
  "the gate in Python decides the vectors %s of the code format as they say",
  async (name) => {
    const decision = z.union([z.strictObject({ refusal: z.unknown() }), z.strictObject({ expected: z.unknown() })]);
    const options = { keys: vectorsAt("keys"), cases: vectorsAt(name) };
    const decisions = await new PythonIssuer(python, folder).act("vectors", z.array(decision), options);
    const vectors = z.array(z.looseObject({ name: z.string() })).parse(JSON.parse(readFileSync(vectorsAt(name), "utf8")));
    expect(vectors).toMatchObject(decisions.map((one, number) => ({ name: vectors[number]?.name, ...one })));
  },
);
