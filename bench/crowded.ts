/** A community with a month of passes: set up over HTTP; then its runtime is stopped and the rows of the passes are written into its database. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type Standing, standingCollector } from "./standing.ts";
import { newHome, type Runtime, startWorkerd } from "./workerd.ts";
import { yimaBeside } from "./yima.ts";

/** The number of gates, and of collectors, to whom the passes are assigned in turn. */
const GATES = 10;
const DAY_MS = 86_400_000;
/** Less than the retention, so that no pass expires during the measurement. */
const MONTH_MS = 28 * DAY_MS;
/** One pass in 100 is red, so that a page of red passes is full even in a small community. */
const RED_EVERY = 100;

export interface CrowdedCommunity {
  readonly runtime: Runtime;
  readonly standing: Standing;
  /** The ids, as the API uses them, of a gate and of a collector; each has a tenth of the passes. */
  readonly gate: string;
  readonly collector: string;
}

interface Home {
  readonly path: string;
  readonly standing: Standing;
}

/** The filled communities by their size. Filling takes as long as measuring, so the benches of one run share them. */
const homes = new Map<string, Promise<Home>>();

/** Starts a community with `passes` passes. @param credentials the number of credentials of its residents, a multiple of 12, because each of three persons gets four at a time */
export async function crowdedCommunity(passes: number, credentials: number): Promise<CrowdedCommunity> {
  const key = `${passes} ${credentials}`;
  const made = homes.get(key) ?? makeHome(passes, credentials);
  homes.set(key, made);
  const { path, standing } = await made;
  return { runtime: await startYima(path), standing, gate: gateId(1), collector: collectorId(1) };
}

async function makeHome(passes: number, credentials: number): Promise<Home> {
  const path = newHome();
  process.once("exit", () => rmSync(path, { recursive: true, force: true }));
  const runtime = await startYima(path);
  const standing = await standingCollector(runtime.port("yima"), credentials);
  await runtime.stop();
  const objects = join(path, "objects/yima-Community");
  const files = readdirSync(objects).filter((name) => name.endsWith(".sqlite") && name !== "metadata.sqlite");
  const [file] = files;
  if (file === undefined || files.length > 1) throw new Error(`one community was made ready, but there are: ${files.join(", ")}`);
  fill(join(objects, file), passes, Date.now());
  return { path, standing };
}

async function startYima(path: string): Promise<Runtime> {
  return startWorkerd(await yimaBeside("local", []), path);
}

/** Writes passes evenly over the last four weeks; gates and collectors take turns, and one pass in RED_EVERY is red. */
function fill(file: string, passes: number, now: number): void {
  const database = new DatabaseSync(file);
  database.exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; BEGIN");
  const gate = database.prepare("INSERT INTO points (id, name, address, added_at) VALUES (?, ?, '红卫路', 0)");
  const collector = database.prepare(
    "INSERT INTO collectors (person, id, account, sealed_phone, masked_phone, masked_name, added_at) VALUES (?, ?, '', '', '138*****000', '王**', 0)",
  );
  for (let at = 0; at < GATES; at += 1) {
    gate.run(gateId(at), `门 ${at}`);
    collector.run(personKey(at), collectorId(at));
  }
  database
    .prepare(
      `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < :passes - 1)
       INSERT INTO passes (id, at, collector, point, person, issuer, handle, kind, colour, masked_name)
       SELECT printf('018e0000-0000-7000-9000-%012d', i), CAST(:from + i * :step AS INTEGER), printf('%048d', i / 10 % 10),
         printf('018e0000-0000-7000-a000-%012d', i % 10), printf('%048d', i % 9973), '4201', printf('%032d', i), 'live',
         iif(i % ${RED_EVERY} = 7, 'red', 'none'), '尹**' FROM n`,
    )
    .run({ passes, from: now - MONTH_MS, step: MONTH_MS / passes });
  // The outbox counts all passes as delivered to the tracks of their persons, so that the runtime does not deliver them.
  database.exec("UPDATE outbox SET cursor = (SELECT MAX(seq) FROM passes); COMMIT");
  database.close();
}

function gateId(at: number): string {
  return `018e0000-0000-7000-a000-${String(at).padStart(12, "0")}`;
}

function collectorId(at: number): string {
  return `bench-collector-${at}`;
}

function personKey(at: number): string {
  return String(at).padStart(48, "0");
}
