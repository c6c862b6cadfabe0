/** The functions by which a program runs a text, leaves its host or weakens its cryptography: the sources use them at the listed places only. docs/asvs.md names these tests. */
import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** What is deployed: the additions of one machine are not. */
const SOURCES = globSync("src/**/*.{ts,tsx}", { exclude: ["src/local/**"] }).map((path) => ({
  path,
  text: readFileSync(path, "utf8"),
}));

const filesWith = (pattern: RegExp): readonly string[] =>
  SOURCES.filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)
    .toSorted();

const RUNS_TEXT =
  /\b(?:innerHTML|outerHTML|srcdoc|insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment|setHTMLUnsafe|parseFromString)\b|\bdocument\.write|\beval\(|\bnew Function\b|\bset(?:Timeout|Interval)\(\s*["'`]|javascript:/;

test.each(["box.innerHTML = name", "eval(text)", "new Function(text)", 'setTimeout("f()", 1)', "document.write(text)"])(
  "the search finds %s",
  (code) => {
    expect(RUNS_TEXT.test(code)).toBe(true);
  },
);

test("no file makes HTML or a program of a text", () => {
  expect(SOURCES.length).toBeGreaterThan(500);
  expect(filesWith(RUNS_TEXT)).toEqual([]);
});

/** A call of the runtime's own `fetch`, and not of an object's or the declaration of one. */
const FETCH = /(?<![.\w])fetch\((?!request[:,])/;
const PAGES = /^src\/pwa\//;

test("the worker sends requests to others from these files only", () => {
  expect(filesWith(FETCH).filter((path) => !PAGES.test(path))).toEqual([
    "src/objects/conversions/home-list.ts",
    "src/objects/mailbox/post-letter.ts",
    "src/objects/people/custody/http-authority.ts",
    "src/objects/sms.ts",
    "src/objects/trust/colour-tables.ts",
    "src/objects/trust/source.ts",
    "src/routes/federation/examined-origin.ts",
    "src/routes/verify/peer-lists.ts",
    "src/routes/who/provider/ask-provider.ts",
  ]);
});

test.each<readonly [string, RegExp, readonly string[]]>([
  [
    "lead the browser to another host",
    /\blocation\.(?:assign|replace)\(|\blocation\.href\s*=[^=]|\bwindow\.(?:open\(|location\b)/,
    [
      "src/pwa/resident/code/handover.tsx",
      "src/pwa/resident/code/national-code.tsx",
      "src/pwa/resident/login/provider-buttons.tsx",
    ],
  ],
  ["make a request that is redirected", /\bc\.redirect\(|Response\.redirect\(/, []],
  [
    "open an answer to pages of other sites",
    /access-control-/i,
    ["src/routes/federation/trust-files.ts", "src/routes/verify/status.ts"],
  ],
  ["turn off the check of certificates", /rejectUnauthorized|NODE_TLS_REJECT/, []],
  ["listen to messages of other windows", /\bwindow\.(?:addEventListener\("message"|onmessage)|\bparent\.postMessage/, []],
  [
    "draw numbers that can be guessed, for the times between tries",
    /Math\.random/,
    [
      "src/objects/duty/alarm.ts",
      "src/objects/duty/outbox.ts",
      "src/objects/people/custody/checks.ts",
      "src/pwa/admin/board/board-state.ts",
      "src/pwa/gate/pass-sender.ts",
      "src/pwa/resident/appeals/file-sender.ts",
    ],
  ],
])("these files %s, and no others", (_, pattern, files) => {
  expect(filesWith(pattern)).toEqual(files);
});

const OWN = new Set(["'none'", "'self'", "'wasm-unsafe-eval'", "data:", "blob:"]);

test("a page loads, runs and sends only what belongs to its own host, and nobody frames it", () => {
  const [pages = ""] = readFileSync("static/public/_headers", "utf8").split(/^\/assets/m);
  const headers = new Map(Array.from(pages.matchAll(/^ {2}([\w-]+): (.*)$/gm), ([, name = "", value = ""]) => [name, value]));
  const policy = (headers.get("Content-Security-Policy") ?? "").split("; ").map((directive) => directive.split(" "));
  expect(policy.flatMap(([, ...sources]) => sources).filter((source) => !OWN.has(source))).toEqual([]);
  const strict = ["default-src", "object-src", "base-uri", "frame-ancestors"];
  expect(policy.filter(([name = ""]) => strict.includes(name)).map(([, ...sources]) => sources)).toEqual(
    strict.map(() => ["'none'"]),
  );
  expect(policy).toContainEqual(["script-src", "'self'", "'wasm-unsafe-eval'"]);
  expect([headers.get("X-Content-Type-Options"), headers.get("Referrer-Policy")]).toEqual(["nosniff", "no-referrer"]);
});

const ALGORITHM = /"(A\d{3}GCM|AES-[A-Z]+|HMAC|HKDF|PBKDF2|ECDSA|ECDH|Ed\d+|RSA[\w-]*|[EPRH]S\d{3}|SHA-\d+|MD5|P-\d{3})"/g;

test("docs/security.md names every algorithm of the sources", () => {
  const used = new Set(SOURCES.flatMap(({ text }) => Array.from(text.matchAll(ALGORITHM), ([, name = ""]) => name)));
  const document = readFileSync("docs/security.md", "utf8");
  expect([...used].toSorted()).toContain("AES-GCM");
  expect([...used].filter((name) => !document.includes(name))).toEqual([]);
});
