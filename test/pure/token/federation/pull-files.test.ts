/** A reader of trust at a host of which one file has no end or is no text: it refuses that file by its name, and reads the others. docs/trust.md §5. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { beginTrust, type KeptTrust } from "../../../../src/domain/federation/kept-trust.ts";
import { filesBelow } from "../../../../src/token/federation/files-below.ts";
import { pullFiles } from "../../../../src/token/federation/pull-files.ts";
import { readRoot } from "../../../../src/token/federation/root.ts";
import { answerText } from "../../../../src/token/status/bounded-bytes.ts";
import { contentTypeOf } from "../../../support/content-type.ts";
import { anEndlessHost, ENDLESS, type EndlessHost, NO_UTF8 } from "../../../support/endless-host.ts";
import { FILES_AT } from "../../../support/federation.ts";
import { aPublisher, bookText, content, type Publisher } from "../../../support/publisher.ts";

const PATH = "/.well-known/trust";
const PATIENCE_MS = 60_000;

let host: EndlessHost;
let publisher: Publisher;
let begun: KeptTrust;

beforeEach(async () => {
  [host, publisher] = await Promise.all([anEndlessHost(), aPublisher()]);
  const root = await readRoot(publisher.rootText, null);
  if (!root.ok) throw new Error(root.refusal.code);
  begun = beginTrust(root.value);
});
afterEach(() => host.stop());

async function pull(before: KeptTrust) {
  const source = filesBelow(async (path, maxBytes, type) =>
    answerText(await fetch(`${host.origin}${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) }), maxBytes, type),
  );
  const { kept, refusals } = await pullFiles(before, source, false, FILES_AT);
  await expect.poll(host.sending).toBe(0);
  return { kept, refusals, has: [kept.state?.file.seq, kept.register?.file.seq, kept.bookName?.seq] };
}

/** The paths of the first files, and those of the next ones. */
async function served() {
  const { first, entries, next, signed, statement } = publisher;
  const one = await signed(first);
  const later = content(next(entries()), { ...first.statements, "44": await statement("44", { seq: 2 }) }, { seq: 2 });
  const two = await signed({ ...later, state: { ...later.state, book: [2, (later.state["book"] as unknown[])[1]] } });
  return {
    first: { [`${PATH}/state`]: one.state, [`${PATH}/register/1`]: one.register, [`${PATH}/book?since=0`]: one.book },
    next: {
      [`${PATH}/state`]: two.state,
      [`${PATH}/register/2`]: two.register,
      [`${PATH}/book?since=0`]: two.book,
      [`${PATH}/book?since=1`]: bookText({ "44": later.statements["44"] ?? "" }, 1),
    },
  };
}

test.each([
  ["root/2", { code: "file_too_large", file: "root" }, [2, 2, 2]],
  ["state", { code: "file_too_large", file: "state" }, [1, 1, 1]],
  ["register/2", { code: "file_too_large", file: "register" }, [2, 1, 2]],
  ["book?since=0", { code: "book_too_large" }, [2, 2, undefined]],
])("without an end of %s", async (path, refusal, has) => {
  const files = await served();
  host.files = files.first;
  const before = await pull(begun);
  expect([before.refusals, before.has]).toEqual([[], [1, 1, 1]]);
  host.files = { ...files.next, [`${PATH}/${path}`]: ENDLESS };
  const { refusals, has: after } = await pull(before.kept);
  expect(refusals).toContainEqual(refusal);
  expect(after).toEqual(has);
  host.files = { ...files.next, [`${PATH}/${path}`]: NO_UTF8 };
  const malformed = { ...refusal, code: refusal.code.replace("too_large", "malformed") };
  const unreadable = await pull(before.kept);
  expect(unreadable.refusals).toContainEqual(malformed);
  expect(unreadable.has).toEqual(has);
});

test.each(["text/html", "application/json; charset=utf-8", "application/jose"])(
  "files that come as %s are refused by their names, and the reader keeps what it has",
  async (type) => {
    const files = await served();
    host.files = files.first;
    const { kept, has } = await pull(begun);
    expect(has).toEqual([1, 1, 1]);
    for (const [path, refusal] of [
      ["state", { code: "file_wrong_type", file: "state" }],
      ["register/2", { code: "file_wrong_type", file: "register" }],
      ["book?since=0", { code: "book_wrong_type" }],
    ] as const) {
      host.files = files.next;
      host.typeOf = (url) => (url === `${PATH}/${path}` ? type : contentTypeOf(url));
      const { refusals } = await pull(kept);
      expect(refusals).toContainEqual(refusal);
    }
    host.files = { ...files.next, [`${PATH}/root/2`]: publisher.rootText };
    host.typeOf = () => type;
    const { refusals, kept: after } = await pull(kept);
    expect([refusals, after]).toEqual([
      [
        { code: "file_wrong_type", file: "root" },
        { code: "file_wrong_type", file: "state" },
      ],
      kept,
    ]);
  },
);

test("changes of the book without an end: the whole one is asked for", async () => {
  const { first, statement, signed } = publisher;
  const files = await served();
  host.files = files.first;
  const { kept } = await pull(begun);
  const later = content(first.register, { ...first.statements, "44": await statement("44", { seq: 2 }) }, { seq: 2 });
  const { state, book } = await signed(later);
  host.files = { [`${PATH}/state`]: state, [`${PATH}/book?since=0`]: book, [`${PATH}/book?since=1`]: ENDLESS };
  const after = await pull(kept);
  expect([after.refusals, after.kept.book.get("44" as never)?.signed?.statement.seq]).toEqual([[{ code: "book_too_large" }], 2]);
});

test("a host that answers with no file at all ends the pull", async () => {
  await host.stop();
  await expect(pull(begun)).rejects.toThrow();
  host = await anEndlessHost();
});
