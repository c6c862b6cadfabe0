/** Prepared signatures of 4096 phones, which the references check in turn. */
export const ES256 = { name: "ECDSA", hash: "SHA-256" };
export const P256 = { name: "ECDSA", namedCurve: "P-256" };
/** How many bytes the issuer signs for a credential, and a phone for a proof. */
export const SIGNED_BYTES = [200, 170];

/** The number of signatures, the same as of codes in verify-http.ts: the processor would learn the path of a single repeated one. */
const SIGNATURES = 4096;

let ready;

async function prepare() {
  const pair = () => crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
  const issuer = await pair();
  return Promise.all(
    Array.from({ length: SIGNATURES }, async () => {
      const phone = await pair();
      return [await signed(issuer, SIGNED_BYTES[0]), await signed(phone, SIGNED_BYTES[1])];
    }),
  );
}

async function signed({ privateKey, publicKey }, length) {
  const text = crypto.getRandomValues(new Uint8Array(length));
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  point[0] = 2 + (point[64] & 1);
  return { publicKey, point: point.slice(0, 33), text, signature: await crypto.subtle.sign(ES256, privateKey, text) };
}

let next = 0;

export async function pairOfNext() {
  const signatures = (ready ??= await prepare());
  next = (next + 1) % SIGNATURES;
  return signatures[next];
}

export function check(publicKey, { signature, text }) {
  return crypto.subtle.verify(ES256, publicKey, signature, text);
}
