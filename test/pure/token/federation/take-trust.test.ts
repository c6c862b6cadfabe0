/** A reader of trust under attack: what each of them offers is refused by its own name, and the reader keeps what it had. */
import { beforeAll, expect, test } from "vitest";
import { beginTrust, believedMembers, type KeptTrust } from "../../../../src/domain/federation/kept-trust.ts";
import { FILE_TYPES } from "../../../../src/token/federation/read-file.ts";
import { readRoot } from "../../../../src/token/federation/root.ts";
import { type OfferedFiles, takeFiles } from "../../../../src/token/federation/take-files.ts";
import {
  aNation,
  AT_SECONDS,
  compact,
  FILES_AT,
  general,
  hashOf,
  memberOf,
  type Nation,
  registerOf,
  rootOf,
  signers,
} from "../../../support/federation.ts";
import { aPublisher, bookText, type Content, content, of, type Publisher } from "../../../support/publisher.ts";

const MINUTE = 60;
const DAY = 86_400;

let nation: Nation;
let rootText: string;
let begun: KeptTrust;
let first: Content;
let kept: KeptTrust;
let statement: Publisher["statement"];
let entries: Publisher["entries"];
let next: Publisher["next"];
let signed: Publisher["signed"];

async function offer(before: KeptTrust, files: OfferedFiles, seconds = AT_SECONDS) {
  const { kept: after, refusals } = await takeFiles(before, files, false, seconds * 1000);
  return { after, refused: refusals.map(({ code }) => code) };
}

const members = (trust: KeptTrust) =>
  believedMembers(trust).flatMap(({ member: { code }, statement: said }) => (said === null ? [] : [`${code}.${said.seq}`]));
const suspended = (trust: KeptTrust) => [...trust.suspended.keys()];

beforeAll(async () => {
  ({ nation, rootText, first, statement, entries, next, signed } = await aPublisher());
  const root = await readRoot(rootText, null);
  if (!root.ok) throw new Error(root.refusal.code);
  begun = beginTrust(root.value);
  kept = (await offer(begun, await signed(first))).after;
});

test("a reader with its pinned root takes state, register and book, and believes every member", async () => {
  const { after, refused } = await offer(begun, await signed(first));
  expect([refused, members(after)]).toEqual([[], ["36.1", "42.1", "44.1", "4201.1", "51.1"]]);
  expect(await offer(after, await signed(first))).toMatchObject({ refused: [] });
});

test("rollback: an older state, register or statement is refused, also under a consistent book", async () => {
  const later = content(next(entries()), { ...first.statements, "44": await statement("44", { seq: 2 }) }, { seq: 2 });
  const { after } = await offer(kept, await signed(later));
  expect(members(after)).toContain("44.2");
  const old = await offer(after, await signed(first));
  expect([old.refused, old.after]).toEqual([["file_rolled_back", "file_another", "trust_inconsistent"], after]);
  const sly = await offer(after, await signed(content(first.register, first.statements, { seq: 3 })));
  expect(sly.refused).toEqual(["file_rolled_back"]);
  expect([members(sly.after), sly.after.leftOut]).toEqual([members(after), new Map([["44", "rolled_back"]])]);
  const again = await offer(sly.after, await signed(content(first.register, first.statements, { seq: 4 })));
  expect([members(again.after), again.after.leftOut]).toEqual([members(after), sly.after.leftOut]);
});

test("rollback: a book that leaves a statement out brings no older one back", async () => {
  const newer = { ...first.statements, "44": await statement("44", { seq: 2 }) };
  const { after } = await offer(kept, await signed(content(first.register, newer, { seq: 2 })));
  const { "44": _, ...without } = newer;
  const gone = await offer(after, await signed(content(first.register, without, { seq: 3 })));
  expect(members(gone.after)).not.toContain("44.2");
  const old = await offer(gone.after, await signed(content(first.register, first.statements, { seq: 4 })));
  expect([members(old.after), old.after.leftOut]).toEqual([members(after), new Map([["44", "rolled_back"]])]);
});

