/** The time of `verifyCode` against that of the WebCrypto verifications in it, within one isolate of workerd. Goal: quality.md "Speed". */
import { benchIssuer, liveCodes, liveCredentials, paperCodes } from "./codes.ts";
import { inFunctionWorker } from "./function-worker.ts";
import { compare, type Figure } from "./rounds.ts";

const CODES = 2048;
const ROUNDS = 15;
const GOAL = 1.15;

/** Printed codes, which have only one signature. */
export function verifyFunction(): Promise<Figure> {
  return measured("verify_function", false);
}

/** Live codes of phones whose keys the isolate has in its cache; `verify_http_live_first` measures phones with new keys. */
export function verifyFunctionLive(): Promise<Figure> {
  return measured("verify_function_live", true);
}

async function measured(name: string, live: boolean): Promise<Figure> {
  const now = Date.now();
  const issuer = await benchIssuer(now);
  const codes = live ? await liveCodes(await liveCredentials(issuer, CODES, now)) : await paperCodes(issuer, CODES, now);
  return inFunctionWorker(new URL("./workers/function.ts", import.meta.url), async ({ ask, secondsPerPiece }) => {
    const { signatures = Number.NaN } = await ask("PUT", "/", { codes, published: issuer.published, now });
    const verify = async () => (await secondsPerPiece("/verify", codes.length, signatures)) * 1e6;
    const bare = async () => (await secondsPerPiece("/bare", signatures)) * 1e6;
    for (let warm = 0; warm < 3; warm += 1) await compare(1, verify, bare);
    return { name, unit: "µs/signature", goal: GOAL, better: "lower", ...(await compare(ROUNDS, verify, bare)) };
  });
}
