/** The reader of tables of colours: takes from a member's own host what its statement names, and nothing else, so that gates ask. On the real object's tables. docs/trust.md §12. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { MAX_TABLE_BYTES, tableText } from "../../../src/domain/federation/colour-table.ts";
import { NATION_TABLE, shippedTable } from "../../../src/domain/federation/shipped-tables.ts";
import { beginTrust, type BookEntry, type KeptTrust } from "../../../src/domain/federation/kept-trust.ts";
import type { Member, Register, Root, Statement } from "../../../src/domain/federation/trust-files.ts";
import { DAY_MS } from "../../../src/domain/instant.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { COLOUR_TABLES, ColourTables } from "../../../src/objects/trust/colour-tables.ts";
import { PUBLICATIONS } from "../../../src/objects/duty/publication.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { BELIEVED_VALUES } from "../../../src/objects/trust/believed-values.ts";
import { KEPT } from "../../../src/objects/trust/kept-store.ts";
import { believedWithColours, tableNameOf } from "../../../src/token/federation/colours.ts";
import { FILE_TYPES, textHash } from "../../../src/token/federation/read-file.ts";
import { compactText, payloadBytes } from "../../../src/token/federation/signed-file.ts";
import { statementMembers } from "../../../src/token/federation/statement.ts";
import { GUANGDONG } from "../../support/colour-tables.ts";
import { aKey } from "../examined-issuer.ts";
import { Visitor } from "../visitor.ts";

const NOW = Date.now();
const JSON_TYPE = { headers: { "content-type": "application/json" } };
const TEXT = tableText(GUANGDONG);
const RAISED = { green: "clear", red: "case" };
const root: Root = {
  version: 1,
  issuedAt: NOW - DAY_MS,
  expiresAt: NOW + DAY_MS,
  roles: {
    root: { threshold: 1, keys: [] },
    register: { threshold: 1, keys: [] },
    state: { threshold: 1, keys: [] },
  },
};
const { signer, key } = await aKey("44.i1");

/** What a reader keeps of Guangdong, whose statement says this of its colours. @param isEarlier whether an earlier statement counts in place of this one */
async function keptWith(colours: unknown, isEarlier = false): Promise<KeptTrust> {
  const code = "44" as IssuerCode;
  const dates = { issuedAt: NOW, expiresAt: NOW + DAY_MS };
  const statement: Statement = { issuer: code, seq: 1, keys: [], saw: null, ...dates };
  const members = { ...statementMembers(statement), ...(colours !== undefined && { colours }) };
  const text = await compactText(payloadBytes(members), FILE_TYPES.statement, signer);
  const hash = await textHash(text);
  const identity = { ...key, since: 1 };
  const entry: BookEntry = { code, text, hash, signed: { statement, key: identity, hash: isEarlier ? "earlier" : hash } };
  const member: Member = {
    code,
    name: { zh: "广东省", en: "Guangdong" },
    origin: "https://code.gd.gov.cn",
    mode: "A",
    from: NOW - DAY_MS,
    until: null,
    readmitted: null,
    maxLifetimeMinutes: { live: 1440, paper: 1440 },
    keys: [identity],
  };
  const file: Register = { root: 1, seq: 1, before: null, mass: false, members: [member], leftOut: [], ...dates };
  return { ...beginTrust(root), register: { file, text: "", hash: "" }, book: new Map([[code, entry]]) };
}

let objects = 0;

/** What verifiers believe of Guangdong's colours after a run of the duty. @param served what its host answers */
async function readOnce(kept: KeptTrust, served: () => Response | Promise<Response>, run = NOW) {
  objects += 1;
  return runInDurableObject(env.TRUST.getByName(`colours-${objects}`), async (_, { storage }) => {
    await storage.deleteAll();
    migrate(storage, [KEPT, PUBLICATIONS, BELIEVED_VALUES, COLOUR_TABLES]);
    const asked: string[] = [];
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
      asked.push(new Request(input).url);
      return served();
    });
    const tables = new ColourTables(storage.sql);
    let changes = 0;
    const changed = async (): Promise<void> => void (changes += 1);
    const duty = tables.duty(env, () => kept, changed);
    const before = duty.due();
    if (before !== null) await duty.run(run);
    const colours = believedWithColours(kept, tables.tables())[0]?.colours;
    return { asked, changes, colours, before, after: duty.due(), texts: tables.texts() };
  });
}

const stated = async () => ({ ...(await tableNameOf(TEXT, GUANGDONG)) });