test("two views: another file of the same number is refused", async () => {
  const other = await offer(kept, await signed({ ...first, state: { ...first.state, exp: AT_SECONDS + DAY } }));
  expect(other.refused).toEqual(["file_forked"]);
  const forked = content(registerOf(entries(), { exp: AT_SECONDS + DAY }), first.statements, { seq: 2 });
  expect((await offer(kept, await signed(forked))).refused).toEqual(["file_forked"]);
  const strange = content(next(entries(), { prev: hashOf("another one") }), first.statements, { seq: 2 });
  expect((await offer(kept, await signed(strange))).refused).toEqual(["file_forked"]);
  const twice = content(first.register, { ...first.statements, "44": await statement("44") }, { seq: 2 });
  const { after } = await offer(kept, await signed(twice));
  expect([after.leftOut, members(after)]).toEqual([new Map([["44", "forked"]]), members(kept)]);
});

test("freeze: a state is refused from its end on, and a clock that was put back makes no old file new", async () => {
  const files = await signed(first);
  expect((await offer(begun, files, AT_SECONDS + 2 * DAY - 1)).refused).toEqual([]);
  expect((await offer(begun, files, AT_SECONDS + 2 * DAY)).refused).toContain("file_expired");
  const later = { iat: AT_SECONDS + 3 * DAY, exp: AT_SECONDS + 5 * DAY };
  expect((await offer(kept, await signed(content(first.register, first.statements, { seq: 2, ...later })))).refused).toEqual([
    "file_not_yet_valid",
  ]);
  const { after } = await offer(kept, await signed(content(first.register, first.statements, { seq: 2, ...later })), later.iat);
  const short = content(first.register, first.statements, { seq: 3, exp: AT_SECONDS + 2 * DAY });
  expect((await offer(after, await signed(short), AT_SECONDS)).refused).toEqual(["file_expired"]);
});

test("a file of the future is refused beyond two minutes", async () => {
  const ahead = async (seconds: number) =>
    (await offer(kept, await signed(content(first.register, first.statements, { seq: 2, iat: AT_SECONDS + seconds })))).refused;
  expect([await ahead(120), await ahead(121)]).toEqual([[], ["file_not_yet_valid"]]);
});

test("files that are each a little ahead do not carry the reader's time away", async () => {
  let trust = kept;
  for (const seq of [2, 3, 4]) {
    const state = { seq, iat: AT_SECONDS + (seq - 1) * 120 };
    trust = (await offer(trust, await signed(content(first.register, first.statements, state)))).after;
  }
  expect(trust.newest).toBe(FILES_AT + 120_000);
});

test("mix and match: a register or a book that the state does not name is refused", async () => {
  const later = content(
    next(entries(), { mass: true }),
    { ...first.statements, "44": await statement("44", { seq: 2 }) },
    { seq: 2 },
  );
  const [now, then] = [await signed(first), await signed(later)];
  expect((await offer(kept, { ...now, register: of(then.register) })).refused).toEqual(["file_another"]);
  expect((await offer(kept, { ...now, book: of(then.book) })).refused).toEqual(["trust_inconsistent"]);
  const { "44": _, ...fewer } = later.statements;
  const { after, refused } = await offer(kept, { ...then, book: bookText(fewer) });
  expect([refused, members(after)]).toEqual([["trust_inconsistent"], members(kept)]);
});

test("fast-forward: after a counter at its end, a new root begins again", async () => {
  const far = content(first.register, first.statements, { seq: Number.MAX_SAFE_INTEGER });
  const { after } = await offer(kept, await signed(far));
  expect((await offer(after, await signed(content(first.register, first.statements, { seq: 2 })))).refused).toEqual([
    "file_rolled_back",
  ]);
  const renewed = { ...(await aNation(2)), officers: nation.officers };
  const both = [...nation.roots.slice(0, 3), ...renewed.roots.slice(0, 3)];
  const roots = [await general(FILE_TYPES.root, rootOf(renewed, { version: 2 }), both)];
  const fresh = await signed(content(first.register, first.statements, { root: 2, seq: 1 }), renewed);
  expect((await offer(after, fresh)).refused).toContain("file_signature_missing");
  const walked = await offer(after, { roots, ...fresh });
  expect([walked.refused, walked.after.root.version, members(walked.after)]).toEqual([[], 2, members(kept)]);
  expect((await offer(walked.after, { roots })).refused).toEqual(["file_rolled_back"]);
});

