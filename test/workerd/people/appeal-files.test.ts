/** Files of appeals on the real runtime: sent before the appeal, sealed in storage, and readable for the administrators who answer the appeal. */
import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { DivisionLooks, Looks } from "../../../src/contract/track.ts";
import { aListed, anOfficer, answer, appeal, appealsOf, queued, QUEUE, refusedAppeal, WUHAN } from "./appellant.ts";
import { anAppealWithFile, pathOf, PDF, send } from "../proofs.ts";
import type { Visitor } from "../visitor.ts";

const JPEG = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const MAX_BYTES = 5 * 1024 * 1024;

let officer: Visitor;

beforeAll(async () => {
  officer = await anOfficer("陈守诚");
});

const textOf = async (got: Response) => new TextDecoder().decode(await got.arrayBuffer());

test("an appeal shows its named files in its order, to the person and to the officers", async () => {
  const resident = await aListed();
  const id = crypto.randomUUID();
  const [first, second] = [await send(resident, id), await send(resident, id, JPEG)];
  await send(resident, id, PDF);
  const files = [
    { id: second, type: "image/jpeg", bytes: JPEG.length },
    { id: first, type: "application/pdf", bytes: new TextEncoder().encode(PDF).length },
  ];
  expect((await appeal(resident, { id, files: [second, first] })).files).toEqual(files);
  expect((await appealsOf(resident))[0]?.files).toEqual(files);
  expect((await queued(officer, id))?.files).toEqual(files);
});

test("the stored bytes show neither the file nor its name, and open whole for the person", async () => {
  const { resident, id, file, key } = await anAppealWithFile();
  expect(key).toMatch(/^42\/[0-9a-f]{64}$/);
  const lying = new TextDecoder().decode(await (await env.UPLOADS.get(key))?.arrayBuffer());
  expect(lying.includes("PDF") || lying.includes("尹小满")).toBe(false);
  const answered = await resident.visitor.send("GET", pathOf(resident, id, file));
  expect(await textOf(answered)).toBe(PDF);
});

test("a file is served with the type of its bytes, as a download that cannot run", async () => {
  const { resident, id, file } = await anAppealWithFile(JPEG);
  const { headers } = await resident.visitor.send("GET", pathOf(resident, id, file));
  const called = `appeal-${file.slice(0, 8)}.jpg`;
  expect(
    ["content-type", "content-disposition", "content-security-policy", "x-content-type-options", "cache-control"].map((name) =>
      headers.get(name),
    ),
  ).toEqual([
    "image/jpeg",
    `attachment; filename="${called}"; filename*=UTF-8''${called}`,
    "default-src 'none'; sandbox",
    "nosniff",
    "no-store",
  ]);
});

test("an officer opens it, and the person and the offices see that look", async () => {
  const { resident, id, file } = await anAppealWithFile();
  const opened = await officer.send("GET", `${QUEUE}/${id}/files/${file}`);
  expect([opened.status, await textOf(opened)]).toEqual([200, PDF]);
  const look = { office: WUHAN, purpose: { kind: "appeal", text: null }, extent: "appeal_file", intact: true };
  const { looks } = await resident.visitor.ask<Looks>("GET", `/api/v1/people/${resident.person.id}/looks`);
  expect(looks).toEqual([{ ...look, at: expect.any(String), officeName: expect.any(String) }]);
  const above = await officer.ask<DivisionLooks>("GET", `/api/v1/divisions/${WUHAN}/looks`);
  expect(above.looks[0]).toMatchObject({ ...look, maskedName: "尹**" });
});

test("nobody else opens it: no officer of another division, and none of its own after the answer", async () => {
  const { resident, id, file } = await anAppealWithFile();
  const path = `/appeals/${id}/files/${file}`;
  expect(await (await anOfficer("王守正", "42")).refusal("GET", `/api/v1/divisions/42${path}`)).toBe("404 appeal_not_found");
  await answer(officer, id, { decision: "refuse", reason: "名单无误" });
  expect(await officer.refusal("GET", `${QUEUE}/${id}/files/${file}`)).toBe("404 appeal_not_found");
  expect(await officer.refusal("GET", pathOf(resident, id, file))).toBe("404 person_not_found");
  const { looks } = await resident.visitor.ask<Looks>("GET", `/api/v1/people/${resident.person.id}/looks`);
  expect(looks).toEqual([]);
});

test("a file outside the appeal is opened by no officer", async () => {
  const resident = await aListed();
  const id = crypto.randomUUID();
  const file = await send(resident, id);
  await appeal(resident, { id });
  expect(await officer.refusal("GET", `${QUEUE}/${id}/files/${file}`)).toBe("404 file_not_found");
});

test("a repeated file is one file, also at the same moment; another file under its id is refused", async () => {
  const resident = await aListed();
  const [id, file] = [crypto.randomUUID(), crypto.randomUUID()];
  await Promise.all([send(resident, id, PDF, file), send(resident, id, PDF, file)]);
  expect(await resident.visitor.refusal("PUT", pathOf(resident, id, file), JPEG)).toBe("409 file_id_taken");
  await appeal(resident, { id, files: [file] });
  expect(await send(resident, id, PDF, file)).toBe(file);
  expect(await resident.visitor.refusal("PUT", pathOf(resident, id, crypto.randomUUID()), PDF)).toBe("409 appeal_written");
});

test.for<readonly [string, string | Uint8Array, string]>([
  ["a web page", "<html><script>alert(1)</script>", "415 file_type_unknown"],
  ["nothing", "", "415 file_type_unknown"],
  ["a byte too many", new Uint8Array(MAX_BYTES + 1), "413 file_too_large"],
])("%s is refused", async ([, body, expected]) => {
  const resident = await aListed();
  const path = pathOf(resident, crypto.randomUUID(), crypto.randomUUID());
  expect(await resident.visitor.refusal("PUT", path, body, { "content-type": "image/jpeg" })).toBe(expected);
});

test("a file of five megabytes is accepted, and ids belong to their sender", async () => {
  const resident = await aListed();
  const whole = new Uint8Array(MAX_BYTES);
  whole.set(JPEG);
  const [id, file] = [crypto.randomUUID(), crypto.randomUUID()];
  await send(resident, id, whole, file);
  expect((await (await resident.visitor.send("GET", pathOf(resident, id, file))).arrayBuffer()).byteLength).toBe(MAX_BYTES);
  expect(await resident.visitor.refusal("PUT", pathOf(resident, id, "7"), PDF)).toBe("400 bad_request /file");
  expect(await resident.visitor.refusal("PUT", pathOf(resident, "7", file), PDF)).toBe("400 bad_request /appeal");
  expect(await officer.refusal("GET", `${QUEUE}/${id}/files/7`)).toBe("400 bad_request /file");
});

test.for<readonly [string, (file: string) => readonly string[], string]>([
  ["one that never came", () => [crypto.randomUUID()], "409 file_missing"],
  ["one twice", (file) => [file, file], "400 bad_request /files"],
  ["four", (file) => [file, ...Array.from({ length: 3 }, () => crypto.randomUUID())], "400 bad_request /files"],
  ["one that is no id", () => ["7"], "400 bad_request /files/0"],
])("an appeal that names %s is refused and not stored", async ([, names, expected]) => {
  const resident = await aListed();
  const id = crypto.randomUUID();
  const file = await send(resident, id);
  expect(await refusedAppeal(resident, { id, files: names(file) })).toBe(expected);
  expect(await appealsOf(resident)).toEqual([]);
});
