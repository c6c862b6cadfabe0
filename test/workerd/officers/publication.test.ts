/** Decisions of officers reach KV within seconds in spite of failures; a key is written only after a change, and at most once a second. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import type { AreaEntry } from "../../../src/domain/area/area.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import type { Officer } from "../../../src/domain/officer/officer.ts";
import type { Proposal } from "../../../src/domain/proposal/proposal.ts";
import { migrations } from "../../../src/objects/issuer/migrations.ts";
import { migrate } from "../../../src/objects/migrate.ts";
import { manualChangesOf } from "../../../src/storage/manual-changes.ts";
import { anArea } from "../builders.ts";

const SECONDS = { timeout: 15_000, interval: 100 };
/** The number of migrations of an issuer's object before the counts of manual changes were published. */
const BEFORE_COUNTS_WERE_PUBLISHED = 9;
let issuers = 0;

function freshIssuer() {
  issuers += 1;
  const code = String(9300 + issuers) as IssuerCode;
  return { code, object: env.ISSUER.getByName(`${code}/issuer`) };
}

interface Write {
  readonly key: string;
  /** When the write was tried, ms. */
  readonly at: number;
}

/** Records every write of this issuer to KV, and lets a write fail where `refuses` is true, as Cloudflare refuses a second write to a key within a second. */
function watchKv(code: IssuerCode, refuses: (write: Write, before: readonly Write[]) => boolean = () => false) {
  const tried: Write[] = [];
  const put = env.PUBLISHED.put.bind(env.PUBLISHED);
  vi.spyOn(env.PUBLISHED, "put").mockImplementation(async (key: string, value: unknown, options?: KVNamespacePutOptions) => {
    if (!key.endsWith(`/${code}`)) return put(key, value as string, options);
    const write = { key: key.split("/")[0] ?? "", at: Date.now() };
    const isRefused = refuses(write, tried);
    tried.push(write);
    if (isRefused) throw new Error("KV PUT failed: 429 Too Many Requests");
    return put(key, value as string, options);
  });
  return tried;
}

afterEach(() => {
  vi.restoreAllMocks();
});

const officer = (person: string) => ({ account: `${person}-account`, person, maskedPhone: "138****0000" }) as unknown as Officer;

/** Two officers propose and approve closed management of a community, by calls to the issuer's object. */
async function close(object: ReturnType<typeof freshIssuer>["object"], division = "420107001002"): Promise<void> {
  const now = Date.now();
  const id = crypto.randomUUID();
  const proposal = {
    id,
    at: now,
    by: officer("one"),
    change: { kind: "closed_management", division, from: now, until: null },
    reason: "outbreak",
    evidence: "x",
    decision: null,
  } as unknown as Proposal;
  await object.propose(proposal);
  const decided = await object.decideProposal(
    id,
    { act: "approved", at: now, by: officer("two"), note: "x" },
    { concerns: [], hasOpened: true },
    [],
  );
  expect(decided.ok).toBe(true);
}

const settingOf = (code: IssuerCode) => env.PUBLISHED.get<{ closed: readonly unknown[] }>(`colour-setting/${code}`, "json");
const countOf = (writes: readonly Write[], key: string) => writes.filter((write) => write.key === key).length;
const enter = (object: ReturnType<typeof freshIssuer>["object"], reference: string) =>
  object.enterAreas(
    [anArea({ division: "420107", reference, from: `2020-01-${reference}` }) as unknown as AreaEntry],
    0,
    Date.now(),
  );

test("a closure that KV refused twice is published within seconds", async () => {
  const log = vi.spyOn(console, "error").mockReturnValue();
  const { code, object } = freshIssuer();
  await object.jwks(Date.now());
  const tried = watchKv(code, ({ key }, before) => key !== "jwks" && countOf(before, key) < 2);
  await close(object);
  await vi.waitFor(async () => expect((await settingOf(code))?.closed).toHaveLength(1), SECONDS);
  expect(countOf(tried, "colour-setting")).toBe(3);
  expect(log).toHaveBeenCalled();
});

test("an object that is evicted after each attempt still publishes a value that KV refused", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const { code, object } = freshIssuer();
  const tried = watchKv(code, ({ key }, before) => key !== "jwks" && countOf(before, key) < 2);
  await close(object);
  for (const attempts of [1, 2]) {
    await vi.waitFor(() => expect(countOf(tried, "colour-setting")).toBe(attempts), SECONDS);
    await evictDurableObject(object);
  }
  await vi.waitFor(async () => expect((await settingOf(code))?.closed).toHaveLength(1), SECONDS);
});

test("the alarm stands seconds ahead while KV refuses", async () => {
  vi.spyOn(console, "error").mockReturnValue();
  const { code, object } = freshIssuer();
  watchKv(code, ({ key }) => key !== "jwks");
  await close(object);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const armed = await runInDurableObject(object, (_, { storage }) => storage.getAlarm());
  expect((armed ?? Infinity) - Date.now()).toBeLessThan(60_000);
});

test("only a changed key is written", async () => {
  const { code, object } = freshIssuer();
  await object.jwks(Date.now());
  const tried = watchKv(code);
  await close(object);
  await enter(object, "21");
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(tried.map(({ key }) => key)).toEqual(["manual-changes", "colour-setting", "areas"]);
});

test("many changes within a second cause at most one write per second and key, and the last change is published", async () => {
  const { code, object } = freshIssuer();
  await object.jwks(Date.now());
  const tried = watchKv(code, ({ key, at }, before) => before.some((write) => write.key === key && at - write.at < 1000));
  await Promise.all(["11", "12", "13", "14"].map((reference) => enter(object, reference)));
  await close(object);
  await enter(object, "15");
  await vi.waitFor(async () => {
    const published = await env.PUBLISHED.get<readonly { readonly reference: string }[]>(`areas/${code}`, "json");
    expect(published?.map(({ reference }) => reference)).toContain("15");
  }, SECONDS);
  const moments = tried.filter(({ key }) => key === "areas").map(({ at }) => at);
  expect(moments.slice(1).map((at, index) => at - (moments[index] ?? 0) >= 1000)).toEqual(moments.slice(1).map(() => true));
  expect(countOf(tried, "colour-setting")).toBe(1);
});

test("the counts of manual changes that an earlier release stored are published when the object wakes", async () => {
  const { code, object } = freshIssuer();
  await object.jwks(Date.now());
  await runInDurableObject(object, async (_, { storage }) => {
    await storage.deleteAll();
    migrate(storage, migrations.slice(0, BEFORE_COUNTS_WERE_PUBLISHED));
    storage.sql.exec("INSERT INTO manual_changes VALUES ('2026-11', 'closed_management', 'outbreak', 3)");
  });
  await evictDurableObject(object);
  await object.areas(Date.now());
  const published = [{ month: "2026-11", kind: "closed_management", reason: "outbreak", source: "", changes: 3, entries: 3 }];
  await vi.waitFor(async () => expect(await manualChangesOf(env.PUBLISHED, code)).toEqual(published), SECONDS);
});