beforeEach(() => void vi.spyOn(console, "error").mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

test("the table that a statement names is read from the member's host, once, and raised to the nation's colours", async () => {
  const kept = await keptWith(await stated());
  const read = await readOnce(kept, () => new Response(TEXT, JSON_TYPE));
  expect(read).toEqual({
    asked: ["https://code.gd.gov.cn/.well-known/trust/colours/44"],
    changes: 1,
    colours: RAISED,
    before: 0,
    after: null,
    texts: [TEXT],
  });
});

test("of a statement without a table nobody is asked, and colours count as they stand", async () => {
  const read = await readOnce(await keptWith(undefined), () => new Response(TEXT, JSON_TYPE));
  expect(read).toMatchObject({ asked: [], changes: 0, colours: undefined, before: null });
});

test.each(["hubei", 7, { id: "x", version: 1 }, { id: "x", version: 1, hash: "short" }, []])(
  "a statement that names a table as %j has one that cannot be read",
  async (colours) => {
    const read = await readOnce(await keptWith(colours), () => new Response(TEXT, JSON_TYPE));
    expect(read).toMatchObject({ asked: [], colours: null, before: null });
  },
);

test("while an earlier statement counts, its table is unknown", async () => {
  const read = await readOnce(await keptWith(await stated(), true), () => new Response(TEXT, JSON_TYPE));
  expect(read).toMatchObject({ asked: [], colours: null });
});

const faulty = JSON.stringify({ ...GUANGDONG, colours: [{ colour: "red", means: ["case"] }] });

const WRONG: readonly (readonly [string, () => Response | Promise<Response>, string])[] = [
  ["another text than the hash names", () => new Response(tableText(NATION_TABLE), JSON_TYPE), TEXT],
  ["another content type", () => new Response(TEXT, { headers: { "content-type": "application/json; charset=utf-8" } }), TEXT],
  ["a page", () => new Response(TEXT, { headers: { "content-type": "text/html" } }), TEXT],
  ["a table with a fault", () => new Response(faulty, JSON_TYPE), faulty],
  ["no JSON", () => new Response("{", JSON_TYPE), "{"],
  [
    "more bytes than a table has",
    () => new Response(" ".repeat(MAX_TABLE_BYTES + 1), JSON_TYPE),
    " ".repeat(MAX_TABLE_BYTES + 1),
  ],
  ["no file", () => new Response("", { status: 404 }), TEXT],
  ["a redirect", () => Response.redirect("https://elsewhere.example.cn/", 302), TEXT],
  ["no answer", () => Promise.reject(new TypeError("no answer")), TEXT],
];

test.each(WRONG)(
  "%s in place of the table: the gate asks, and the host is asked again a minute later",
  async (_, served, text) => {
    const kept = await keptWith({ id: "x", version: 1, hash: await textHash(text) });
    expect(await readOnce(kept, served)).toMatchObject({ changes: 0, colours: null, after: NOW + 60_000, texts: [] });
  },
);

test("a table that nobody states any more is forgotten", async () => {
  const first = await keptWith(await stated());
  const second = await keptWith(await tableNameOf(tableText(NATION_TABLE), NATION_TABLE));
  let kept = first;
  await runInDurableObject(env.TRUST.getByName("colours-gone"), async (_, { storage }) => {
    vi.spyOn(globalThis, "fetch").mockImplementation(
      async () => new Response(kept === first ? TEXT : tableText(NATION_TABLE), JSON_TYPE),
    );
    const tables = new ColourTables(storage.sql);
    const duty = tables.duty(
      env,
      () => kept,
      async () => undefined,
    );
    await duty.run(NOW);
    expect(tables.texts()).toEqual([TEXT]);
    kept = second;
    await duty.run(NOW);
    expect(tables.texts()).toEqual([tableText(NATION_TABLE)]);
  });
});

test("an issuer publishes the table that its statement names, byte for byte", async () => {
  await env.ISSUER.getByName("4201/issuer").jwks(Date.now());
  const file = await new Visitor().send("GET", "/.well-known/trust/colours/4201");
  expect(file.headers.get("content-type")).toBe("application/json");
  const text = await file.text();
  expect(text).toBe(tableText(shippedTable("4201" as IssuerCode)));
  const statement = await new Visitor().send("GET", "/.well-known/trust/statement/4201");
  const payload = (await statement.text()).split(".")[1] ?? "";
  const { colours } = JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/"))) as { colours: unknown };
  expect(colours).toEqual({ id: "hubei-2020-02", version: 1, hash: await textHash(text) });
  expect((await new Visitor().send("GET", "/.well-known/trust/colours/99")).status).toBe(404);
  expect(await new Visitor().ask("GET", "/.well-known/trust/colours")).toEqual({ tables: [] });
});

test("a statement of an earlier release, which names no table, is made again", async () => {
  const object = env.ISSUER.getByName("1771/issuer");
  await object.jwks(Date.now());
  await runInDurableObject(object, (_, { storage }) => void storage.sql.exec("UPDATE statements SET colours = NULL"));
  await evictDurableObject(object);
  await object.jwks(Date.now());
  await runDurableObjectAlarm(object);
  const rows = await runInDurableObject(object, (_, { storage }) => [...storage.sql.exec("SELECT seq, colours FROM statements")]);
  expect(rows).toEqual([{ seq: 2, colours: tableText(shippedTable("1771" as IssuerCode)) }]);
});
