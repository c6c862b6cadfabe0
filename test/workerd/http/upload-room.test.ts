/** Simultaneous uploads of large files: an isolate limits the bytes in its memory, and refuses further uploads with a time to try again. */
import { exports } from "cloudflare:workers";
import { beforeEach, expect, test } from "vitest";
import type { Problem } from "../../../src/contract/problem.ts";
import type { Looks } from "../../../src/contract/track.ts";
import { aListed, anOfficer, QUEUE, type Resident } from "../people/appellant.ts";
import { anAppealWithFile, pathOf, PDF } from "../proofs.ts";

const MEGABYTE = 2 ** 20;
const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]);

let resident: Resident;

beforeEach(async () => {
  resident = await aListed();
});

/** Begins an upload that sends nothing more until the test ends it. Without a stated length it reserves room for the largest file. */
function anUpload() {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const request = new Request(`http://hubei.localhost${pathOf(resident, crypto.randomUUID(), crypto.randomUUID())}`, {
    method: "PUT",
    headers: { "x-yima": "1", cookie: resident.visitor.cookie ?? "" },
    body: readable,
  });
  const answer = exports.default.fetch(request).then(({ status }) => status);
  void writer.write(JPEG).catch(() => undefined);
  return { answer, end: () => writer.close() };
}

/** Begins three uploads; resolves when the isolate has no room for a fourth large file. */
async function fill() {
  const uploads = [anUpload(), anUpload(), anUpload()];
  await expect.poll(refusal).toBe("503 busy");
  return uploads;
}

function upload(bytes: Uint8Array | string = PDF): Promise<Response> {
  return resident.visitor.send("PUT", pathOf(resident, crypto.randomUUID(), crypto.randomUUID()), bytes);
}

/** `status code` of the answer to a file of the largest size. */
async function refusal(): Promise<string> {
  const { status, code } = await (await upload(new Uint8Array(5 * MEGABYTE))).json<Problem>();
  return `${status} ${code}`;
}

const LARGE = new Uint8Array(5 * MEGABYTE);
LARGE.set(JPEG);

test("a fourth large upload gets a time for the next try, and is accepted after one of the three has ended", async () => {
  const [first, ...others] = await fill();
  const answer = await upload(LARGE);
  expect([answer.headers.get("retry-after"), (await answer.json<Problem>()).retryAfterSeconds]).toEqual(["2", 2]);
  await first?.end();
  expect(await first?.answer).toBe(201);
  expect((await upload(LARGE)).status).toBe(201);
  await Promise.all(others.map((one) => one.end()));
  expect(await Promise.all(others.map((one) => one.answer))).toEqual([201, 201]);
});

test("a refused upload gives its room back", async () => {
  for (let time = 0; time < 4; time += 1) expect(await refusal()).toBe("415 file_type_unknown");
  expect((await upload(LARGE)).status).toBe(201);
});

test("the limit counts bytes and not files: fifteen uploads of a megabyte are accepted at the same time", async () => {
  const photo = LARGE.subarray(0, MEGABYTE);
  const residents = await Promise.all(Array.from({ length: 5 }, () => aListed()));
  const paths = residents.flatMap((one) =>
    [1, 2, 3].map(() => ({ one, path: pathOf(one, crypto.randomUUID(), crypto.randomUUID()) })),
  );
  const answers = await Promise.all(paths.map(({ one, path }) => one.visitor.send("PUT", path, photo)));
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201));
});

test("a file is opened only with room for it: a refused read leaves no look", async () => {
  const officer = await anOfficer("陈守诚");
  const { resident: appellant, id, file } = await anAppealWithFile();
  const looks = async () =>
    (await appellant.visitor.ask<Looks>("GET", `/api/v1/people/${appellant.person.id}/looks`)).looks.length;
  const uploads = await fill();
  expect(await officer.refusal("GET", `${QUEUE}/${id}/files/${file}`)).toBe("503 busy");
  expect(await looks()).toBe(0);
  await Promise.all(uploads.map((one) => one.end()));
  await Promise.all(uploads.map((one) => one.answer));
  const opened = await officer.send("GET", `${QUEUE}/${id}/files/${file}`);
  expect([await opened.text(), await looks()]).toEqual([PDF, 1]);
});

test("a file that is read slowly takes room until it has left or its reader is gone", async () => {
  const { resident: appellant, id, file } = await anAppealWithFile(LARGE);
  const open = () => appellant.visitor.send("GET", pathOf(appellant, id, file));
  const slow = [await open(), await open(), await open()];
  expect(slow.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await refusal()).toBe("503 busy");
  expect((await slow[0]?.arrayBuffer())?.byteLength).toBe(LARGE.length);
  await slow[1]?.body?.cancel();
  await slow[2]?.body?.cancel();
  await expect.poll(refusal).toBe("415 file_type_unknown");
  expect((await (await open()).arrayBuffer()).byteLength).toBe(LARGE.length);
});
