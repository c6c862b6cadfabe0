/** The examination of an applicant: a true issuer passes all checks, and each lie fails its check with a sentence of its own. docs/trust.md §6. */
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { statusListOf } from "../../../src/domain/code/status.ts";
import { CHECKS } from "../../../src/domain/federation/examination.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import { statusListOf as listObjectOf } from "../../../src/objects/env.ts";
import type { Posted } from "../../../src/objects/mailbox/post-letter.ts";
import { toBase64url } from "../../../src/token/code/base64url.ts";
import {
  aKey,
  claimsOfWorker,
  ExaminedIssuer,
  examples,
  factsAt,
  fileAt,
  type Lie,
  PATHS,
  receiptWith,
  text,
  WUHAN,
} from "../examined-issuer.ts";
import { Visitor } from "../visitor.ts";

let issuer: ExaminedIssuer;

beforeAll(async () => {
  issuer = await ExaminedIssuer.make();
});
afterEach(() => {
  vi.restoreAllMocks();
});

test("a true issuer passes all twelve checks", async () => {
  expect(await issuer.findings()).toEqual([]);
});

const only =
  (path: string, answer: () => Response | Promise<Response>): Lie =>
  (asked) =>
    asked === path ? answer() : undefined;
const SILENT = [
  "answers: Nothing answers: no connection, a wrong certificate, or errors only.",
  ...CHECKS.slice(1).map((check) => `${check}: –`),
];
const AFTER_STATEMENT = ["keys: –", "specimen: –", "revoked: –", "scope: –", "status_list: –", "letter: –"];

