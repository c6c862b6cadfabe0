/** What an officer's command asks of the nation's host: the register that holds, those that wait for signatures, and to take one. All is verified here. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Register, Verified } from "../../src/domain/federation/trust-files.ts";
import { ask, askText } from "../operator-client.ts";
import { heldUnder, type Roots } from "./roots.ts";

const FILES = "/.well-known/trust";

/** What became of a register that was handed in. */
export interface Offered {
  readonly signed: readonly string[];
  readonly threshold: number;
  readonly holds: boolean;
}

/** The register that holds at the nation; null before the first one. Throws if the officers have not signed it. */
export async function registerOfNation(nation: string, roots: Roots, local: boolean): Promise<Verified<Register> | null> {
  const { status, text } = await askText(nation, "GET", `${FILES}/register`);
  if (status === 404) return null;
  if (status !== 200) throw new Error(`${nation} answers ${status} for the register`);
  return heldUnder(roots, nation, text, local);
}

/** The register that an officer holds in a file; null if there is no file yet. */
export async function heldRegister(path: string, roots: Roots, local: boolean): Promise<Verified<Register> | null> {
  if (!existsSync(path)) return null;
  return heldUnder(roots, path, readFileSync(path, "utf8"), local).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `${reason}. This is the register that you saw last. If officers have left since, give the root before by --before; if more than one root has passed, delete the file: then every member is said anew.`,
    );
  });
}

/** Notes which register the officer has seen. Throws if it is older than the one before: then somebody serves an old one. */
export function holdRegister(path: string, before: Verified<Register> | null, now: Verified<Register>): void {
  if (before !== null && now.file.seq < before.file.seq)
    throw new Error(`The nation serves register ${now.file.seq}, and you have seen ${before.file.seq} already.`);
  if (before !== null && now.file.seq === before.file.seq && now.hash !== before.hash)
    throw new Error(`The nation serves another register ${now.file.seq} than the one that you have seen.`);
  writeFileSync(path, now.text);
}

/** The texts of the registers that wait for signatures. */
export async function waitingRegisters(nation: string): Promise<readonly string[]> {
  const { status, body } = await ask(nation, "GET", `${FILES}/candidates`);
  const { candidates } = body;
  if (status !== 200 || !Array.isArray(candidates)) throw new Error(`${nation} answers ${status} for the waiting registers`);
  return candidates.filter((one) => typeof one === "string");
}

/** Hands a signed register in. Throws with the sentence of a refusal. */
export async function offerRegister(nation: string, text: string): Promise<Offered> {
  return (await handIn(nation, "/api/v1/registers", JSON.parse(text))) as unknown as Offered;
}

/** Hands the order in by which an officer suspends a member. */
export async function offerSuspension(nation: string, order: string): Promise<void> {
  await handIn(nation, "/api/v1/suspensions", { order });
}

async function handIn(nation: string, path: string, asked: unknown): Promise<Readonly<Record<string, unknown>>> {
  const { status, body } = await ask(nation, "POST", path, asked);
  if (status === 200) return body;
  const sentence = body["sentence"] as { readonly zh: string; readonly en: string } | undefined;
  throw new Error(`${status} ${String(body["code"])}: ${sentence?.zh ?? ""} ${sentence?.en ?? ""}`);
}
