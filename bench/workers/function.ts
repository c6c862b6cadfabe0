/** A worker that runs `verifyCode`, or only its signature checks, over all received codes within one isolate. The caller measures the time. */
import { parseCode } from "../../src/token/code/parse.ts";
import { deviceKeyOf } from "../../src/token/code/device-key.ts";
import { signingInput } from "../../src/token/code/header.ts";
import { proofInput } from "../../src/token/code/proof.ts";
import { readTrust, type PublishedIssuer, type Trust } from "../../src/token/status/trust.ts";
import { verifyCode } from "../../src/token/code/verify.ts";

const ES256 = { name: "ECDSA", hash: "SHA-256" } as const;

interface Signature {
  readonly key: CryptoKey;
  readonly signature: Uint8Array<ArrayBuffer>;
  readonly signed: Uint8Array<ArrayBuffer>;
}

interface Input {
  readonly codes: readonly string[];
  readonly trust: Trust;
  readonly now: number;
  readonly signatures: readonly Signature[];
}

let input: Input | undefined;

/**
 * `PUT /` takes `{codes, published, now}` and returns the number of signatures in the codes. `POST /verify` verifies all codes once and returns the number
 * of good codes; `POST /bare` checks only their signatures once and returns the number of good signatures.
 */
async function answer(request: Request): Promise<Response> {
  if (request.method === "PUT") {
    input = await read(await request.text());
    return Response.json({ signatures: input.signatures.length });
  }
  if (input === undefined) return new Response("nothing given", { status: 409 });
  return Response.json({ good: request.url.endsWith("/bare") ? await bare(input) : await verifyAll(input) });
}

async function verifyAll({ codes, trust, now }: Input): Promise<number> {
  let good = 0;
  for (const code of codes) if ((await verifyCode(code, trust, now)).ok) good += 1;
  return good;
}

async function bare({ signatures }: Input): Promise<number> {
  let good = 0;
  for (const { key, signature, signed } of signatures) if (await crypto.subtle.verify(ES256, key, signature, signed)) good += 1;
  return good;
}

async function read(text: string): Promise<Input> {
  const { codes, published, now } = JSON.parse(text) as {
    readonly codes: readonly string[];
    readonly published: PublishedIssuer;
    readonly now: number;
  };
  const trust = readTrust([published]);
  const signatures = (await Promise.all(codes.map((code) => signaturesOf(code, trust)))).flat();
  return { codes, trust, now, signatures };
}

/** The signatures of a code with imported keys and copied bytes, so that the reference has nothing to parse. */
async function signaturesOf(code: string, trust: Trust): Promise<readonly Signature[]> {
  const parsed = parseCode(code);
  if (!parsed.ok) throw new TypeError(parsed.refusal.code);
  const { claims, record, signature, proof } = parsed.value;
  const key = trust.issuers.get(claims.issuer)?.keys.get(claims.keyNumber);
  const publicKey = await key?.publicKey();
  if (!key || !publicKey) throw new TypeError("a key that is not trusted");
  const byIssuer = { key: publicKey, signature: signature.slice(), signed: signingInput(key.signingPrefix, record) };
  if (claims.kind !== "live" || proof === null) return [byIssuer];
  const device = await deviceKeyOf(claims.deviceKey);
  if (device === null) throw new TypeError("an invalid device key");
  return [byIssuer, { key: device, signature: proof.signature.slice(), signed: proofInput(proof.signed) }];
}

export default { fetch: answer };
