/** Verifying for one issuer and some persons, and for all issuers of a country and many persons: the same cost. Goal: quality.md "Speed". */
import { type BenchIssuer, benchIssuer, paperCodes } from "./codes.ts";
import { costOf } from "./cost.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import { compare, type Figure } from "./rounds.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { besideReference, HOST } from "./yima.ts";

/** As many cities as there are, and each printed code of another person. */
const GROWN = { issuers: 340, codes: 65_536 };
/** Fewer codes would be learned by heart by the processor: decision 8. */
const SMALL = { issuers: 1, codes: 4096 };
const CONNECTIONS = 64;
const ROUNDS = 15;
const ROUND_MILLISECONDS = 400;
const FIRST_CITY = 1100;
const GOAL = 1.2;

interface Place {
  readonly runtime: Runtime;
  readonly requests: readonly Buffer[];
}

export async function growthVerify(): Promise<Figure> {
  const issuer = await benchIssuer(Date.now());
  const places = [await placeOf(issuer, GROWN), await placeOf(issuer, SMALL)] as const;
  const load = startLoadProcess();
  try {
    const [grown, small] = [() => microsecondsOf(load, places[0]), () => microsecondsOf(load, places[1])];
    await compare(2, grown, small);
    const compared = await compare(ROUNDS, grown, small);
    return { name: "growth_verify", unit: "µs CPU/code", goal: GOAL, better: "lower", ...compared };
  } finally {
    load.stop();
    await Promise.all(places.map(({ runtime }) => runtime.stop()));
  }
}

/** Every issuer publishes a key; the codes are of one of them, as a region's verifiers see them. */
async function placeOf(issuer: BenchIssuer, size: { readonly issuers: number; readonly codes: number }): Promise<Place> {
  const cities = Array.from({ length: size.issuers - 1 }, (_, index) => String(FIRST_CITY + index));
  const issuers = [
    { code: issuer.published.code, hosts: [HOST] },
    ...cities.map((code) => ({ code, hosts: [`city${code}.localhost`] })),
  ].map((one) => ({ ...one, name: issuer.published.name, shards: 16, credentialsPerPhone: 4, credentialLifetimeMinutes: 1440 }));
  const variables = { YIMA_ISSUERS: JSON.stringify(issuers) };
  const runtime = await startWorkerd(await besideReference("worker", { name: "bare", entrypoint: "one" }, { variables }));
  for (const { code } of issuers) {
    const keys = issuer.published.jwks.keys.map((key) => ({ ...key, kid: key.kid.replace(issuer.published.code, code) }));
    const name = encodeURIComponent(`jwks/${code}`);
    await fetch(`http://127.0.0.1:${runtime.port("kv")}/${name}`, { method: "PUT", body: JSON.stringify({ keys }) });
  }
  const codes = await paperCodes(issuer, size.codes, Date.now());
  return { runtime, requests: codes.map((code) => postRequest(HOST, "/api/v1/verify", { code })) };
}

async function microsecondsOf(load: LoadProcess, { runtime, requests }: Place): Promise<number> {
  const job = { port: runtime.port("yima"), connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS };
  const { answered, cpuSeconds } = await costOf(load, runtime, { ...job, requests, once: false, expect: '"valid":true' });
  return (cpuSeconds * 1e6) / answered;
}
