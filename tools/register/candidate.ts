/** A register that an officer is about to sign: read from a file or an address, compared with the register that the officer holds, and told in words. */
import { readFileSync } from "node:fs";
import type { RegisterChange } from "../../src/domain/federation/register-changes.ts";
import type { Register, Root, Verified } from "../../src/domain/federation/trust-files.ts";
import { secondInChina } from "../../src/domain/china-time.ts";
import type { Result } from "../../src/domain/result.ts";
import { type Application, readApplication } from "../../src/token/federation/application.ts";
import { toldChanges } from "../../src/token/federation/fingerprint.ts";
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

/** The application in a file. Throws with what is wrong with it. @param local whether members on one machine are members */
export async function applicationAt(place: string, local: boolean): Promise<Application> {
  const text = (await textAt(place)).trim();
  const application = await readApplication(text, local);
  if (application !== null) return application;
  if (!local && (await readApplication(text, true)) !== null)
    throw new Error(`${place} is of an issuer on one machine, such as one of npm start: add --local.`);
  throw new Error(`${place} is no application, or is not signed by the identity key that it names.`);
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
export async function linesOf(
  { file: register, hash }: Candidate<Register>,
  held: Verified<Register> | null,
): Promise<readonly string[]> {
  const changes = await toldChanges(held?.file ?? null, register);
  const { seq, issuedAt, expiresAt, members, leftOut, mass } = register;
  return [
    `第 ${seq} 号成员名录 Register ${seq}`,
    `北京时间 Beijing time ${secondInChina(issuedAt)} – ${secondInChina(expiresAt)}, ${members.length} 个成员 members`,
    `SHA-256 ${hash}`,
    ...(mass ? ["确认：成员减少五分之一以上 It is meant that more than a fifth of the members leave"] : []),
    ...(leftOut.length > 0 ? [`不能读取的条目 Entries that readers leave out: ${leftOut.join(", ")}`] : []),
    ...(changes.length === 0 ? ["成员没有变化 No member changes"] : []),
    ...changes.map(lineOf),
  ];
}

/** What others have signed since the officer last looked. */
export async function changesSince(
  held: Verified<Register> | null,
  { file, hash }: Verified<Register>,
): Promise<readonly string[]> {
  return [
    `第 ${file.seq} 号名录已生效 Register ${file.seq} holds, SHA-256 ${hash}`,
    held === null ? "成员 Its members:" : `自第 ${held.file.seq} 号以来 Since register ${held.file.seq}:`,
    ...(await toldChanges(held?.file ?? null, file)).map(lineOf),
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
