/** `node tools/vectors.ts`: writes test/vectors/code and test/vectors/handover, the cases by which any program can check that it implements the format of codes. Each run gives the same files. */
import { mkdirSync, writeFileSync } from "node:fs";
import { compactVerify, importJWK } from "jose";
import { DEVICE } from "./vectors/compose.ts";
import { handoverCases } from "./vectors/handover.ts";
import { hostileCases } from "./vectors/hostile.ts";
import { ISSUERS, privateJwk, publicJwk } from "./vectors/issuers.ts";
import { keyNamed } from "./vectors/p256.ts";
import { wrongSignatures, wrongTimes, wrongTrust } from "./vectors/refused-meaning.ts";
import { wrongRecord, wrongShape } from "./vectors/refused-shape.ts";
import { validCases } from "./vectors/valid.ts";

const FOLDER = new URL("../test/vectors/", import.meta.url);

/** The text of every vector file, by its name. Rejects if jose does not verify the credential of a valid case. */
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

/** The text of test/vectors/handover/handovers.json. */
export function handoverVectors(): string {
  return lines(handoverCases());
}

function publicKey(kid: string) {
  return importJWK(publicJwk(keyNamed(kid)), "ES256");
}

/** The cases as a JSON list, one per line, so that a changed case is one changed line in a diff. */
function lines(cases: readonly object[]): string {
  return `[\n${cases.map((each) => JSON.stringify(each)).join(",\n")}\n]\n`;
}

if (import.meta.main) {
  for (const folder of ["code", "handover"]) mkdirSync(new URL(folder, FOLDER), { recursive: true });
  for (const [name, text] of await codeVectors()) writeFileSync(new URL(`code/${name}`, FOLDER), text);
  writeFileSync(new URL("handover/handovers.json", FOLDER), handoverVectors());
}