test("fast-forward of a statement: a later identity key begins again, and the earlier one counts no longer", async () => {
  const end = content(
    first.register,
    { ...first.statements, "44": await statement("44", { seq: Number.MAX_SAFE_INTEGER }) },
    { seq: 2 },
  );
  const { after } = await offer(kept, await signed(end));
  const [fresh] = await signers("44.i2");
  const listed = { "44": { keys: [{ ...of(fresh).jwk, since: 2 }] } };
  const register = next(entries(undefined, listed));
  const untouched = await offer(after, await signed(content(register, end.statements, { seq: 3 })));
  expect(members(untouched.after)).not.toContain(`44.${Number.MAX_SAFE_INTEGER}`);
  const renewed = { ...first.statements, "44": await statement("44", {}, of(fresh)) };
  const { after: last } = await offer(after, await signed(content(register, renewed, { seq: 3 })));
  expect(members(last)).toEqual(members(kept));
});

test("a root is not skipped, and none goes back", async () => {
  const after = await aNation(3);
  const both = [...nation.roots, ...after.roots];
  const third = await general(FILE_TYPES.root, rootOf(after, { version: 3 }), both);
  expect((await offer(kept, { roots: [third] })).refused).toEqual(["root_skipped"]);
  expect((await offer(kept, { roots: [rootText] })).refused).toEqual(["file_rolled_back"]);
  const state = { ...first.state, root: 2, seq: 2 };
  expect((await offer(kept, { state: await compact(FILE_TYPES.state, state, nation.online) })).refused).toEqual(["root_unknown"]);
});

test("a suspension stays when the state names it no longer; only a later register that readmits the member ends it", async () => {
  const at = AT_SECONDS - MINUTE;
  const reason = [{ code: "44", at, reason: "key_leak" }];
  const { after } = await offer(kept, await signed(content(first.register, first.statements, { seq: 2, suspended: reason })));
  expect(suspended(after)).toEqual(["44"]);
  expect(believedMembers(after).find(({ member }) => member.code === "44")?.suspension).toEqual({
    code: "44",
    at: at * 1000,
    reason: "key_leak",
  });
  const silent = await offer(after, await signed(content(first.register, first.statements, { seq: 3 })));
  expect(suspended(silent.after)).toEqual(["44"]);
  const early = next(entries(undefined, { "44": { readmitted: at - 1 } }));
  expect(suspended((await offer(after, await signed(content(early, first.statements, { seq: 3 })))).after)).toEqual(["44"]);
  const future = next(entries(undefined, { "44": { readmitted: AT_SECONDS + DAY } }));
  expect(members((await offer(after, await signed(content(future, first.statements, { seq: 3 })))).after)).not.toContain("44.1");
  const back = next(entries(undefined, { "44": { readmitted: at } }));
  const { after: last } = await offer(after, await signed(content(back, first.statements, { seq: 3 })));
  expect(suspended(last)).toEqual([]);
  const again = [{ code: "44", at: at + 1, reason: "key_leak" }];
  const { after: twice } = await offer(last, await signed(content(back, first.statements, { seq: 4, suspended: again })));
  expect(suspended(twice)).toEqual(["44"]);
});

test("a readmission that a removal took out of the register does not come back as a suspension, and an admission ends one by itself", async () => {
  const at = AT_SECONDS - MINUTE;
  const reason = [{ code: "44", at, reason: "key_leak" }];
  const suspendedOnce = await offer(kept, await signed(content(first.register, first.statements, { seq: 2, suspended: reason })));
  const others = ["36", "42", "51", "4201"];
  const without = { ...first.statements };
  delete without["44"];
  const goneText = next(entries(others));
  const gone = await offer(suspendedOnce.after, await signed(content(goneText, without, { seq: 3 })));
  expect(members(gone.after)).not.toContain("44.1");
  const listed = { seq: 3, prev: hashOf(JSON.stringify(goneText)) };
  const plain = await offer(gone.after, await signed(content(next(entries(), listed), first.statements, { seq: 4 })));
  expect(suspended(plain.after)).toEqual(["44"]);
  const admitted = next(entries(undefined, { "44": { from: AT_SECONDS, readmitted: AT_SECONDS - 1 } }), listed);
  const back = await offer(gone.after, await signed(content(admitted, first.statements, { seq: 4 })));
  expect([back.refused, suspended(back.after)]).toEqual([[], []]);
});

