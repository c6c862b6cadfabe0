/** The book of statements as anybody may read it: one text for hundreds of issuers, so that one address may not ask without an end. docs/trust.md §7. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { publishBook } from "../../../src/storage/trust.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { behindProxy, byProxy } from "../proxy.ts";
import { Visitor } from "../visitor.ts";

const PATH = "/.well-known/trust/book";
const BOOK = { seq: 7, statements: [{ code: "42" as IssuerCode, text: "a.b.c", changed: 3 }] };

beforeAll(() => publishBook(env.PUBLISHED, BOOK));

const from = (address: string, path = PATH) => new Visitor("wuhan.localhost").send("GET", path, undefined, byProxy(address));

test("an address reads the book at most 240 times a minute, whole or in changes, and others go on", async () => {
  await behindProxy(async () => {
    // The minute of the limit must not end in between.
    const rest = 60_000 - (Date.now() % 60_000);
    if (rest < 20_000) await scheduler.wait(rest + 1);
    const paths = Array.from({ length: 240 }, (_, at) => (at % 2 === 0 ? PATH : `${PATH}?since=3`));
    const answers = await Promise.all(paths.map((path) => from("203.0.113.90", path)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await answers[0]?.json()).toEqual({ from: 0, to: 7, statements: ["a.b.c"], gone: [] });
    const refused = await from("203.0.113.90");
    expect([refused.status, await refused.json()]).toEqual([429, expect.objectContaining({ code: "too_many_requests" })]);
    expect((await from("203.0.113.91")).status).toBe(200);
  });
});
