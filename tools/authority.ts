/** The certificate authority of one machine, made once, for trials with real phones. Its certificates are valid only for this machine and addresses of local networks, not for names of the internet. */
import { createHash, createPrivateKey, createPublicKey, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { BlockList, isIPv4 } from "node:net";
import { join } from "node:path";
import {
  BasicConstraints,
  ExtendedKeyUsage,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  NameConstraints,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from "@peculiar/asn1-x509";
import { certifyNewKey, extension, type KeyAndCertificate, nameIn } from "./certificate.ts";

const AUTHORITY_DAYS = 3650;
/** The life of a server's certificate. Apple refuses more than 825 days. Each start makes a new one. */
const SERVER_DAYS = 90;
/** The networks whose addresses no site of the internet has: RFC 1918, 6598 and 5737, loopback and link-local. */
const LOCAL_NETWORKS = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "192.0.2.0/24",
  "127.0.0.0/8",
  "169.254.0.0/16",
];

export interface Authority {
  /** The authority's own certificate, PEM. */
  readonly certificate: string;
  /** The SHA-256 of the authority's public key in base64. A Chromium that gets it on the command line trusts this authority. */
  readonly keyHash: string;
  /** Makes a key for a server, and a certificate of it for these host names and IPv4 addresses. */
  readonly vouch: (names: readonly string[]) => KeyAndCertificate;
}

/** The authority whose files are in a directory. If there are none, it is made; only the owner of the files can read the key. */
export function localAuthority(directory: string): Authority {
  const [keyPath, certificatePath] = [join(directory, "authority-key.pem"), join(directory, "authority.pem")];
  if (!existsSync(certificatePath)) {
    const { key, cert } = makeAuthority();
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileSync(keyPath, key, { mode: 0o600 });
    writeFileSync(certificatePath, cert);
  }
  const certificate = readFileSync(certificatePath, "utf8");
  const key = createPrivateKey(readFileSync(keyPath));
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  const vouch = (names: readonly string[]): KeyAndCertificate => {
    const own = certifyNewKey({
      name: "Yima",
      days: SERVER_DAYS,
      signer: { name: nameIn(certificate), key },
      extensions: () => [
        extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
        extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
        extension(id_ce_subjectAltName, new SubjectAlternativeName(names.map(generalName))),
      ],
    });
    return { key: own.key, cert: own.cert + certificate };
  };
  return { certificate, keyHash: createHash("sha256").update(spki).digest("base64"), vouch };
}

/** Whether an IPv4 address is in one of the networks for which the authority's certificates are valid. */
export function isLocalAddress(address: string): boolean {
  const networks = new BlockList();
  for (const network of LOCAL_NETWORKS) {
    const [start = "", bits] = network.split("/");
    networks.addSubnet(start, Number(bits), "ipv4");
  }
  return isIPv4(address) && networks.check(address);
}

function makeAuthority(): KeyAndCertificate {
  const permitted = ["localhost", ...LOCAL_NETWORKS].map((name) => new GeneralSubtree({ base: generalName(name) }));
  return certifyNewKey({
    // With the random part, the settings of a phone show the authorities of two machines under different names.
    name: `Yima trial ${randomBytes(3).toString("hex")}`,
    days: AUTHORITY_DAYS,
    extensions: (spki) => [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign), true),
      extension(id_ce_nameConstraints, new NameConstraints({ permittedSubtrees: new GeneralSubtrees(permitted) }), true),
      extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(createHash("sha1").update(spki).digest())),
    ],
  });
}

/** A host name, an IPv4 address or a network in the form of X.509. A text that begins with a digit is an address or a network, because the host names here begin with a letter. */
function generalName(name: string): GeneralName {
  return new GeneralName(/^\d/.test(name) ? { iPAddress: name } : { dNSName: name });
}
