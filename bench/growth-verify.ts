/** The cost of a verification in a worker with the issuers of a whole country and many codes, against one issuer with few codes. Goal: quality.md "Speed". */
import { type BenchIssuer, benchIssuer, paperCodes } from "./codes.ts";
import { grownBeside, type Place, publish } from "./grown.ts";
import { postRequest } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import { startWorkerd } from "./workerd.ts";
import { yimaBeside, fromClient, HOST } from "./yima.ts";

/** More issuers than the country has cities and provinces; each printed code belongs to another person. */
const GROWN = { issuers: 600, codes: 65_536 };
/** One issuer. With fewer codes, the processor would learn their paths through the program (decision 8). */
const SMALL = { issuers: 1, codes: 4096 };
const FIRST_CITY = 1100;
const GOAL = 1.2;

export async function growthVerify(): Promise<Figure> {
  const issuer = await benchIssuer(Date.now());
  return grownBeside("growth_verify", GOAL, [await placeOf(issuer, GROWN), await placeOf(issuer, SMALL)]);
}

/** A worker with the keys of all its issuers, and requests with codes that all come from one of them, as at the verifiers of a region. */
async function placeOf(issuer: BenchIssuer, size: { readonly issuers: number; readonly codes: number }): Promise<Place> {
  const cities = Array.from({ length: size.issuers - 1 }, (_, index) => String(FIRST_CITY + index));
  const issuers = [
    { code: issuer.published.code, hosts: [HOST] },
    ...cities.map((code) => ({ code, hosts: [`city${code}.localhost`] })),
  ].map((one) => ({ ...one, name: issuer.published.name, shards: 16, credentialsPerPhone: 4, credentialLifetimeMinutes: 1440 }));
  const variables = { YIMA_ISSUERS: JSON.stringify(issuers) };
  const runtime = await startWorkerd(await yimaBeside("worker", [], { variables }));
  for (const { code } of issuers) {
    const keys = issuer.published.jwks.keys.map((key) => ({ ...key, kid: key.kid.replace(issuer.published.code, code) }));
    await publish(runtime, `jwks/${code}`, JSON.stringify({ keys }));
  }
  const codes = await paperCodes(issuer, size.codes, Date.now());
  const requests = codes.map((code, index) => postRequest(HOST, "/api/v1/verify", { code }, fromClient(index)));
  return { runtime, requests: () => Promise.resolve(requests) };
}
