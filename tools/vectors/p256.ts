/** P-256 ECDSA with BigInt and RFC 6979 nonces, so that each run gives the same vectors. Independent of src. Slow and not constant-time: never for real keys. */
import { createHash, createHmac } from "node:crypto";

const P = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const N = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
const G: Point = [
  0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
  0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
];
type Point = readonly [x: bigint, y: bigint];

export interface TestKey {
  readonly d: bigint;
  readonly x: bigint;
  readonly y: bigint;
}

const keys = new Map<string, TestKey>();

/** A key pair whose private key is the hash of a name, so that everybody can compute it. */
export function keyNamed(name: string): TestKey {
  const cached = keys.get(name);
  if (cached !== undefined) return cached;
  const d = toBigInt(createHash("sha256").update(`yima test key ${name}`).digest()) % N;
  const [x, y] = multiply(d);
  const key = { d, x, y };
  keys.set(name, key);
  return key;
}

/** A number as big-endian bytes, padded with zeros to `length`. */
export function toBytes(value: bigint, length: number): Buffer {
  return Buffer.from(value.toString(16).padStart(length * 2, "0"), "hex");
}

/** The public key as a compressed point of 33 bytes. SEC 1 §2.3.3. */
export function compressed(key: TestKey): Buffer {
  return Buffer.concat([Buffer.from([key.y % 2n === 0n ? 2 : 3]), toBytes(key.x, 32)]);
}

/** The signature r ‖ s of a message, with s ≤ n/2. */
export function sign(key: TestKey, message: Uint8Array): Buffer {
  const digest = createHash("sha256").update(message).digest();
  const hash = toBigInt(digest) % N;
  for (const k of nonces(key, digest)) {
    const r = multiply(k)[0] % N;
    const s = (inverse(k, N) * (hash + r * key.d)) % N;
    if (r !== 0n && s !== 0n) return Buffer.concat([toBytes(r, 32), toBytes(s > N / 2n ? N - s : s, 32)]);
  }
  throw new Error("no nonce");
}

/** The other form (r, n − s) of a signature, which is mathematically valid too. */
export function otherS(signature: Buffer): Buffer {
  return Buffer.concat([signature.subarray(0, 32), toBytes(N - toBigInt(signature.subarray(32)), 32)]);
}

/** The nonces k of a signature, derived from key and message by RFC 6979 §3.2 with SHA-256. */
function* nonces(key: TestKey, digest: Buffer): Generator<bigint> {
  const seed = Buffer.concat([toBytes(key.d, 32), toBytes(toBigInt(digest) % N, 32)]);
  let v = Buffer.alloc(32, 1);
  let k = Buffer.alloc(32, 0);
  const step = (...parts: readonly Buffer[]): void => {
    k = createHmac("sha256", k)
      .update(Buffer.concat([v, ...parts]))
      .digest();
    v = createHmac("sha256", k).update(v).digest();
  };
  step(Buffer.from([0]), seed);
  step(Buffer.from([1]), seed);
  for (;;) {
    v = createHmac("sha256", k).update(v).digest();
    const candidate = toBigInt(v);
    if (candidate > 0n && candidate < N) yield candidate;
    step(Buffer.from([0]));
  }
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

function modulo(value: bigint, by: bigint): bigint {
  const rest = value % by;
  return rest < 0n ? rest + by : rest;
}

function inverse(value: bigint, by: bigint): bigint {
  let [a, b, x, y] = [modulo(value, by), by, 1n, 0n];
  while (b > 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return modulo(x, by);
}

function add(a: Point | null, b: Point): Point {
  if (a === null) return b;
  const same = a[0] === b[0];
  const slope = same ? (3n * a[0] * a[0] - 3n) * inverse(2n * a[1], P) : (b[1] - a[1]) * inverse(b[0] - a[0], P);
  const x = modulo(slope * slope - a[0] - b[0], P);
  return [x, modulo(slope * (a[0] - x) - a[1], P)];
}

/** The points 2ⁿ·G of the base point G, computed once: with them a multiplication needs additions only. */
const POWERS: readonly Point[] = Array.from({ length: 255 }).reduce<readonly Point[]>((made) => made.concat([double(made)]), [G]);

function double(made: readonly Point[]): Point {
  const last = made.at(-1) ?? G;
  return add(last, last);
}

/** The base point times `scalar`. The scalar must be above 0 and below n, so that no step meets the point at infinity. */
function multiply(scalar: bigint): Point {
  let sum: Point | null = null;
  POWERS.forEach((power, bit) => {
    if (((scalar >> BigInt(bit)) & 1n) === 1n) sum = add(sum, power);
  });
  return sum ?? G;
}
