/** Files of facts of a client on the real runtime: sent under their SHA-256, processed piece by piece, and continued after an interruption. */
import { env } from "cloudflare:workers";
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { FactImport } from "../../../src/contract/fact.ts";
import type { Person } from "../../../src/contract/people.ts";
import { addDays, dateOf } from "../../../src/domain/china-time.ts";
import { streamPieces } from "../../../src/routes/officers/list-imports.ts";
import { aFact, aPhone, aResidentNumber } from "../builders.ts";
import { aClientOf } from "../officer.ts";
import { hashOf } from "./lists.ts";
import { Visitor } from "../visitor.ts";

const HUBEI = "hubei.localhost";
const TODAY = dateOf(Date.now());
const HEADING = "证件号码,名单,开始日期,结束日期,来源地区,编号";

let client: Visitor;

beforeAll(async () => {
  client = await aClientOf(HUBEI, "42");
});

async function upload(text: string, format = "csv"): Promise<FactImport> {
  return client.ask<FactImport>("PUT", `/api/v1/facts/${await hashOf(text)}?format=${format}`, text);
}

const importOf = async (text: string) => env.FACT_IMPORT.getByName(`42/facts/${await hashOf(text)}`);
const progress = async (text: string) => client.ask<FactImport>("GET", `/api/v1/facts/${await hashOf(text)}`);

/** Rings the alarm of a file's import until the file is processed, and returns the result. The alarm may also ring by itself. */
async function resultOf(text: string): Promise<FactImport> {
  const file = await importOf(text);
  for (;;) {
    await runDurableObjectAlarm(file);
    const view = await progress(text);
    if (view.state === "done") return view;
  }
}

function counts({ state, lines, entered, known, refused, errors }: FactImport) {
  const messages = errors.map(({ line, code, field }) => [line, code, field].filter((part) => part !== null).join(" "));
  return { state, lines, entered, known, refused, errors: messages };
}

const line = (number: string, changes: Readonly<Record<string, string>> = {}) => {
  const fact = { kind: "close_contact", from: TODAY, until: "", source: "420107", reference: number, ...changes };
  return [number, fact.kind, fact.from, fact.until, fact.source, fact.reference].join(",");
};
const json = (changes: Readonly<Record<string, unknown>> = {}) => {
  const { document: _, ...fact } = aFact({ from: TODAY, number: aResidentNumber(), ...changes });
  return JSON.stringify(fact);
};

async function aResident(number: string) {
  const visitor = await new Visitor(HUBEI).logIn(aPhone());
  const person = await visitor.bind("尹小满", number);
  await visitor.declare(person);
  return { visitor, person };
}

async function colourOf({ visitor, person }: { readonly visitor: Visitor; readonly person: Person }): Promise<string> {
  const { colour, row } = await visitor.ask<PersonColour>("GET", `/api/v1/people/${person.id}/colour`);
  return `${colour} ${row}`;
}

test("a file changes the colours of persons who have declared, and waits for the others", async () => {
  const [ownNumber, otherNumber] = [aResidentNumber(), aResidentNumber()];
  const resident = await aResident(ownNumber);
  const file = `\uFEFF${HEADING}\r\n${line(ownNumber)}\r\n${line(otherNumber, { kind: "confirmed" })}\r\n`;
  expect((await upload(file)).state).toBe("running");
  expect(counts(await resultOf(file))).toEqual({ state: "done", lines: 3, entered: 2, known: 0, refused: 0, errors: [] });
  expect(await colourOf(resident)).toBe("red close_contact");
  expect(await colourOf(await aResident(otherNumber))).toBe("red confirmed");
});

test("the same file again is the same import, and its lines in another file change nothing", async () => {
  const text = `${json()}\n${json()}`;
  await upload(text, "ndjson");
  const done = await resultOf(text);
  expect(await upload(text, "ndjson")).toEqual(done);
  const longer = `${text}\n${json()}`;
  await upload(longer, "ndjson");
  expect(counts(await resultOf(longer))).toMatchObject({ entered: 1, known: 2 });
});