test.each<readonly [string, () => Lie, readonly string[]]>([
  [
    "does not answer",
    () => () => {
      throw new TypeError("no connection");
    },
    SILENT,
  ],
  ["has only errors", () => () => new Response("error code: 522", { status: 522 }), SILENT],
  [
    "leads elsewhere",
    () => only(PATHS.jwks, () => new Response(null, { status: 302, headers: { location: "https://other.gov.cn/" } })),
    [`paths: A fixed path gives no good answer, a too long one, or leads elsewhere. (${PATHS.jwks})`, "keys: –"],
  ],
  [
    "answers without an end",
    () => only("/healthz", () => text("ok".repeat(100))),
    [
      "paths: A fixed path gives no good answer, a too long one, or leads elsewhere. (/healthz)",
      "health: /healthz does not answer ok.",
    ],
  ],
  [
    "is another issuer",
    () => only(PATHS.issuer, async () => Response.json({ ...(await factsAt<object>(PATHS.issuer)), code: "42" })),
    ["paths: The system at the address is that of another issuer. (42)"],
  ],
  [
    "has a statement that nobody can read",
    () => only(PATHS.statement, () => fileAt(PATHS.statement, "a.b.c")),
    ["statement: The statement cannot be read.", ...AFTER_STATEMENT],
  ],
  [
    "serves its statement as a page",
    () => only(PATHS.statement, async () => new Response(await issuer.statement(), { headers: { "content-type": "text/html" } })),
    [
      `paths: The statement is served with another content type, and readers would not take it. (${PATHS.statement})`,
      "statement: –",
      ...AFTER_STATEMENT,
    ],
  ],
  [
    "has a statement under another key",
    () => only(PATHS.statement, async () => fileAt(PATHS.statement, await issuer.statement({}, (await aKey("4201.i1")).signer))),
    ["statement: Another key than the identity key of the application has signed the statement.", ...AFTER_STATEMENT],
  ],
  [
    "has a statement that is over",
    () =>
      only(PATHS.statement, async () =>
        fileAt(PATHS.statement, await issuer.statement({ issuedAt: Date.now() - DAY_MS, expiresAt: Date.now() - 1000 })),
      ),
    ["statement: The statement has expired, or is dated in the future."],
  ],
  [
    "publishes other keys",
    () => only(PATHS.jwks, () => Response.json({ keys: [] })),
    [expect.stringContaining("keys: The published keys differ from those of the statement. (4201.")],
  ],
  [
    "has no test codes",
    () => only(PATHS.examples, () => new Response(null, { status: 404 })),
    ["specimen: There is no specimen code.", "revoked: There is no test code.", "scope: –", "status_list: –"],
  ],
  [
    "gives out a real code as specimen",
    () =>
      only(PATHS.examples, async () => {
        const { revoked } = await factsAt<{ readonly revoked: string }>(PATHS.examples);
        return Response.json({ specimen: revoked, revoked });
      }),
    ["specimen: The specimen counts as a real code."],
  ],
  [
    "gives out a specimen under an unknown key",
    () => only(PATHS.examples, () => examples({ keyNumber: 999 })),
    [
      "specimen: The specimen is refused for another reason. (key_unknown)",
      "revoked: The test code is refused before its status is read. (key_unknown)",
    ],
  ],
  [
    "gives out a code that works",
    () =>
      only(PATHS.examples, async () => {
        const list = listObjectOf(env, WUHAN, statusListOf(await claimsOfWorker()));
        const [statusIndex = 0] = await list.allot(1, 0);
        return examples({ statusIndex });
      }),
    ["revoked: The list does not revoke the test code: it works."],
  ],
  [
    "has an expired test code",
    () => only(PATHS.examples, () => examples({ lifetimeMinutes: 1, issuedAt: Math.floor(Date.now() / 1000) * 1000 - 120_000 })),
    // In the last two hours of a day the issuer's own test codes end on the next one, and the list of today is missing.
    expect.arrayContaining(["revoked: The test code is refused before its status is read. (expired)"]),
  ],
  [
    "signs for another region",
    () => only(PATHS.examples, () => examples({ community: "110000000000" })),
    [
      "specimen: The specimen is refused for another reason. (region_foreign)",
      "revoked: The test code is refused before its status is read. (region_foreign)",
      "scope: The community of a test code lies outside the region. (110000000000)",
      expect.stringMatching(/^status_list: There is no status list. \(110000000000-\d{8}\)$/),
    ],
  ],
  [
    "has a status list that nobody can read",
    () => (path) => (path.startsWith("/status/") ? fileAt(path, "a.b.c") : undefined),
    ["revoked: –", "status_list: The status list cannot be read, or is not signed well. (list_malformed)"],
  ],
  [
    "serves its status lists as pages",
    () => (path) =>
      path.startsWith("/status/") ? new Response("a.b.c", { headers: { "content-type": "text/html" } }) : undefined,
    [
      "revoked: –",
      expect.stringMatching(
        /^status_list: The status list is served with another content type, and readers would not take it\. \(/,
      ),
    ],
  ],
  [
    "has a wrong clock",
    () => only("/api/v1/time", () => Response.json({ now: new Date(Date.now() - 60_000).toISOString() })),
    [expect.stringMatching(/^clock: The clock is wrong by more than 5 seconds. \(-(?:59|60|61) s\)$/)],
  ],
  ["tells no time", () => only("/api/v1/time", () => new Response(null, { status: 404 })), ["clock: The answers have no time."]],
  ["is ill", () => only("/healthz", () => text("down")), ["health: /healthz does not answer ok."]],
  [
    "has policies of another form",
    () => only(PATHS.issuer, () => Response.json({ code: "4201", passagePolicies: [{ id: 1 }] })),
    [expect.stringMatching(/^policies: The passage policies cannot be read. \(passagePolicies/)],
  ],
])("an issuer that %s", async (_, lie, expected) => {
  expect(await issuer.findings(lie())).toEqual(expected);
});

test("a key of another issuer is named", async () => {
  const [key] = issuer.stated.keys;
  expect(await issuer.findings(() => undefined, [key?.x ?? ""])).toEqual([
    `keys: A key is that of another issuer. (${key?.kid})`,
  ]);
});

test("keys of the future are named", async () => {
  const keys = issuer.stated.keys.map((key) => ({ ...key, notBefore: Date.now() + DAY_MS, notAfter: Date.now() + 30 * DAY_MS }));
  expect(
    await issuer.findings(only(PATHS.statement, async () => fileAt(PATHS.statement, await issuer.statement({ keys })))),
  ).toEqual(expect.arrayContaining(["keys: No key is valid now."]));
});

test("a point that is no point of the curve is named", async () => {
  const keys = issuer.stated.keys.map((key) => ({ ...key, y: toBase64url(new Uint8Array(32).fill(1)) }));
  expect(
    await issuer.findings(only(PATHS.statement, async () => fileAt(PATHS.statement, await issuer.statement({ keys })))),
  ).toEqual(expect.arrayContaining([`keys: A key cannot be used. (${keys[0]?.kid})`]));
});

test("a printed code in place of the live one is named", async () => {
  const keys = issuer.stated.keys.map((key) => ({ ...key, kind: null }));
  const both: Lie = async (path) => {
    if (path === PATHS.examples) return examples({}, true);
    return path === PATHS.statement ? fileAt(path, await issuer.statement({ keys })) : undefined;
  };
  expect(await issuer.findings(both)).toContain("revoked: The test code is no live code.");
});

test("neither test code is accepted by a verifier", async () => {
  const codes = await factsAt<{ readonly specimen: string; readonly revoked: string }>(PATHS.examples);
  expect(await verdict(codes.specimen)).toMatchObject({ valid: false, refusal: { code: "specimen" } });
  expect(await verdict(codes.revoked)).toMatchObject({ valid: false, refusal: { code: "revoked" } });
});

async function verdict(code: string): Promise<unknown> {
  return (await new Visitor().send("POST", "/api/v1/verify", { code })).json();
}

test.each<readonly [string, Posted | null, string]>([
  [
    "no letter can be verified yet",
    null,
    "There is no register yet, without which nobody can verify a letter of the nation: admit the nation (0) first.",
  ],
  ["it does not answer", { receipt: null, fault: "silent", detail: null }, "The letter is not answered."],
  ["it refuses", { receipt: null, fault: "refused", detail: "letter_time" }, "The letter is refused. (letter_time)"],
  [
    "its receipt is another's",
    { receipt: null, fault: "receipt", detail: null },
    "The receipt cannot be read, or no key of the statement has signed it.",
  ],
  [
    "it takes no state",
    receiptWith({ state: "refused", code: "state_refused" }),
    "The receipt says that the file in the letter was not taken. (state_refused)",
  ],
])("the check of the letter fails if %s", async (_, posted, sentence) => {
  expect(await issuer.findings(undefined, [], posted)).toEqual([`letter: ${sentence}`]);
});

test("an issuer that knows the state passes the check of the letter", async () => {
  expect(await issuer.findings(undefined, [], receiptWith({ state: "known" }))).toEqual([]);
});
