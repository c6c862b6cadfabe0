/** Letters of other issuers: a signing key of the sender proves who sends them, and the receipt proves that they arrived. docs/trust.md §10. */
import { readConfig } from "../../config.ts";
import { LETTERS } from "../../contract/issuer/letter.ts";
import { isTimely, MAX_LETTER_BYTES } from "../../domain/federation/letter.ts";
import type { Letter } from "../../domain/federation/letter.ts";
import { accept, refuse } from "../../domain/result.ts";
import { mailboxOf } from "../../objects/env.ts";
import { takeFiles } from "../../objects/mailbox/take-item.ts";
import { signingKey } from "../../objects/issuer/signing-key.ts";
import { kidOf } from "../../token/code/header.ts";
import { isSignedBy, openLetter, receiptText, type Unverified } from "../../token/federation/letter.ts";
import { textHash } from "../../token/federation/read-file.ts";
import { fieldsOf, textOf } from "../../token/status/fields.ts";
import { jwsOf, payloadOf } from "../../token/status/jws.ts";
import { readTrust, type Trust } from "../../token/status/trust.ts";
import type { OfIssuer } from "../env.ts";
import { MinuteLimit } from "../http/minute-limit.ts";
import { Routes } from "../http/operation.ts";
import { readBytes } from "../http/read-body.ts";
import { fresherTrust, trustWith } from "../verify/trust.ts";

/** Eight letters a second of one issuer; its hosts may share an address with others. */
const PER_MINUTE = 600;
const requests = new MinuteLimit(PER_MINUTE);
/** Anybody can write a letter that introduces itself: it reaches no mailbox, so that it uses up nobody's limits, and makes no object. */
const INTRODUCTIONS_PER_MINUTE = 30;
const introductions = new MinuteLimit(INTRODUCTIONS_PER_MINUTE);

export const letters = new Routes<OfIssuer>("/api/v1").on(LETTERS.takeLetter, async (c, { answer }) => {
  const { issuer, address, now, secrets } = c.var;
  const config = readConfig(c.env);
  if (!config.readsTrust) return refuse({ code: "not_found" });
  const counted = requests.count(address, now);
  if (!counted.ok) return counted;
  if (c.req.header("content-type") !== LETTERS.takeLetter.upload) return refuse({ code: "unsupported_media_type" });
  const bytes = await readBytes(c.req.raw, MAX_LETTER_BYTES);
  if (bytes === null) return refuse({ code: "body_too_large" });
  const text = textOf(bytes) ?? "";
  const opened = openLetter(text);
  if (opened === null) return refuse({ code: "letter_malformed" });
  const { value: letter } = opened;
  if (letter.to !== issuer.code) return refuse({ code: "letter_audience" });
  if (!isTimely(letter, now)) return refuse({ code: "letter_time" });
  const verifier = {
    env: c.env,
    config,
    own: issuer.code,
    now,
    later: (work: Promise<unknown>) => c.executionCtx.waitUntil(work),
  };
  const isKnown =
    (await hasSigned(opened, await trustWith(verifier, [letter.from]), now)) ||
    (await hasSigned(opened, await fresherTrust(verifier, [letter.from]), now));
  if (!isKnown) {
    if (!(await introducesItself(opened, now))) return refuse({ code: "letter_signature" });
    const introduced = introductions.count(address, now);
    if (!introduced.ok) return introduced;
  }
  const results = isKnown
    ? await mailboxOf(c.env, issuer.code, letter.from).take(letter, now)
    : accept(await takeFiles(c.env, issuer.code, letter, now));
  if (!results.ok) return results;
  const { number, privateKey } = await signingKey(c.env, secrets, now);
  const facts = { from: issuer.code, to: letter.from, issuedAt: Date.now(), re: letter.id, hash: await textHash(text) };
  const receipt = await receiptText({ ...facts, results: results.value }, { kid: kidOf(issuer.code, number), privateKey });
  return answer(200, receipt);
});

/** Whether a key of the sender that this issuer believes has signed the letter. */
function hasSigned({ value, file }: Unverified<Letter>, { issuers }: Trust, now: number): Promise<boolean> {
  const keys = issuers.get(value.from)?.keys;
  return keys === undefined ? Promise.resolve(false) : isSignedBy(file, value.from, keys, now);
}

/** Whether a key has signed the letter that only the statement in it names: of a new member, or after all keys were replaced. Its identity key must have signed the statement, which the nation's object checks. */
function introducesItself({ value, file: signed }: Unverified<Letter>, now: number): Promise<boolean> {
  const [item, ...more] = value.items;
  const file = value.kind === "statement" && more.length === 0 ? item?.["file"] : null;
  const statement = typeof file === "string" ? jwsOf(file) : null;
  if (statement === null) return Promise.resolve(false);
  const { keys } = fieldsOf(payloadOf(statement));
  const stated = readTrust([{ code: value.from, name: { zh: "", en: "" }, jwks: { keys } }]);
  return hasSigned({ value, file: signed }, stated, now);
}
