/**
 * POST /api/v1/verify and, by the hundred, POST /api/v1/verifications, against bare handlers with as many signature checks on the same workerd: one reads and parses the same body, the other reads
 * nothing. Goals: docs/decisions/0062-benches-by-processor-time.md.
 */
import { type BenchIssuer, benchIssuer, liveCodes, liveCredentials, paperCodes } from "./codes.ts";
import { publish } from "./grown.ts";
import { type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import { besideReferences, type Work, workOf } from "./work.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { yimaBeside, fromClient, HOST } from "./yima.ts";

const CODES = 4096;
const BATCH = 100;
const CONNECTIONS = 64;
const ROUNDS = 12;
/** Long enough that most rounds have a collection of garbage, which takes 100 ms. */
const ROUND_MILLISECONDS = 1000;
/** The load before the rounds: an isolate answers for hours, and V8 compiles its program for speed within the first 20,000 requests. */
const WARM_MILLISECONDS = 5000;
const VALID = '"valid":true';

/** Different printed codes, with one signature each. */
export function verifyHttpPaper(): Promise<readonly Figure[]> {
  return measured(
    "verify_http_paper",
    { reference: "one", floor: "oneFloor" },
    { reading: 0.85, bare: 0.65, floor: 0.85 },
    async (issuer) => {
      const codes = await paperCodes(issuer, CODES, Date.now());
      return () => Promise.resolve(codes);
    },
  );
}

/** Live codes of phones whose keys the isolate has in its cache, with fresh proofs in each round: two signatures each. */
export function verifyHttpLive(): Promise<readonly Figure[]> {
  return measured(
    "verify_http_live",
    { reference: "two", floor: "twoFloor" },
    { reading: 0.9, bare: 0.65, floor: 0.85 },
    async (issuer) => {
      const credentials = await liveCredentials(issuer, CODES, Date.now());
      return () => liveCodes(credentials);
    },
  );
}

/** Live codes of new phones, whose keys the verifier imports first; the reference imports a key per request too. */
export function verifyHttpLiveFirst(): Promise<readonly Figure[]> {
  return measured(
    "verify_http_live_first",
    { reference: "imported", floor: null },
    { reading: 0.9, bare: 0.65, floor: 0.85 },
    (issuer) => Promise.resolve(async () => liveCodes(await liveCredentials(issuer, CODES, Date.now()))),
  );
}

/** Live codes, a hundred per request; the reference reads the same body and checks their signatures in a loop. */
export function verifyBatch(): Promise<readonly Figure[]> {
  return measured(
    "verify_batch",
    { reference: "hundred", floor: null },
    { reading: 0.9, bare: null, floor: 0.85 },
    async (issuer) => {
      const credentials = await liveCredentials(issuer, CODES, Date.now());
      return () => liveCodes(credentials);
    },
    BATCH,
  );
}

type FreshCodes = () => Promise<readonly string[]>;

async function measured(
  name: string,
  { reference, floor }: { readonly reference: string; readonly floor: string | null },
  goals: { readonly reading: number; readonly bare: number | null; readonly floor: number },
  codesOf: (issuer: BenchIssuer) => Promise<FreshCodes>,
  together = 1,
): Promise<readonly Figure[]> {
  const issuer = await benchIssuer(Date.now());
  const codes = await codesOf(issuer);
  const references = [
    { socket: `${reference}Read`, suffix: "", goal: goals.reading },
    // A handler that does not read a long body closes the connection.
    ...(goals.bare === null ? [] : [{ socket: reference, suffix: "_bare", goal: goals.bare }]),
    ...(floor === null ? [] : [{ socket: floor, suffix: "_floor", goal: goals.floor }]),
  ];
  const runtime = await startWorkerd(
    await yimaBeside(
      // The worker for one machine counts no addresses: forty requests of a hundred codes each would soon be too many for theirs.
      together === 1 ? "worker" : "local",
      references.map(({ socket }) => socket),
    ),
  );
  const load = startLoadProcess();
  try {
    await publish(runtime, `jwks/${issuer.published.code}`, JSON.stringify(issuer.published.jwks));
    const round =
      (socket: string, milliseconds = ROUND_MILLISECONDS) =>
      () =>
        roundOf(load, runtime, socket, codes, { milliseconds, together });
    for (const { socket } of [{ socket: "yima" }, ...references]) await round(socket, WARM_MILLISECONDS)();
    const beside = references.map(({ socket, ...figure }) => ({ ...figure, round: round(socket) }));
    return await besideReferences(name, "codes/s", ROUNDS, round("yima"), beside);
  } finally {
    load.stop();
    await runtime.stop();
  }
}

/** Subject and references get the same requests, so that the cost of a request before its handler is the same. */
async function roundOf(
  load: LoadProcess,
  runtime: Runtime,
  socket: string,
  codes: FreshCodes,
  { milliseconds, together }: { readonly milliseconds: number; readonly together: number },
): Promise<Work> {
  const fresh = await codes();
  const requests =
    together === 1
      ? fresh.map((code, index) => postRequest(HOST, "/api/v1/verify", { code }, fromClient(index)))
      : Array.from({ length: Math.floor(fresh.length / together) }, (_, index) =>
          postRequest(
            HOST,
            "/api/v1/verifications",
            { codes: fresh.slice(index * together, (index + 1) * together) },
            fromClient(index),
          ),
        );
  const job = { port: runtime.port(socket), connections: CONNECTIONS, milliseconds };
  return workOf(load, runtime, { ...job, requests, once: false, expect: VALID }, together);
}
