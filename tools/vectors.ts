/** Writes test/vectors/code: the law for every implementation of the health code. `node tools/vectors.ts`; the same input gives the same files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { compactVerify, importJWK } from "jose";
import { DEVICE } from "./vectors/compose.ts";
import { hostileCases } from "./vectors/hostile.ts";
import { ISSUERS, privateJwk, publicJwk } from "./vectors/issuers.ts";
import { keyNamed } from "./vectors/p256.ts";
import { wrongSignatures, wrongTimes, wrongTrust } from "./vectors/refused-meaning.ts";
import { wrongRecord, wrongShape } from "./vectors/refused-shape.ts";
import { validCases } from "./vectors/valid.ts";

const FOLDER = new URL("../test/vectors/code/", import.meta.url);

/** Every file of vectors by its name. Throws where jose does not verify a credential that is called valid. */
export async function codeVectors(): Promise<ReadonlyMap<string, string>> {
  const valid = validCases();
  for (const { jws } of valid) await compactVerify(jws, ({ kid }) => publicKey(String(kid)));
  const kids = ISSUERS.flatMap(({ jwks }) => jwks.keys.map(({ kid }) => kid));
  const keys = {
    issuers: ISSUERS,
    signingKeys: Object.fromEntries(kids.map((kid) => [kid, privateJwk(keyNamed(kid))])),
    deviceKey: privateJwk(DEVICE),
  };
  return new Map([
    ["keys.json", `${JSON.stringify(keys, null, 1)}\n`],
    ["valid.json", lines(valid)],
    ["refused.json", lines([...wrongShape(), ...wrongRecord(), ...wrongTrust(), ...wrongSignatures(), ...wrongTimes()])],
    ["hostile.json", lines(hostileCases())],
  ]);
}

function publicKey(kid: string) {
  return importJWK(publicJwk(keyNamed(kid)), "ES256");
}

/** One case a line, so that a change of one shows as one. */
function lines(cases: readonly object[]): string {
  return `[\n${cases.map((each) => JSON.stringify(each)).join(",\n")}\n]\n`;
}

if (import.meta.main) {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, text] of await codeVectors()) writeFileSync(new URL(name, FOLDER), text);
}