test("a file with refused lines is processed again when it is sent again", async () => {
  const text = `${json()}\n${json()}`;
  await upload(text, "csv");
  expect(counts(await resultOf(text))).toMatchObject({ entered: 0, refused: 2 });
  expect((await upload(text, "ndjson")).state).toBe("running");
  expect(counts(await resultOf(text))).toMatchObject({ lines: 2, entered: 2, refused: 0, errors: [] });
});

test("a later line ends an entry by its reference", async () => {
  const number = aResidentNumber();
  const resident = await aResident(number);
  const from = addDays(TODAY, -7);
  const first = `${HEADING}\n${line(number, { from })}`;
  await upload(first);
  await resultOf(first);
  const second = `${HEADING}\n${line(number, { from, until: TODAY })}`;
  await upload(second);
  await resultOf(second);
  expect(await colourOf(resident)).toBe("yellow released");
});

test("each wrong line is reported by its number, code and column, and the others are accepted", async () => {
  const number = aResidentNumber();
  const lines = [
    line("420107198001011234"),
    line(number, { from: "2020-02-30" }),
    line(number, { from: addDays(TODAY, 1) }),
    line(number, { kind: "debtor" }),
    line(number, { kind: "home_isolation", until: addDays(TODAY, 3652) }),
    line(number, { source: "429999" }),
    line(number, { source: "Wuhan" }),
    line(number, { reference: "x".repeat(65) }),
    "a,b",
    `"${number}`,
    "x".repeat(2001),
    line(number),
  ];
  const text = [HEADING, ...lines].join("\n");
  await upload(text);
  expect(counts(await resultOf(text))).toEqual({
    state: "done",
    lines: 13,
    entered: 1,
    known: 0,
    refused: 11,
    errors: [
      "2 resident_number_check number",
      "3 fact_not_a_date from",
      "4 fact_in_future from",
      "5 fact_kind_unknown kind",
      "6 fact_too_long until",
      "7 division_unknown source",
      "8 division_unknown source",
      "9 fact_reference_form reference",
      "10 fact_line_form",
      "11 fact_line_form",
      "12 fact_line_too_long",
    ],
  });
});

test.for<readonly [string, string]>([
  ["a number that is not a text", json({ number: 420107198004120 })],
  ["an unknown column", json({ name: "尹小满" })],
  ["a list in place of an object", "[]"],
  ["no JSON", "{"],
])("a line with %s is refused as a whole", async ([, text]) => {
  await upload(text, "ndjson");
  expect(counts(await resultOf(text)).errors).toEqual(["1 fact_line_form"]);
});

test.for<readonly [string, string]>([
  ["an unknown column", `${HEADING},姓名`],
  ["a column twice", `${HEADING},编号`],
  ["no column of sources", "证件号码,名单,开始日期,编号"],
])("a file under a heading with %s has no accepted line", async ([, heading]) => {
  const text = `${heading}\n${line(aResidentNumber())}`;
  await upload(text);
  expect(counts(await resultOf(text))).toMatchObject({ entered: 0, refused: 2, errors: ["1 fact_heading", "2 fact_heading"] });
});

test("a file that differs from its announcement, has no lines, has an unknown format or an unknown option is refused and not stored", async () => {
  const name = await hashOf("announced");
  const refused = (body: string, path = `/api/v1/facts/${name}?format=csv`) => client.refusal("PUT", path, body);
  expect(await refused("other")).toBe("422 facts_other_file");
  expect(await refused("x".repeat(200_000))).toBe("422 facts_no_lines");
  expect(await refused("\n".repeat(1_000_001))).toBe("422 facts_too_many");
  expect(await refused("announced", `/api/v1/facts/${name}?format=xlsx`)).toBe("400 bad_request /format");
  expect(await refused("announced", `/api/v1/facts/${name}?format=csv&dryRun=1`)).toBe("400 bad_request /dryRun");
  expect(await refused("announced", "/api/v1/facts/1?format=csv")).toBe("404 import_not_found");
  expect(await client.refusal("GET", `/api/v1/facts/${name}`)).toBe("404 import_not_found");
});

