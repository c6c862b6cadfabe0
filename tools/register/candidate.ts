/** A register that an officer is about to sign: read from a file or an address, compared with the register that the officer holds, and told in words. */
import { readFileSync } from "node:fs";
import { type RegisterChange, registerChanges } from "../../src/domain/federation/register-changes.ts";
import type { Register, Root, Verified } from "../../src/domain/federation/trust-files.ts";
import { instantOf } from "../../src/domain/instant.ts";
import type { Result } from "../../src/domain/result.ts";
import type { Candidate } from "../../src/token/federation/read-file.ts";
import { readCandidate } from "../../src/token/federation/register.ts";
import { readRoot } from "../../src/token/federation/root.ts";
import { type SignaturePart, signaturePartOf } from "../../src/token/federation/signed-file.ts";
import { askText } from "../operator-client.ts";

/** The text of a file, or of an address. */
export async function textAt(place: string): Promise<string> {
  if (!/^https?:\/\//.test(place)) return readFileSync(place, "utf8");
  const { origin, pathname, search } = new URL(place);
  const { status, text } = await askText(origin, "GET", `${pathname}${search}`);
  if (status !== 200) throw new Error(`${place} answers ${status}`);
  return text;
}

export async function rootAt(path: string): Promise<Root> {
  return valueOf(path, await readRoot(await textAt(path), null));
}

/** @param local whether members on one machine are members */
export async function candidateAt(place: string, local: boolean): Promise<Candidate<Register>> {
  return valueOf(place, await readCandidate(await textAt(place), local));
}

/** The candidate in a text. */
export async function candidateOf(text: string, local: boolean): Promise<Candidate<Register>> {
  return valueOf("the register", await readCandidate(text, local));
}

/** The signature in a file that `sign` wrote. */
export function signatureAt(path: string): SignaturePart {
  const part = signaturePartOf(JSON.parse(readFileSync(path, "utf8")));
  if (part === null) throw new Error(`${path} is not a signature`);
  return part;
}

/** Throws with the reason why nobody may sign this candidate. @param held the register that the officer holds; null: there is none yet */
export function mustFollow({ file: register }: Candidate<Register>, held: Verified<Register> | null, root: Root): void {
  const [seq, hash] = held === null ? [0, null] : [held.file.seq, held.hash];
  if (register.seq !== seq + 1 || register.before !== hash)
    throw new Error(`It does not follow the register that you hold: it has the number ${register.seq}, yours ${seq}.`);
  if (register.root !== root.version) throw new Error(`It names the root ${register.root}, yours is ${root.version}.`);
  if (register.leftOut.length > 0)
    throw new Error(`Readers would leave out: ${register.leftOut.join(", ")}. Members on one machine need --local.`);
}

/** What the candidate says, and what it changes, line by line. */
export function linesOf({ file: register, hash }: Candidate<Register>, held: Verified<Register> | null): readonly string[] {
  const changes = registerChanges(held?.file ?? null, register);
  const { seq, issuedAt, expiresAt, members, leftOut, mass } = register;
  return [
    `第 ${seq} 号成员名录 Register ${seq}`,
    `${instantOf(issuedAt)} – ${instantOf(expiresAt)}, ${members.length} 个成员 members`,
    `SHA-256 ${hash}`,
    ...(mass ? ["确认：成员减少五分之一以上 It is meant that more than a fifth of the members leave"] : []),
    ...(leftOut.length > 0 ? [`不能读取的条目 Entries that readers leave out: ${leftOut.join(", ")}`] : []),
    ...(changes.length === 0 ? ["成员没有变化 No member changes"] : []),
    ...changes.map(lineOf),
  ];
}

/** What others have signed since the officer last looked. */
export function changesSince(held: Verified<Register> | null, { file, hash }: Verified<Register>): readonly string[] {
  return [
    `第 ${file.seq} 号名录已生效 Register ${file.seq} holds, SHA-256 ${hash}`,
    held === null ? "成员 Its members:" : `自第 ${held.file.seq} 号以来 Since register ${held.file.seq}:`,
    ...registerChanges(held?.file ?? null, file).map(lineOf),
    "",
  ];
}

function lineOf({ code, sentence: { zh, en } }: RegisterChange): string {
  return `${code}  ${zh}\n      ${en}`;
}

/** The value that was read. Throws with the code of the refusal. */
export function valueOf<T>(place: string, read: Result<T, { readonly code: string }>): T {
  if (!read.ok) throw new Error(`${place}: ${read.refusal.code}`);
  return read.value;
}
