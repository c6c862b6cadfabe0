/** A hand-over of a code counts for one target, one purpose, one list of keys and one moment: the vectors, each bit and each truncation. */
import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import type { Bytes } from "../../../../src/domain/code/claims.ts";
import { HANDOVER_REFUSALS, type HandoverPurpose } from "../../../../src/domain/federation/handover.ts";
import type { IssuerCode } from "../../../../src/domain/issuer/issuer.ts";
import { toBase64url } from "../../../../src/token/code/base64url.ts";
import { checkHandover, handoverText, keysHashOf } from "../../../../src/token/code/handover.ts";
import { type ParsedCode, parseCode } from "../../../../src/token/code/parse.ts";
import { handoverVectors } from "../../../../tools/vectors.ts";
import { deviceKey } from "../../../support/code.ts";

interface Case {
  readonly description: string;
  readonly input: {
    readonly handover: string | null;
    readonly code: string;
    readonly target: IssuerCode;
    readonly purpose: HandoverPurpose;
    readonly deviceKeys: readonly string[];
    readonly now: number;
  };
  readonly expect: { readonly proofTime?: number; readonly refusal?: string };
}

const text = readFileSync(new URL("../../../vectors/handover/handovers.json", import.meta.url), "utf8");
const cases: readonly Case[] = JSON.parse(text);

function parsed(code: string): ParsedCode {
  const read = parseCode(code);
  if (!read.ok) throw new Error("the code of a case is one");
  return read.value;
}

function pointsOf(keys: readonly string[]): readonly Bytes[] {
  return keys.map((key) => new Uint8Array(Buffer.from(key, "hex")));
}

async function check({ handover, code, target, purpose, deviceKeys, now }: Case["input"]): Promise<Case["expect"]> {
  const wanted = { target, purpose, deviceKeys: pointsOf(deviceKeys) };
  const checked = await checkHandover(handover ?? undefined, parsed(code), wanted, now);
  return checked.ok ? { proofTime: checked.value } : { refusal: checked.refusal.code };
}

test.each(cases)("$description", async ({ input, expect: expected }) => {
  expect(await check(input)).toEqual(expected);
});

test("the vectors are those of the independent signer, and reach each refusal", () => {
  expect(handoverVectors()).toBe(text);
  const reached = new Set(cases.flatMap(({ expect: { refusal = [] } }) => refusal));
  expect([...reached].toSorted()).toEqual(HANDOVER_REFUSALS.toSorted());
});

/** The bytes with one other bit. */
function changed(from: Bytes, bit: number): Bytes {
  return from.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

let made: string;
let input: Case["input"];

beforeAll(async () => {
  const [first] = cases;
  if (first === undefined) throw new Error("there are cases");
  input = first.input;
  const { target, purpose, now } = input;
  const keysHash = await keysHashOf(pointsOf(input.deviceKeys));
  made = await handoverText(parsed(input.code), await deviceKey(), { target, purpose, keysHash }, now + 999);
});

test("the phone makes one that counts, dated in whole seconds", async () => {
  expect(await check({ ...input, handover: made })).toEqual({ proofTime: input.now });
});

test("none with another bit, of the hand-over or of the code, counts", async () => {
  const bytes = new Uint8Array(Buffer.from(made, "base64url"));
  for (let bit = 0; bit < bytes.length * 8; bit += 1)
    expect(await check({ ...input, handover: toBase64url(changed(bytes, bit)) })).toHaveProperty("refusal");
  const code = parsed(input.code);
  const wanted = { ...input, deviceKeys: pointsOf(input.deviceKeys) };
  for (let bit = 0; bit < code.record.length * 8; bit += 1) {
    const other = { ...code, record: changed(code.record, bit) };
    expect(await checkHandover(made, other, wanted, input.now)).toMatchObject({ refusal: { code: "handover_signature" } });
  }
});

test("none that is cut off counts", async () => {
  for (let length = 0; length < made.length; length += 1)
    expect(await check({ ...input, handover: made.slice(0, length) })).toEqual({ refusal: "handover_malformed" });
});

test("a sheet of paper hands nothing over: it has no key", async () => {
  const code = parsed(input.code);
  const { deviceKey: _, ...claims } = code.claims as Extract<ParsedCode["claims"], { readonly kind: "live" }>;
  const wanted = { ...input, deviceKeys: pointsOf(input.deviceKeys) };
  const sheet: ParsedCode = { ...code, claims: { ...claims, kind: "paper" }, proof: null };
  expect(await checkHandover(made, sheet, wanted, input.now)).toMatchObject({ refusal: { code: "handover_signature" } });
});
