/**
 * The smallest workers that cross into the runtime as often as Yima must for the same answer: they read the same parts of a request, check as many
 * signatures, call as many objects, write the same row with its indexes, and answer with as many headers and bytes. They decide nothing. What they cost more
 * than the references of bare.mjs is what the runtime takes, and what Yima costs more than they is Yima's own.
 */
import { DurableObject } from "cloudflare:workers";
import { check, ES256, P256, pairOfNext, SIGNED_BYTES } from "./signatures.mjs";

const HEADERS = new Headers({
  "content-type": "application/json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-resource-policy": "same-origin",
});

function answer(members, isGood) {
  const sentence = { zh: "可以通行，请继续做好个人防护", en: "The holder may pass; keep a distance and wear a mask" };
  const times = {
    declaredAt: "2020-02-29T04:00:00.000Z",
    issuedAt: "2020-02-29T04:00:00.000Z",
    expiresAt: "2020-03-01T04:00:00.000Z",
  };
  const passage = { answer: "passes", row: "green", sentence };
  return isGood ? JSON.stringify({ ...members, colour: "green", flags: [], maskedName: "尹**", ...times, passage }) : "";
}

/** Reads what every request is routed and limited by. @returns the parsed body */
async function read(request, names) {
  const { method, url, headers } = request;
  if (method !== "POST" || !url.startsWith("http://")) throw new Error("no request of the bench");
  for (const name of ["content-type", "content-length", ...names]) if (headers.get(name) === null) throw new Error(name);
  return JSON.parse(await request.text());
}

function verifying(signatures) {
  return {
    async fetch(request) {
      await read(request, ["x-yima-proxy", "x-yima-address"]);
      const pair = await pairOfNext();
      const checks = await Promise.all(pair.slice(0, signatures).map((one) => check(one.publicKey, one)));
      return new Response(answer({ valid: true }, checks.every(Boolean)), { headers: HEADERS });
    },
  };
}

export const oneFloor = verifying(1);
export const twoFloor = verifying(2);

/** The columns of a pass, and its indexes. */
const PASSES = `CREATE TABLE IF NOT EXISTS passes (seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, collector TEXT NOT NULL,
    point TEXT NOT NULL, person TEXT NOT NULL, issuer TEXT NOT NULL, handle TEXT NOT NULL, kind TEXT NOT NULL, colour TEXT NOT NULL,
    masked_name TEXT NOT NULL, declared_at INTEGER, shard INTEGER, marks INTEGER NOT NULL, proof_at INTEGER, answer TEXT, policy TEXT) STRICT;
  CREATE INDEX IF NOT EXISTS passes_at ON passes (at);
  CREATE INDEX IF NOT EXISTS passes_point ON passes (point, at);
  CREATE INDEX IF NOT EXISTS passes_collector ON passes (collector, at);
  CREATE INDEX IF NOT EXISTS passes_person ON passes (person, at)`;
const INSERT = `INSERT INTO passes (id, at, collector, point, person, shard, issuer, handle, kind, colour, masked_name, declared_at, marks, proof_at, answer, policy)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const POINT = "018e0000-0000-7000-8000-000000000001";
const [PERSON, COLLECTOR, HANDLE] = ["2".repeat(24), "0".repeat(24), "3".repeat(32)];

/** Ids sort by time, as those of gates do (src/domain/community/pass-id.ts): an index of random ones costs twice as much. */
function passId() {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

function onePass() {
  const use = { proofAt: Date.now(), point: POINT, earlier: null };
  const holder = { person: PERSON, shard: 3, issuer: "4201", handle: HANDLE, kind: "live", colour: "green", maskedName: "尹**" };
  return { id: passId(), ...holder, declaredAt: 1_582_977_600_000, marks: 0, use };
}

/** Stores passes, and looks a holder up. */
export class Floor extends DurableObject {
  #storage;

  constructor(state, env) {
    super(state, env);
    this.#storage = state.storage;
    this.#storage.sql.exec(PASSES);
    this.#storage.sql.exec(
      "CREATE TABLE IF NOT EXISTS credentials (person TEXT, handle TEXT, expires_at INTEGER, list TEXT, entry INTEGER, colour TEXT)",
    );
  }

  holder() {
    return this.#storage.sql.exec("SELECT COUNT(*) AS passes FROM passes WHERE person = ? LIMIT 1", COLLECTOR).toArray();
  }

  register(passes) {
    const at = Date.now();
    return this.#storage.transactionSync(() =>
      passes.map((one) => {
        const { id, person, shard, issuer, handle, kind, colour, maskedName, declaredAt, marks, use } = one;
        const holder = [person, shard, issuer, handle, kind, colour, maskedName, declaredAt, marks];
        this.#storage.sql.exec(INSERT, id, at, COLLECTOR, POINT, ...holder, use.proofAt, "passes", "wuhan-2020-02");
        return { ok: true, value: { id, at, point: POINT, second: null } };
      }),
    );
  }

  draft(handles) {
    const rows = handles.map(() => "(?, ?, ?, ?, ?, ?)").join(", ");
    const values = handles.flatMap((handle) => [PERSON, handle, 1_582_977_600_000, "420107001002-20200302", 17, "green"]);
    this.#storage.sql.exec(`INSERT INTO credentials (person, handle, expires_at, list, entry, colour) VALUES ${rows}`, ...values);
    return handles;
  }

  allot(count) {
    return Array.from({ length: count }, (_, index) => index);
  }
}

/** One pass: its body, both signatures of its code, its holder's object, and the object that stores it. */
export const passFloor = {
  async fetch(request, env) {
    await read(request, ["cookie", "x-yima"]);
    const checks = await Promise.all((await pairOfNext()).map((one) => check(one.publicKey, one)));
    await env.FLOOR.getByName("holders").holder();
    const [outcome] = await env.FLOOR.getByName("passes").register([onePass()]);
    return new Response(answer({ state: "registered" }, checks.every(Boolean) && outcome.ok), { headers: HEADERS });
  },
};

const BATCH = 100;

/** A hundred passes in one call. */
export const batchFloor = {
  async fetch(_request, env) {
    const outcomes = await env.FLOOR.getByName("passes").register(Array.from({ length: BATCH }, onePass));
    return new Response(outcomes.every(({ ok }) => ok) ? `{"state":"registered"}` : "");
  },
};

const AT_A_TIME = 4;
let signing;

/** Four credentials: the session, the proofs that the phone has the keys, the holder's object, the status list, and four signatures. */
export const credentialFloor = {
  async fetch(_request, env) {
    signing ??= (await crypto.subtle.generateKey(P256, false, ["sign"])).privateKey;
    await env.FLOOR.getByName("sessions").holder();
    const pairs = await Promise.all(Array.from({ length: AT_A_TIME }, pairOfNext));
    const checks = await Promise.all(pairs.map(([, proof]) => check(proof.publicKey, proof)));
    await env.FLOOR.getByName("lists").allot(AT_A_TIME);
    await env.FLOOR.getByName("holders").draft(pairs.map(() => HANDLE));
    const made = await Promise.all(
      pairs.map(() => crypto.subtle.sign(ES256, signing, crypto.getRandomValues(new Uint8Array(SIGNED_BYTES[0])))),
    );
    const credentials = made.map((signature) => `${HANDLE.repeat(8)}${btoa(String.fromCharCode(...new Uint8Array(signature)))}`);
    return new Response(checks.every(Boolean) ? JSON.stringify({ credentials }) : "", { headers: HEADERS });
  },
};
