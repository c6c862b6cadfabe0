/** Repeated kills while a file of facts is read, and while it is entered: each person is counted once, each line is entered once, and none is lost. */
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as z from "zod";
import { factImport } from "../../src/contract/fact.ts";
import { reading } from "../../src/contract/list.ts";
import { ADMINISTRATOR, COLLECTOR, HOSTS } from "../../tools/demo-cast.ts";
import { enrol } from "../../tools/demo.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { type Killable, startKillable } from "../support/killable.ts";
import { removeState, rowsBelow } from "../support/state.ts";

const LINES = 12_000;
/** The numbers of processed lines at which the runtime is killed, once each, while it reads and while it enters the file. */
const KILLS = [1, LINES / 4];

const state = mkdtempSync(join(tmpdir(), "yima-import-"));
let runtime: Killable;
let officer: Visitor;
let second: Visitor;

beforeAll(async () => {
  runtime = await startKillable(state, 0);
  officer = await enrol(runtime.port, HOSTS.administrator, ADMINISTRATOR);
  second = await enrol(runtime.port, HOSTS.collector, COLLECTOR);
  for (const { phone } of [ADMINISTRATOR, COLLECTOR])
    await officer.ask("POST", "/local/administrators", z.unknown(), { division: "4201", phone });
});
afterAll(async () => {
  await runtime.kill();
  removeState(state);
});

function put(path: string, text: string): Promise<number | undefined> {
  const headers = { host: `${HOSTS.administrator}:${runtime.port}`, "x-yima": "1", cookie: officer.cookie };
  return new Promise((done, failed) => {
    const sent = request({ host: "127.0.0.1", port: runtime.port, method: "PUT", path, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => done(answer.statusCode));
    });
    sent.on("error", failed);
    sent.end(text);
  });
}

async function restart(): Promise<void> {
  const { port } = runtime;
  await runtime.kill();
  runtime = await startKillable(state, port);
}

/** The number of facts on disk, in all shards together. */
function entered(): number {
  return rowsBelow(state, "facts", "SELECT COUNT(*) AS n FROM facts").reduce((sum, { n }) => sum + Number(n), 0);
}

test("each line of a file is entered exactly once after any number of kills", async () => {
  const rows = Array.from({ length: LINES }, (_, index) => {
    const passport = `E1${String(index).padStart(7, "0")}`;
    return `20,CHN,${passport},close_contact,2026-11-01,420107,${index}`;
  });
  const text = ["type,nationality,number,kind,from,source,reference", ...rows].join("\n");
  const path = `/api/v1/facts/${createHash("sha256").update(text).digest("hex")}`;
  expect(await put(`${path}?format=csv`, text)).toBe(202);
  const progress = () => officer.ask("GET", path, factImport);
  const killOften = async () => {
    for (const looked of KILLS) {
      // One answer says both: a file may end between two.
      let at = await progress();
      const reached = async () => {
        at = await progress();
        expect(at.lines).toBeGreaterThanOrEqual(looked);
      };
      await vi.waitFor(reached, { timeout: 120_000, interval: 20 });
      expect(at.state).toBe("running");
      await restart();
    }
  };
  const read = () => officer.ask("GET", `${path}/reading`, reading);
  await killOften();
  const isRead = async () => expect((await read()).state).toBe("read");
  await vi.waitFor(isRead, { timeout: 120_000, interval: 100 });
  const { figures, persons } = await read();
  expect(figures).toMatchObject({ lines: LINES, refused: 0, added: LINES, persons: LINES, undeclared: LINES });
  expect([persons.length, entered()]).toEqual([50, 0]);

  const change = { kind: "fact_list", file: path.split("/").at(-1) };
  const order = { id: crypto.randomUUID(), change, reason: "diagnosis", evidence: "流调报告第 31 号" };
  const { id } = await officer.ask("POST", "/api/v1/proposals", z.looseObject({ id: z.string() }), order);
  await restart();
  await second.ask("GET", `${path}/reading`, reading);
  await second.ask("POST", `/api/v1/proposals/${id}/approvals`, z.unknown(), { note: "已核对" });
  await killOften();
  const isDone = async () => expect((await progress()).state).toBe("done");
  await vi.waitFor(isDone, { timeout: 120_000, interval: 100 });
  const { lines, refused, entered: fresh, known } = await progress();
  expect({ lines, refused, taken: fresh + known, onDisk: entered() }).toEqual({
    lines: LINES + 1,
    refused: 0,
    taken: LINES,
    onDisk: LINES,
  });
});
