/** The tarball of `packages/verify` in a bare folder: its size, its only dependency, its types, and all vectors on Node, workerd and Chromium. */
import { globSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Verdict } from "../../packages/verify/src/index.ts";
import { root, run } from "../../tools/command.ts";
import { bindRuntime } from "../../tools/workerd.ts";
import { aBareFolder, type BareFolder, installed } from "../support/bare-folder.ts";
import { openBrowser } from "../support/browser.ts";
import { contentTypeOf } from "../support/content-type.ts";
import { aWorld, claimsOf, type CodeVector, listFor, ORIGIN, VECTORS } from "../support/verifier-world.ts";

const MAX_GZIP_BYTES = 20 * 1024;

/** What each runtime is asked: to run the vectors, and to verify each code with a verifier that has only these files. */
interface Question {
  readonly vectors: typeof VECTORS;
  readonly origin: string;
  readonly root: string;
  readonly files: Readonly<Record<string, string>>;
  /** The content type of each file and list. */
  readonly types: Readonly<Record<string, string>>;
  readonly cases: readonly { readonly code: string; readonly now: number; readonly lists: Readonly<Record<string, string>> }[];
}
interface Answer {
  /** The cases that `checkVectors` names; then the same after one vector was changed. */
  readonly faults: readonly string[];
  readonly changed: readonly string[];
  readonly verdicts: readonly Verdict[];
}

/** The program of the other province: the same text in each runtime. */
const PROGRAM = `import { createVerifier } from "yima-verify";
import { checkVectors } from "yima-verify/vectors";

export async function answer({ vectors, origin, root, files, types, cases }) {
  const verdicts = [];
  for (const { code, now, lists } of cases) {
    const texts = { ...files, ...lists };
    const found = (url) => new Response(texts[url], { headers: { "content-type": types[url] } });
    const fetch = async (url) => (url in texts ? found(url) : new Response(null, { status: 404 }));
    verdicts.push(await createVerifier({ root, origin, fetch, now: () => now }).verify(code));
  }
  const [first, ...others] = vectors.valid;
  const changed = { ...vectors, valid: [{ ...first, record: "00", expected: {} }, ...others] };
  return { faults: await checkVectors(vectors), changed: await checkVectors(changed), verdicts };
}
`;

/** The status of a paper code is not public, so no verifier of another province has it: checkVectors alone runs these. */
const PUBLIC = [...VECTORS.valid, ...VECTORS.refused, ...VECTORS.hostile].filter(
  (one) => one.status === undefined || claimsOf(one)?.kind !== "paper",
);

let folder: BareFolder;
let question: Question;

beforeAll(async () => {
  folder = await aBareFolder();
  const { root: pinned, files } = await aWorld();
  const cases = await Promise.all(
    PUBLIC.map(async (one) => {
      const list = one.status === undefined ? [] : [await listFor(one)];
      return { code: one.code, now: one.now, lists: Object.fromEntries(list) };
    }),
  );
  const urls = [files, ...cases.map(({ lists }) => lists)].flatMap((texts) => Object.keys(texts));
  const types = Object.fromEntries(urls.map((url) => [url, contentTypeOf(url)]));
  question = { vectors: VECTORS, origin: ORIGIN, root: pinned, files, types, cases };
  writeFileSync(join(folder.path, "program.js"), PROGRAM);
  writeFileSync(join(folder.path, "question.json"), JSON.stringify(question));
});
afterAll(() => folder.remove());

/** The verdict that a vector demands, in the words of the package. */
function demanded({ refusal, expected }: CodeVector): object {
  if (expected === undefined)
    return { valid: false, refusal: { ...refusal, sentence: { zh: expect.any(String), en: expect.any(String) } } };
  const { claims, ...verified } = expected;
  const { keyNumber: _key, lifetimeMinutes: _lifetime, statusIndex: _index, deviceKey: _device, ...said } = claims;
  const issuerName = { zh: `地区${String(said["issuer"])}`, en: `Region ${String(said["issuer"])}` };
  return { valid: true, ...said, issuerName, ...verified };
}

function expectAll({ faults, changed, verdicts }: Answer): void {
  expect(faults).toEqual([]);
  const name = VECTORS.valid[0]?.name ?? "";
  expect(changed).toEqual([name, `${name}: jose`]);
  expect(verdicts.length).toBe(PUBLIC.length);
  for (const [index, verdict] of verdicts.entries()) {
    const vector = PUBLIC[index];
    expect(verdict, vector?.name).toEqual(vector && demanded(vector));
  }
}

/** The program with the package in one file, as for an edge worker or a page. */
async function bundled(): Promise<string> {
  const outDir = join(folder.path, "bundle");
  const lib = { entry: join(folder.path, "program.js"), formats: ["es" as const], fileName: "program" };
  await build({ configFile: false, root: folder.path, publicDir: false, logLevel: "error", build: { outDir, lib } });
  return readFileSync(join(outDir, "program.js"), "utf8");
}