async function cut(chunks: readonly (string | Uint8Array<ArrayBuffer>)[]) {
  const pieces: string[] = [];
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const sent = chunks.reduce<Promise<unknown>>((before, chunk) => {
    const bytes = typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk;
    return before.then(() => writer.write(bytes));
  }, Promise.resolve());
  void sent.then(() => writer.close()).catch(() => undefined);
  const streamed = await streamPieces(readable, async (_, piece) => void pieces.push(piece));
  return { streamed, pieces };
}

test("a file is cut at ends of lines, in the same places for any chunks, and all its bytes have to be UTF-8", async () => {
  const text = `${line(aResidentNumber())}\n`.repeat(3000);
  const { streamed, pieces } = await cut([text]);
  expect(streamed).toEqual({ ok: true, value: { pieces: 2, sha256: await hashOf(text) } });
  expect(`${pieces.join("\n")}\n`).toBe(text);
  const odd = [text.slice(0, 131_000), text.slice(131_000, 131_100), text.slice(131_100)];
  expect((await cut(odd)).pieces).toEqual(pieces);
  const ended = [text, Uint8Array.of(0xe5, 0xb0)];
  expect((await cut(ended)).streamed).toEqual({ ok: false, refusal: { code: "facts_not_utf8" } });
  expect((await cut([Uint8Array.of(0xd5, 0xc5), text])).streamed).toEqual({ ok: false, refusal: { code: "facts_not_utf8" } });
});

test("an upload that was broken off ends with the next one, and is removed after a day", async () => {
  const text = `${json()}\n`;
  const file = await importOf(text);
  const beginning = {
    format: "ndjson",
    name: "",
    sender: { id: "client/a", name: "", scope: "", officer: null },
    shards: 16,
  } as const;
  const first = await file.begin(beginning, Date.now());
  await file.add(first ?? 0, 0, "half of it");
  expect((await progress(text)).state).toBe("receiving");
  await upload(text, "ndjson");
  await file.add(first ?? 0, 1, "and the other half, late");
  expect(counts(await resultOf(text))).toMatchObject({ state: "done", entered: 1, refused: 0 });
  const abandoned = await importOf("abandoned");
  await abandoned.begin(beginning, Date.now() - 86_400_000);
  await runDurableObjectAlarm(abandoned);
  expect(await abandoned.view()).toBeNull();
});

test("an interrupted import of 20,000 lines continues at its piece, also after its object was evicted", async () => {
  const heading = `证件类型,国籍,${HEADING}`;
  const passports = Array.from({ length: 20_000 }, (_, index) => `20,CHN,${line(`E1${String(index).padStart(7, "0")}`)}`);
  const text = [heading, ...passports].join("\n");
  await upload(text);
  const file = await importOf(text);
  await runDurableObjectAlarm(file);
  const between = await progress(text);
  await evictDurableObject(file);
  const done = counts(await resultOf(text));
  expect([between.state, between.lines > 0, between.lines < 20_001]).toEqual(["running", true, true]);
  expect(done).toEqual({ state: "done", lines: 20_001, entered: 20_000, known: 0, refused: 0, errors: [] });
});

test("lines that wait are sealed, and lines that were processed are not stored", async () => {
  const number = aResidentNumber();
  const text = `${HEADING}\n${line(number)}`;
  await upload(text);
  const file = await importOf(text);
  const pieces = () =>
    runInDurableObject(file, (_object, { storage }) =>
      storage.sql.exec<{ sealed: string }>("SELECT sealed FROM pieces").toArray(),
    );
  const waiting = await pieces();
  await resultOf(text);
  expect([waiting.length, JSON.stringify(waiting).includes(number), await pieces()]).toEqual([1, false, []]);
});