test("the online key, or one officer alone, makes no member and no key", async () => {
  const register = next([...entries(), memberOf("11", await signers("11.i1"))]);
  const files = await signed(content(register, first.statements, { seq: 2 }));
  for (const by of [[nation.online], nation.officers.slice(0, 1)]) {
    const { refused, after } = await offer(kept, { ...files, register: await general(FILE_TYPES.register, register, by) });
    expect([refused, members(after)]).toEqual([["file_signature_missing"], members(kept)]);
  }
  const [thief] = await signers("44.i1");
  const forged = content(first.register, { ...first.statements, "44": await statement("44", { seq: 9 }, of(thief)) }, { seq: 2 });
  const { after } = await offer(kept, await signed(forged));
  expect([members(after), after.leftOut]).toEqual([members(kept), new Map([["44", "unreadable"]])]);
});

test("an empty list by mistake is refused, unless its officers say that they mean it", async () => {
  const fewer = next(entries(["36", "42", "44"]));
  const statements = Object.fromEntries(["36", "42", "44"].map((code) => [code, of(first.statements[code])]));
  expect((await offer(kept, await signed(content(fewer, statements, { seq: 2 })))).refused).toEqual(["register_loses_members"]);
  const meant = content({ ...fewer, mass: true }, statements, { seq: 2 });
  expect(members((await offer(kept, await signed(meant))).after)).toEqual(["36.1", "42.1", "44.1"]);
  const one = content(next(entries(["36", "42", "44", "4201"])), first.statements, { seq: 2 });
  expect(members((await offer(kept, await signed(one))).after)).toEqual(["36.1", "42.1", "44.1", "4201.1"]);
});

test("a reader that missed a register takes the one after it, however many members the two have removed", async () => {
  const fewer = { ...next(entries(["36", "42", "44"])), seq: 3, prev: "A".repeat(43) };
  const statements = Object.fromEntries(["36", "42", "44"].map((code) => [code, of(first.statements[code])]));
  const { refused, after } = await offer(kept, await signed(content(fewer, statements, { seq: 2 })));
  expect([refused, members(after)]).toEqual([[], ["36.1", "42.1", "44.1"]]);
});

test("a broken statement is left out and named, and all others stand", async () => {
  const statements = {
    ...first.statements,
    "51": await statement("51", { seq: 2, keys: [] }),
    "42": await statement("42", { seq: 2 }),
  };
  const { after, refused } = await offer(kept, await signed(content(first.register, statements, { seq: 2 })));
  expect([refused, members(after), after.leftOut]).toEqual([
    [],
    ["36.1", "42.2", "44.1", "4201.1", "51.1"],
    new Map([["51", "unreadable"]]),
  ]);
  const late = await offer(begun, await signed(content(first.register, statements)));
  expect(members(late.after)).toEqual(["36.1", "42.2", "44.1", "4201.1"]);
});

test("the changes of a book lead to the same book, and changes of another book do not", async () => {
  const changed: Content["statements"] = { ...first.statements, "44": await statement("44", { seq: 2 }) };
  const { "51": _, ...left } = changed;
  const files = await signed(content(first.register, left, { seq: 2 }));
  const delta = bookText({ "44": of(changed["44"]) }, 1, ["51"]);
  const { after, refused } = await offer(kept, { ...files, book: delta });
  expect([refused, members(after)]).toEqual([[], ["36.1", "42.1", "44.2", "4201.1"]]);
  expect((await offer(begun, { ...files, book: delta })).refused).toEqual(["trust_inconsistent"]);
});

test("a book that is none, or too long, is refused", async () => {
  const books = ["", "[]", "{}", bookText({ "44": "x" }), JSON.stringify({ from: 0, to: 1, statements: "x", gone: [] })];
  for (const book of books) expect((await offer(kept, { book })).refused).toEqual(["book_malformed"]);
  expect((await offer(kept, { book: "x".repeat(4_194_305) })).refused).toEqual(["book_too_large"]);
  expect((await offer(begun, { book: bookText({}), register: of((await signed(first)).register) })).refused).toEqual([
    "state_missing",
    "state_missing",
  ]);
});

test("the reader's time is that of the latest file", () => {
  expect(kept.newest).toBe(FILES_AT);
});
