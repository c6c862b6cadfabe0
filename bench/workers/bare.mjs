/**
 * The references of the benches: bare handlers and objects that only check or make signatures, or only insert rows. Those whose names end in `Read` also
 * read and parse the body of the request.
 */
import { DurableObject } from "cloudflare:workers";
import { check, ES256, P256, pairOfNext, SIGNED_BYTES } from "./signatures.mjs";

const BATCH = 100;

function reading(handler) {
  return {
    async fetch(request, env) {
      await request.json();
      return handler.fetch(request, env);
    },
  };
}

export const one = {
  async fetch() {
    const [first] = await pairOfNext();
    return new Response(`{"valid":${await check(first.publicKey, first)}}`);
  },
};

export const two = {
  async fetch() {
    const [first, second] = await pairOfNext();
    return new Response(`{"valid":${(await check(first.publicKey, first)) && (await check(second.publicKey, second))}}`);
  },
};

/** Checks two signatures, and imports the key of the second one first. */
export const imported = {
  async fetch() {
    const [first, second] = await pairOfNext();
    const key = await crypto.subtle.importKey("raw", second.point, P256, false, ["verify"]);
    return new Response(`{"valid":${(await check(first.publicKey, first)) && (await check(key, second))}}`);
  },
};

/** Checks two signatures of each of a hundred codes, one after the other. */
export const hundred = {
  async fetch() {
    let good = 0;
    for (let code = 0; code < BATCH; code += 1) {
      const [first, second] = await pairOfNext();
      if ((await check(first.publicKey, first)) && (await check(second.publicKey, second))) good += 1;
    }
    return new Response(`{"valid":${good === BATCH}}`);
  },
};

export const hundredRead = reading(hundred);
export const oneRead = reading(one);
export const twoRead = reading(two);
export const importedRead = reading(imported);

/** A text with about as many bytes as the row of a pass. */
const ROW = "x".repeat(180);

export class Rows extends DurableObject {
  #sql;

  constructor(state, env) {
    super(state, env);
    this.#sql = state.storage.sql;
    this.#sql.exec("CREATE TABLE IF NOT EXISTS rows (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL) STRICT");
  }

  insert(id, body) {
    this.#sql.exec("INSERT INTO rows (id, body) VALUES (?, ?)", id, body);
  }
}

export const row = {
  async fetch(_request, env) {
    await env.ROWS.getByName("rows").insert(crypto.randomUUID(), ROW);
    return new Response(`{"state":"registered"}`);
  },
};

export const rowRead = reading(row);

/** The object that the handlers `batch` and `signature` call. */
export class Bare extends DurableObject {
  #sql;

  constructor(state, env) {
    super(state, env);
    this.#sql = state.storage.sql;
    this.#sql.exec("CREATE TABLE IF NOT EXISTS rows (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL) STRICT");
  }

  insertAll(rows) {
    for (const { id, body } of rows) this.#sql.exec("INSERT INTO rows (id, body) VALUES (?, ?)", id, body);
  }

  answer() {
    return true;
  }
}

/** Inserts a hundred rows in one call of the object. */
export const batch = {
  async fetch(_request, env) {
    const rows = Array.from({ length: BATCH }, () => ({ id: crypto.randomUUID(), body: ROW }));
    await env.BARE.getByName("rows").insertAll(rows);
    return new Response(`{"state":"registered"}`);
  },
};

/** Calls an object once, checks one signature, as a phone's proof that it holds its key, and makes one. */
export const signature = {
  async fetch(_request, env) {
    signing ??= (await crypto.subtle.generateKey(P256, false, ["sign"])).privateKey;
    const [, proof] = await pairOfNext();
    await env.BARE.getByName("rows").answer();
    await check(proof.publicKey, proof);
    const made = await crypto.subtle.sign(ES256, signing, crypto.getRandomValues(new Uint8Array(SIGNED_BYTES[0])));
    return new Response(`{"credentials":["${made.byteLength}"]}`);
  },
};

let signing;
