/** What a verifier with many issuers does more than one with few, and what the statements of all cost their reader, each within one isolate of workerd. docs/trust.md. */
import { believedIssuers } from "../src/token/federation/believed.ts";
import { believedText } from "../src/token/federation/believed-text.ts";
import { bookText } from "../src/token/federation/book.ts";
import { paperCodes } from "./codes.ts";
import { type FunctionWorker, inFunctionWorker } from "./function-worker.ts";
import { ALL_MEMBERS, type BenchNation, benchNation, FEW_MEMBERS } from "./nation.ts";
import { compare, type Figure } from "./rounds.ts";

/** As many as a multiple of the members of both nations. With few codes, the processor would learn their paths through the program (decision 8). */
const CODES = 2400;
const ROUNDS = 15;
const WORKER = new URL("./workers/trust.ts", import.meta.url);
const VERIFY_GOAL = 1.05;
const TAKE_GOAL = 1.5;

/** A warm verification of printed codes of all 600 issuers, with a trust of 600, against codes of three issuers with a trust of three. */
export async function trustVerify(): Promise<Figure> {
  const now = Date.now();
  return inFunctionWorker(WORKER, async (worker) => {
    for (const [path, count] of [["/all", ALL_MEMBERS] as const, ["/few", FEW_MEMBERS] as const]) {
      const nation = await benchNation(count, now);
      const text = believedText(believedIssuers(nation.kept));
      await worker.ask("PUT", path, { text, codes: await codesOf(nation, now), now });
    }
    const figure = await alternating(worker, "/all", "/few", CODES);
    return { name: "trust_600_verify", unit: "µs/code", goal: VERIFY_GOAL, better: "lower", ...figure };
  });
}

/** The book of 600 statements, taken by a reader that has the register, against checks of the same signatures, each after the import of its key. */
export async function trustTake(): Promise<readonly Figure[]> {
  const now = Date.now();
  const { root, state, register, book } = await benchNation(ALL_MEMBERS, now);
  return inFunctionWorker(WORKER, async (worker) => {
    await worker.ask("PUT", "/files", { root, files: { state, register, book: bookText(book, 0) }, now });
    const imported = await alternating(worker, "/take", "/imported", ALL_MEMBERS);
    const bare = await alternating(worker, "/take", "/bare", ALL_MEMBERS);
    const figure = { unit: "µs/statement", goal: TAKE_GOAL, better: "lower" } as const;
    return [
      { name: "trust_take", ...figure, ...imported },
      { name: "trust_take_bare", ...figure, ...bare },
    ];
  });
}

async function alternating({ secondsPerPiece }: FunctionWorker, path: string, reference: string, pieces: number) {
  const subject = async () => (await secondsPerPiece(path, pieces)) * 1e6;
  const other = async () => (await secondsPerPiece(reference, pieces)) * 1e6;
  for (let warm = 0; warm < 3; warm += 1) await compare(1, subject, other);
  return compare(ROUNDS, subject, other);
}

/** Codes of all members in turn. */
async function codesOf({ members }: BenchNation, now: number): Promise<readonly string[]> {
  const byMember = await Promise.all(members.map((member) => paperCodes(member, CODES / members.length, now)));
  const [first = []] = byMember;
  return first.flatMap((_, index) => byMember.map((codes) => codes[index] ?? ""));
}
