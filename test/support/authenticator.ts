/** An authenticator of WebAuthn by hand, with WebCrypto alone: it makes passkeys and shows them, rightly or with one fault. Sources: WebAuthn level 3 §6, RFC 8949 (CBOR), RFC 9053 (COSE). */

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_KEY = 0x40;

/** What a right answer has; a test changes one of them. */
export interface Faults {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly verified?: boolean;
  readonly counter?: number;
  readonly crossOrigin?: boolean;
}

interface CreationOptions {
  readonly rp: { readonly id: string };
  readonly challenge: string;
}
interface RequestOptions {
  readonly rpId: string;
  readonly challenge: string;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const join = (...parts: readonly (Uint8Array | readonly number[])[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const digest = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.codePointAt(0) ?? 0);
}

export class Authenticator {
  readonly id = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  #counter = 0;
  readonly #keys = crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);

  async make({ rp, challenge }: CreationOptions, origin: string, faults: Faults = {}) {
    const id = fromBase64Url(this.id);
    const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", (await this.#keys).publicKey);
    const cose = join([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32], fromBase64Url(x), [0x22, 0x58, 32], fromBase64Url(y));
    const data = join(await this.#data(rp.id, HAS_KEY, faults), new Uint8Array(16), [0, id.length], id, cose);
    const attestation = join(
      [0xa3, 0x63],
      utf8("fmt"),
      [0x64],
      utf8("none"),
      [0x67],
      utf8("attStmt"),
      [0xa0, 0x68],
      utf8("authData"),
      [0x59, data.length >> 8, data.length & 0xff],
      data,
    );
    const client = clientData("webauthn.create", challenge, origin, faults);
    return {
      id: this.id,
      clientDataJSON: toBase64Url(client),
      attestationObject: toBase64Url(attestation),
      transports: ["internal"],
    };
  }

  async show({ rpId, challenge }: RequestOptions, origin: string, faults: Faults = {}) {
    const data = await this.#data(rpId, 0, faults);
    const client = clientData("webauthn.get", challenge, origin, faults);
    const signed = join(data, await digest(client));
    const raw = await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, (await this.#keys).privateKey, signed);
    return {
      id: this.id,
      clientDataJSON: toBase64Url(client),
      authenticatorData: toBase64Url(data),
      signature: toBase64Url(derOf(new Uint8Array(raw))),
    };
  }

  async #data(rpId: string, more: number, faults: Faults): Promise<Uint8Array<ArrayBuffer>> {
    this.#counter = faults.counter ?? this.#counter + 1;
    const flags = USER_PRESENT | (faults.verified === false ? 0 : USER_VERIFIED) | more;
    const count = [24, 16, 8, 0].map((shift) => (this.#counter >> shift) & 0xff);
    return join(await digest(utf8(faults.rpId ?? rpId)), [flags], count);
  }
}

function clientData(type: string, challenge: string, origin: string, faults: Faults): Uint8Array<ArrayBuffer> {
  const data = { type, challenge, origin, crossOrigin: false, ...faults };
  return utf8(JSON.stringify({ type: data.type, challenge: data.challenge, origin: data.origin, crossOrigin: data.crossOrigin }));
}

/** The signature of WebCrypto (r and s) as DER, which WebAuthn takes. */
function derOf(raw: Uint8Array): Uint8Array {
  const [r, s] = [raw.subarray(0, 32), raw.subarray(32)].map((half) => {
    const bytes = half.slice(half.findIndex((byte) => byte !== 0));
    return (bytes[0] ?? 0) > 0x7f ? join([0], bytes) : bytes;
  }) as [Uint8Array, Uint8Array];
  return join([0x30, r.length + s.length + 4, 2, r.length], r, [2, s.length], s);
}
