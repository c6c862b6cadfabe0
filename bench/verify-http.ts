/** Requests per second of POST /api/v1/verify, against a bare handler with as many signature checks on the same workerd. Goals: quality.md "Speed". */
import { type BenchIssuer, benchIssuer, liveCodes, liveCredentials, paperCodes } from "./codes.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import { compare, type Figure } from "./rounds.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { besideReference, fromClient, HOST } from "./yima.ts";

const CODES = 4096;
const CONNECTIONS = 64;
/** Many short rounds, so that other load on the machine slows the subject and the reference alike. */
const ROUNDS = 21;
const ROUND_MILLISECONDS = 400;
const VALID = '"valid":true';

/** Different printed codes, with one signature each. */
export function verifyHttpPaper(): Promise<Figure> {
  return measured("verify_http_paper", "one", 0.75, async (issuer) => {
    const codes = await paperCodes(issuer, CODES, Date.now());
    return () => Promise.resolve(codes);
  });
}

/** Live codes of phones whose keys the isolate has in its cache, with fresh proofs in each round: two signatures each. */
export function verifyHttpLive(): Promise<Figure> {
  return measured("verify_http_live", "two", 0.8, async (issuer) => {
    const credentials = await liveCredentials(issuer, CODES, Date.now());
    return () => liveCodes(credentials);
  });
}

/** Live codes of new phones, whose keys the verifier imports first; the reference imports a key per request too. */
export function verifyHttpLiveFirst(): Promise<Figure> {
  return measured("verify_http_live_first", "imported", 0.8, (issuer) =>
    Promise.resolve(async () => liveCodes(await liveCredentials(issuer, CODES, Date.now()))),
  );
}

type FreshCodes = () => Promise<readonly string[]>;

async function measured(
  name: string,
  entrypoint: string,
  goal: number,
  codesOf: (issuer: BenchIssuer) => Promise<FreshCodes>,
): Promise<Figure> {
  const issuer = await benchIssuer(Date.now());
  const codes = await codesOf(issuer);
  const runtime = await startWorkerd(await besideReference("worker", { name: "bare", entrypoint }));
  const load = startLoadProcess();
  try {
    await publish(runtime, issuer);
    const rate = (socket: string) => () => rateOf(load, runtime, socket, codes);
    await rate("yima")();
    await rate("bare")();
    return { name, unit: "requests/s", goal, better: "higher", ...(await compare(ROUNDS, rate("yima"), rate("bare"))) };
  } finally {
    load.stop();
    await runtime.stop();
  }
}

/** Requests per second at a socket. Subject and reference get the same requests, so that the cost of a request before its handler is the same. */
async function rateOf(load: LoadProcess, runtime: Runtime, socket: string, codes: FreshCodes): Promise<number> {
  const requests = (await codes()).map((code, index) => postRequest(HOST, "/api/v1/verify", { code }, fromClient(index)));
  const before = runtime.cpuSeconds();
  const job = { port: runtime.port(socket), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
  const { answered, seconds } = await load.run({ ...job, requests, once: false, expect: VALID });
  const cpu = ((runtime.cpuSeconds() - before) / answered) * 1e6;
  if (process.env.BENCH_VERBOSE !== undefined)
    process.stdout.write(`  ${socket}: ${Math.round(answered / seconds)}/s, ${cpu.toFixed(1)} µs CPU\n`);
  return answered / seconds;
}

async function publish(runtime: Runtime, { published }: BenchIssuer): Promise<void> {
  const key = encodeURIComponent(`jwks/${published.code}`);
  await fetch(`http://127.0.0.1:${runtime.port("kv")}/${key}`, { method: "PUT", body: JSON.stringify(published.jwks) });
}
