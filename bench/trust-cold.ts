/** The first code of another issuer in a new isolate, with 600 members and with three: the processor time of the runtime for this request. docs/trust.md. */
import { verifyResponse } from "../src/contract/verify.ts";
import { Visitor } from "../tools/visitor.ts";
import { benchIssuer, paperCodes } from "./codes.ts";
import { publishList, startMember } from "./member.ts";
import { ALL_MEMBERS, type BenchNation, benchNation, FEW_MEMBERS } from "./nation.ts";
import { differenceOf, type Figure } from "./rounds.ts";
import { HOST } from "./yima.ts";

const ROUNDS = 11;
const GOAL_MS = 2;
/** Longer than the runtime works after its start, and after an answer. */
const QUIET_MILLISECONDS = 150;

export async function trustCold(): Promise<Figure> {
  const now = Date.now();
  const [all, few] = [await benchNation(ALL_MEMBERS, now), await benchNation(FEW_MEMBERS, now)];
  const figure = await differenceOf(
    ROUNDS,
    () => firstCode(all),
    () => firstCode(few),
  );
  return { name: "trust_600_cold", unit: "ms CPU more", goal: GOAL_MS, better: "lower", ratio: null, ...figure };
}

/** Milliseconds of processor time, in a runtime of its own. */
async function firstCode(nation: BenchNation): Promise<number> {
  const now = Date.now();
  const member = nation.members.at(-1);
  if (member === undefined) throw new Error("a nation without members");
  const [code = ""] = await paperCodes(member, 1, now);
  const runtime = await startMember(await benchIssuer(now), nation);
  try {
    await publishList(runtime, member, now);
    const visitor = new Visitor(runtime.port("yima"), HOST);
    await quiet();
    const before = runtime.cpuSeconds();
    const answer = await visitor.ask("POST", "/api/v1/verify", verifyResponse, { code });
    await quiet();
    if (!answer.valid) throw new Error(answer.refusal.code);
    return (runtime.cpuSeconds() - before) * 1000;
  } finally {
    await runtime.stop();
  }
}

function quiet(): Promise<void> {
  return new Promise((done) => setTimeout(done, QUIET_MILLISECONDS));
}
