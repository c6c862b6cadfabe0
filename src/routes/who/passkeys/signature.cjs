// Takes the place of @peculiar/asn1-schema and @peculiar/asn1-ecc in the bundle of the worker (tools/worker-bundle.ts): of 27 KB, @simplewebauthn/server needs the two numbers
// of an ECDSA signature (RFC 3279 §2.2.3). Everything else that it would read with them is part of a certificate, and throws here.
const SEQUENCE = 0x30;
const INTEGER = 0x02;
/** The longest body of which DER gives the length in one byte; a P-256 signature has at most 70 bytes. */
const SHORT = 0x7f;

/** Only its identity counts: the library names by it what it wants to read. */
const ECDSASigValue = Object.freeze({});

function parse(data, type) {
  const bytes = new Uint8Array(data);
  if (type !== ECDSASigValue || bytes[0] !== SEQUENCE || bytes[1] > SHORT || bytes[1] !== bytes.length - 2)
    throw new Error("not a signature");
  const r = integerAt(bytes, 2);
  const s = integerAt(bytes, 4 + r.length);
  if (6 + r.length + s.length !== bytes.length) throw new Error("not a signature");
  return { r: r.buffer, s: s.buffer };
}

function integerAt(bytes, at) {
  const length = bytes[at + 1];
  const value = bytes.slice(at + 2, at + 2 + length);
  if (bytes[at] !== INTEGER || !(length > 0) || value.length !== length) throw new Error("not a signature");
  return value;
}

module.exports = { AsnParser: { parse }, ECDSASigValue };
