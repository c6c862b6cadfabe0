/** The cases of test/vectors/handover: good hand-overs, and one for each refusal. Written from docs/code-format.md and independent of src. */
import { createHash } from "node:crypto";
import { compose, DEVICE, NOW_SECONDS, rawRecord } from "./compose.ts";
import { compressed, keyNamed, otherS, sign, type TestKey, toBytes } from "./p256.ts";

interface Terms {
  readonly target: number;
  /** 1 convert, 2 move. */
  readonly purpose: number;
  readonly keys: readonly Buffer[];
  readonly seconds: number;
}

interface Tricks {
  readonly device?: TestKey;
  readonly label?: string;
  readonly record?: Buffer;
  readonly signature?: (right: Buffer) => Buffer;
  readonly bytes?: (right: Buffer) => Buffer;
}

const NEW_KEYS = ["new 1", "new 2"].map((name) => compressed(keyNamed(name)));
const CODE = compose(rawRecord());
const CREDENTIAL = CODE.bytes.subarray(0, CODE.record.length + 64);
const CONVERT: Terms = { target: 0, purpose: 1, keys: NEW_KEYS, seconds: NOW_SECONDS };

function handover(changes: Partial<Terms> = {}, tricks: Tricks = {}): string {
  const { target, purpose, keys, seconds } = { ...CONVERT, ...changes };
  const hash = createHash("sha256").update(Buffer.concat(keys)).digest();
  const numbers = Buffer.concat([toBytes(BigInt(target), 3), Buffer.from([purpose])]);
  const terms = Buffer.concat([numbers, hash, toBytes(BigInt(seconds), 4)]);
  const signed = Buffer.concat([Buffer.from(tricks.label ?? "yima-handover-1\n"), terms, tricks.record ?? CREDENTIAL]);
  const right = sign(tricks.device ?? DEVICE, signed);
  const whole = Buffer.concat([terms, tricks.signature?.(right) ?? right]);
  return (tricks.bytes?.(whole) ?? whole).toString("base64url");
}

const refused = (code: string) => ({ refusal: `handover_${code}` });
/** The clock of the target so long after the proof. */
const at = (ms: number) => ({ now: NOW_SECONDS * 1000 + ms });
const flipped = (right: Buffer) => Buffer.concat([right.subarray(0, 63), Buffer.from([(right[63] ?? 0) ^ 1])]);

/** A case at the time of the proof, for the nation and two new keys. */
function aCase(description: string, text: string | null, expected: object, changes: object = {}) {
  const input = { target: "0", purpose: "convert", deviceKeys: NEW_KEYS.map((key) => key.toString("hex")) };
  return {
    description,
    input: { handover: text, code: CODE.code, ...input, now: NOW_SECONDS * 1000, ...changes },
    expect: expected,
  };
}

export function handoverCases() {
  const good = { proofTime: NOW_SECONDS * 1000 };
  const move = handover({ target: 4403, purpose: 2 });
  return [
    aCase("to the nation, for a converted code", handover(), good),
    aCase("to a city, for moving there", move, good, { target: "4403", purpose: "move" }),
    aCase("to a province, for one new key", handover({ target: 44, keys: NEW_KEYS.slice(0, 1) }), good, {
      target: "44",
      deviceKeys: [NEW_KEYS[0]?.toString("hex")],
    }),
    aCase("45 s later", handover(), good, at(45_000)),
    aCase("45 s earlier by the clock of the target", handover(), good, at(-45_000)),
    aCase("none was sent", null, refused("missing")),
    aCase("an empty text", "", refused("malformed")),
    aCase("a byte is missing", handover({}, { bytes: (right) => right.subarray(0, -1) }), refused("malformed")),
    aCase("a byte more", handover({}, { bytes: (right) => Buffer.concat([right, Buffer.from([0])]) }), refused("malformed")),
    aCase("not base64url", `${handover().slice(0, -1)}=`, refused("malformed")),
    aCase("no purpose", handover({ purpose: 0 }), refused("malformed")),
    aCase("a purpose of a later version", handover({ purpose: 3 }), refused("malformed")),
    aCase("the other s", handover({}, { signature: otherS }), refused("malformed")),
    aCase("for another issuer", handover({ target: 44 }), refused("other_target")),
    aCase("for moving, used to convert", handover({ purpose: 2 }), refused("other_purpose")),
    aCase("for another key", handover({ keys: NEW_KEYS.slice(0, 1) }), refused("other_keys")),
    aCase("for the keys in another order", handover({ keys: NEW_KEYS.toReversed() }), refused("other_keys")),
    aCase("45.001 s later", handover(), refused("expired"), at(45_001)),
    aCase("45.001 s earlier", handover(), refused("expired"), at(-45_001)),
    aCase("a bit of the signature is another one", handover({}, { signature: flipped }), refused("signature")),
    aCase("signed by another device", handover({}, { device: keyNamed("device 2") }), refused("signature")),
    aCase("signed as the proof of a live code", handover({}, { label: "yima-live-1" }), refused("signature")),
    aCase(
      "signed for another code of the device",
      handover({}, { record: compose(rawRecord({ statusIndex: 6 })).bytes.subarray(0, CREDENTIAL.length) }),
      refused("signature"),
    ),
  ];
}