describe("the tarball", () => {
  test("has at most 20 KB of code, gzipped, in a program that verifies, and jose as its only dependency, in the version of the project", () => {
    const code = ["index.js", "code.js"].map((name) => installed(folder, name)).join("");
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(MAX_GZIP_BYTES);
    const { dependencies, version } = JSON.parse(installed(folder, "package.json"));
    const project = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(dependencies).toEqual({ jose: project.dependencies.jose });
    expect(version).toBe(project.version);
    expect(readdirSync(join(folder.path, "node_modules")).filter((name) => !name.startsWith("."))).toEqual([
      "jose",
      "yima-verify",
    ]);
  });

  test("has the vectors of the project, and a README of one page", () => {
    for (const path of globSync("test/vectors/code/*.json", { cwd: root }))
      expect(installed(folder, path.replace("test/vectors/code", "vectors"))).toBe(readFileSync(join(root, path), "utf8"));
    expect(installed(folder, "README.md").split("\n").length).toBeLessThan(80);
  });

  test("has types by which the compiler accepts a right program and refuses a wrong one", async () => {
    writeFileSync(
      join(folder.path, "typed.ts"),
      `import { createVerifier, type Verdict } from "yima-verify";
import { checkVectors } from "yima-verify/vectors";
const verifier = createVerifier({ root: "", origin: "https://code.example.gov.cn", store: { get: async () => null, put: async () => undefined } });
const verdict: Verdict = await verifier.verify("");
if (verdict.valid) console.log(verdict.maskedName.length, verdict.statusChecked satisfies boolean, verdict.expiresAt satisfies number);
else if (verdict.refusal.code === "clock_skew") console.log(verdict.refusal.offsetSeconds satisfies number, verdict.refusal.sentence.zh);
console.log(verifier.age satisfies number | null, checkVectors);
// @ts-expect-error a verifier needs a root
createVerifier({ origin: "" });
// @ts-expect-error a refused code has no name
if (!verdict.valid) console.log(verdict.maskedName);
`,
    );
    const options = ["--noEmit", "--strict", "--target", "es2024", "--lib", "es2024,dom", "--module", "nodenext", "--types", ""];
    const { status, output } = await run("tsc", [...options, "typed.ts"], { cwd: folder.path, capture: true });
    expect(output).toBe("");
    expect(status).toBe(0);
  });
});

describe("all vectors give what they say", () => {
  test("on Node, from the installed files", async () => {
    const main = `import { readFileSync } from "node:fs"; import { answer } from "./program.js";
process.stdout.write(JSON.stringify(await answer(JSON.parse(readFileSync("question.json", "utf8")))));`;
    writeFileSync(join(folder.path, "main.js"), main);
    const { status, output } = await run("node", ["main.js"], { cwd: folder.path, capture: true });
    expect(status, output).toBe(0);
    expectAll(JSON.parse(output));
  });

  test("in workerd, from one file", async () => {
    const handler = `import { answer } from "./program.js";
export default { fetch: async (request) => Response.json(await answer(await request.json())) };`;
    const options = convertV4MiniflareOptions({
      modules: [
        { type: "ESModule", path: "worker.js", contents: handler },
        { type: "ESModule", path: "program.js", contents: await bundled() },
      ],
      compatibilityDate: "2026-10-01",
      cf: false,
      telemetry: { enabled: false },
    });
    const miniflare = new Miniflare({ ...options, unsafeRuntimeEnv: bindRuntime(folder.path) });
    try {
      const response = await miniflare.dispatchFetch("http://verifier/", { method: "POST", body: JSON.stringify(question) });
      expectAll((await response.json()) as Answer);
    } finally {
      await miniflare.dispose();
    }
  });

  test("in Chromium, from the installed files", async () => {
    const imports = {
      "yima-verify": "/node_modules/yima-verify/index.js",
      "yima-verify/vectors": "/node_modules/yima-verify/vectors.js",
      jose: "/node_modules/jose/dist/webapi/index.js",
    };
    const html = `<!doctype html><title>verifier</title><script type="importmap">${JSON.stringify({ imports })}</script>
<script type="module">import { answer } from "/program.js"; globalThis.answered = fetch("/question.json").then((asked) => asked.json()).then(answer).then(JSON.stringify);</script>`;
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      // WebCrypto is there on secure pages only.
      await page.route("https://verifier.example/**", async (route) => {
        const { pathname } = new URL(route.request().url());
        await (pathname === "/"
          ? route.fulfill({ contentType: "text/html", body: html })
          : route.fulfill({ path: join(folder.path, pathname) }));
      });
      await page.goto("https://verifier.example/");
      expectAll(JSON.parse(await page.evaluate<string>("answered")));
    } finally {
      await browser.close();
    }
  });
});
