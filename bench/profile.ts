/**
 * `npm run profile -- verify|pass|credential`: where the processor time of a verification, of a registration or of a request for credentials goes, by layer. It samples the worker through its
 * inspector under load, and finds the layer of each sample by the source map of the build.
 */
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { join } from "node:path";
import { build } from "../tools/build.ts";
import { root } from "../tools/command.ts";
import { benchIssuer, paperCodes, unusedCodes } from "./codes.ts";
import { credentialRequests } from "./credential-http.ts";
import { publish } from "./grown.ts";
import { type CallFrame, inspect, type Profile } from "./inspector.ts";
import { type LoadJob, type LoadProcess, postRequest, startLoadProcess } from "./load-job.ts";
import { passRequestsOf } from "./pass-http.ts";
import { standingCollector } from "./standing.ts";
import { type Runtime, startWorkerd } from "./workerd.ts";
import { fromClient, HOST, yimaBeside } from "./yima.ts";

const CONNECTIONS = 64;
const MILLISECONDS = 2000;
const CODES = 4096;
/** The phones of the passes: each may show a code per second, and a gate takes a code for 45 s. */
const PHONES = 1536;

/** The layers by the places of their sources; the first that fits counts. */
const LAYERS: readonly (readonly [string, RegExp])[] = [
  ["entry, address, limits", /src\/(?:worker|config)|src\/local|routes\/(?:app|http\/(?:minute-limit|room)|who\/address)/],
  ["body", /routes\/http\/read-body/],
  ["schema", /node_modules\/zod|src\/contract/],
  ["session and rights", /routes\/who/],
  ["code and signatures", /src\/token/],
  ["keys, lists, settings", /src\/storage|routes\/verify\/(?:trust|status-lists|check-code)/],
  ["decision", /src\/domain/],
  ["object", /src\/objects/],
  ["answer", /src\/routes/],
];
const RUNTIME = "runtime without a frame of ours";

interface Place {
  readonly layer: string;
  /** The function with its source, or a function of the runtime. */
  readonly name: string;
}

/** The microseconds of all samples by layer and, within it, by function. A function of the runtime counts for the layer that called it. */
function byLayer({ nodes, samples, timeDeltas }: Profile, map: SourceMap): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const frames = new Map(nodes.map((node) => [node.id, node.callFrame]));
  const placeOf = (id: number | undefined): Place => {
    const frame = id === undefined ? undefined : frames.get(id);
    if (id === undefined || frame === undefined) return { layer: RUNTIME, name: "" };
    const { source, name } = originOf(frame, map);
    const layer = LAYERS.find(([, pattern]) => pattern.test(source))?.[0] ?? placeOf(parents.get(id)).layer;
    return { layer, name: `${name} (${source})` };
  };
  const places = new Map(nodes.map(({ id }) => [id, placeOf(id)]));
  const layers = new Map<string, Map<string, number>>();
  for (const [at, id] of samples.entries()) {
    const place = places.get(id);
    if (place === undefined || frames.get(id)?.functionName === "(idle)") continue;
    const functions = layers.get(place.layer) ?? new Map<string, number>();
    layers.set(place.layer, functions.set(place.name, (functions.get(place.name) ?? 0) + (timeDeltas[at] ?? 0)));
  }
  return layers;
}

/** The source and the name of a function before the build. */
function originOf(
  { url, functionName, lineNumber, columnNumber }: CallFrame,
  map: SourceMap,
): { readonly source: string; readonly name: string } {
  const entry = url === "" ? {} : map.findEntry(lineNumber, columnNumber);
  if (!("originalSource" in entry && typeof entry.originalSource === "string")) return { source: "runtime", name: functionName };
  return {
    source: entry.originalSource.replace(/^.*\/(?=(?:src|node_modules)\/)/, ""),
    name: "name" in entry && typeof entry.name === "string" ? entry.name : functionName,
  };
}

interface Subject {
  readonly build: "worker" | "local";
  readonly jobs: (runtime: Runtime) => Promise<() => Promise<Omit<LoadJob, "port" | "connections" | "milliseconds">>>;
}

const SUBJECTS: Readonly<Record<string, Subject>> = {
  verify: {
    build: "worker",
    async jobs(runtime) {
      const issuer = await benchIssuer(Date.now());
      await publish(runtime, `jwks/${issuer.published.code}`, JSON.stringify(issuer.published.jwks));
      const codes = await paperCodes(issuer, CODES, Date.now());
      const requests = codes.map((code, index) => postRequest(HOST, "/api/v1/verify", { code }, fromClient(index)));
      return () => Promise.resolve({ requests, once: false, expect: '"valid":true' });
    },
  },
  pass: {
    build: "local",
    async jobs(runtime) {
      const standing = await standingCollector(runtime.port("yima"), PHONES);
      return async () => ({
        requests: passRequestsOf(standing, await unusedCodes(standing.credentials)),
        once: true,
        expect: '"state":"registered"',
      });
    },
  },
  credential: {
    build: "local",
    async jobs(runtime) {
      const all = await credentialRequests(runtime.port("yima"));
      const half = Math.floor(all.length / 2);
      const parts = [all.slice(0, half), all.slice(half)];
      return () => Promise.resolve({ requests: parts.shift() ?? [], once: true, expect: '"credentials":["' });
    },
  },
};

async function profileOf(name: string, load: LoadProcess): Promise<void> {
  const subject = SUBJECTS[name];
  if (subject === undefined) throw new Error(`There is no profile ${name}. There are: ${Object.keys(SUBJECTS).join(", ")}`);
  const runtime = await startWorkerd(await yimaBeside(subject.build, []), undefined, true);
  try {
    const jobOf = await subject.jobs(runtime);
    const run = async () => {
      const job = { port: runtime.port("yima"), connections: CONNECTIONS, milliseconds: MILLISECONDS, ...(await jobOf()) };
      return load.run(job);
    };
    await run();
    let answered = 0;
    const profiled = await inspect(runtime, async () => ({ answered } = await run()));
    const map = new SourceMap(JSON.parse(readFileSync(join(root, "dist", subject.build, "worker.js.map"), "utf8")));
    report(byLayer(profiled, map), answered);
  } finally {
    await runtime.stop();
  }
}

/** Prints the microseconds of each layer per request, with its most expensive functions. */
function report(layers: ReadonlyMap<string, ReadonlyMap<string, number>>, answered: number): void {
  const sums = [...layers].map(([layer, functions]) => {
    const own = [...functions].toSorted(([, a], [, b]) => b - a);
    return { layer, own, sum: own.reduce((sum, [, each]) => sum + each, 0) };
  });
  const whole = sums.reduce((sum, each) => sum + each.sum, 0);
  for (const { layer, own, sum } of sums.toSorted((a, b) => b.sum - a.sum)) {
    process.stdout.write(
      `${(sum / answered).toFixed(1).padStart(7)} µs ${((sum / whole) * 100).toFixed(0).padStart(3)} %  ${layer}\n`,
    );
    for (const [name, each] of own.slice(0, 6))
      process.stdout.write(`${(each / answered).toFixed(1).padStart(14)}         ${name}\n`);
  }
  process.stdout.write(`${(whole / answered).toFixed(1).padStart(7)} µs       in all, over ${answered} requests\n`);
}

const load = startLoadProcess();
try {
  await build();
  await profileOf(process.argv[2] ?? "verify", load);
} finally {
  load.stop();
}
