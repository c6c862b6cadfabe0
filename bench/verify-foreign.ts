/** POST /api/v1/verify of live codes of another issuer, whom the files of trust of 600 members name, against codes of the deployment's own issuer in the same worker, with a status list each. */
import { verifyResponse } from "../src/contract/verify.ts";
import { Visitor } from "../tools/visitor.ts";
import { type BenchIssuer, benchIssuer, liveCodes, liveCredentials } from "./codes.ts";
import { postRequest, startLoadProcess } from "./load-job.ts";
import { publishList, startMember } from "./member.ts";
import { ALL_MEMBERS, benchNation } from "./nation.ts";
import type { Figure } from "./rounds.ts";
import { besideReferences, type Work, workOf } from "./work.ts";
import { fromClient, HOST } from "./yima.ts";

/** Of each issuer: the worker has the keys of 4096 phones in the newer half of its cache. */
const CODES = 2048;
const ROUNDS = 12;
const ROUND_MILLISECONDS = 1000;
const WARM_MILLISECONDS = 5000;
const GOAL = 0.98;

export async function verifyForeign(): Promise<readonly Figure[]> {
  const now = Date.now();
  const [own, nation] = [await benchIssuer(now), await benchNation(ALL_MEMBERS, now)];
  const [other] = nation.members;
  if (other === undefined) throw new Error("a nation without members");
  const runtime = await startMember(own, nation);
  const load = startLoadProcess();
  try {
    const roundsOf = async (issuer: BenchIssuer): Promise<(milliseconds?: number) => Promise<Work>> => {
      await publishList(runtime, issuer, now);
      const credentials = await liveCredentials(issuer, CODES, now);
      const visitor = new Visitor(runtime.port("yima"), HOST);
      const [code] = await liveCodes(credentials.slice(0, 1));
      const answer = await visitor.ask("POST", "/api/v1/verify", verifyResponse, { code });
      if (!answer.valid || !answer.statusChecked) throw new Error("the list was not looked at");
      return async (milliseconds = ROUND_MILLISECONDS) => {
        const codes = await liveCodes(credentials);
        const requests = codes.map((each, index) => postRequest(HOST, "/api/v1/verify", { code: each }, fromClient(index)));
        const job = { port: runtime.port("yima"), connections: 64, milliseconds, requests, once: false };
        return workOf(load, runtime, { ...job, expect: '"valid":true' });
      };
    };
    const [foreign, ours] = [await roundsOf(other), await roundsOf(own)];
    for (const round of [foreign, ours]) await round(WARM_MILLISECONDS);
    return await besideReferences("verify_foreign", "codes/s", ROUNDS, foreign, [{ suffix: "", goal: GOAL, round: ours }]);
  } finally {
    load.stop();
    await runtime.stop();
  }
}
