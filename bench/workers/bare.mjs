/** What the worker is measured against: handlers that do nothing but the signatures, or but one row. */
import { DurableObject } from "cloudflare:workers";

const ES256 = { name: "ECDSA", hash: "SHA-256" };
const P256 = { name: "ECDSA", namedCurve: "P-256" };
/** As long as a credential's signing input, and as what a device signs. */
const SIGNED_BYTES = [200, 170];

let ready;

async function prepare() {
  const pair = () => crypto.subtle.generateKey(P256, false, ["sign", "verify"]);
  return Promise.all(
    SIGNED_BYTES.map(async (length) => {
      const { privateKey, publicKey } = await pair();
      const signed = crypto.getRandomValues(new Uint8Array(length));
      return { publicKey, signed, signature: await crypto.subtle.sign(ES256, privateKey, signed) };
    }),
  );
}

function check({ publicKey, signature, signed }) {
  return crypto.subtle.verify(ES256, publicKey, signature, signed);
}

export const one = {
  async fetch() {
    const [first] = (ready ??= await prepare());
    return new Response(`{"valid":${await check(first)}}`);
  },
};

export const two = {
  async fetch() {
    const [first, second] = (ready ??= await prepare());
    return new Response(`{"valid":${(await check(first)) && (await check(second))}}`);
  },
};

/** As many bytes as a pass's row. */
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
