/** Makes an X.509 certificate with an ECDSA key on P-256, signed by its own key or by another signer. For this machine only: no revocation, no log. Source: RFC 5280. */
import { generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extension,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";

const COMMON_NAME = "2.5.4.3";
const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const DAY_MS = 86_400_000;
/** How long before its making a certificate becomes valid, because the clock of a phone may be behind. */
const EARLIER_MS = 2 * DAY_MS;

/** A private key and its certificate, both PEM. */
export interface KeyAndCertificate {
  readonly key: string;
  readonly cert: string;
}

export interface Signer {
  readonly name: Name;
  readonly key: KeyObject;
}

interface CertificateOrder {
  readonly name: string;
  readonly days: number;
  readonly extensions: (publicKey: Buffer) => readonly Extension[];
  /** The signer of the certificate; absent: its own key signs it. */
  readonly signer?: Signer;
}

export function extension(id: string, value: object, critical = false): Extension {
  return new Extension({ extnID: id, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });
}

/** The subject of a certificate in PEM: the certificates that its key signs have this name as their issuer. */
export function nameIn(pem: string): Name {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
  return AsnConvert.parse(exactly(der), Certificate).tbsCertificate.subject;
}

/** Makes a key pair and a certificate for it. */
export function certifyNewKey({ name, days, extensions, signer }: CertificateOrder): KeyAndCertificate {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const subject = commonName(name);
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const now = Date.now();
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: signer?.name ?? subject,
    validity: new Validity({ notBefore: new Date(now - EARLIER_MS), notAfter: new Date(now - EARLIER_MS + days * DAY_MS) }),
    subject,
    subjectPublicKeyInfo: AsnConvert.parse(exactly(spki), SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions(spki)]),
  });
  const signature = sign("sha256", Buffer.from(AsnConvert.serialize(tbsCertificate)), signer?.key ?? privateKey);
  const whole = new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue: exactly(signature) });
  const lines =
    Buffer.from(AsnConvert.serialize(whole))
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`,
  };
}

function commonName(text: string): Name {
  const value = new AttributeValue({ utf8String: text });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

/** A random serial number of 16 bytes, positive and without a leading zero. */
function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return exactly(bytes);
}

/** A copy of the bytes as an ArrayBuffer of exactly their length: a Buffer of Node may be a part of a larger one. */
function exactly(bytes: Buffer): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}
