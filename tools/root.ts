/** The command by which the holders of the root keys make the first root and the next one, on machines without a network: `npm run root -- --help`. Source: docs/trust.md §1. */
import { readFileSync, writeFileSync } from "node:fs";
import type { FileKey, Root } from "../src/domain/federation/trust-files.ts";
import { type Candidate, FILE_TYPES } from "../src/token/federation/read-file.ts";
import { readRoot } from "../src/token/federation/root.ts";
import { fileKeyOf, generalText, signPart } from "../src/token/federation/signed-file.ts";
import { type Act, printLines, readOptions, runAct, runCommand } from "./operator-act.ts";
import { rootAt, signatureAt, valueOf } from "./register/candidate.ts";
import { makeKey, withPublicHalf } from "./register/new-key.ts";
import { readOfficerKey } from "./register/officer-key.ts";
import { askPassphrase } from "./register/passphrase.ts";
import { linesOf, rootCandidateAt, type Signed, signedBy } from "./root/candidate.ts";
import { HELP } from "./root/help.ts";
import { mustFollow, nextRoot, rootText } from "./root/next-root.ts";
import { makeOnlineKey } from "./root/online-key.ts";

const text = { type: "string" } as const;
const texts = { type: "string", multiple: true, default: [] as string[] } as const;
const flag = { type: "boolean", default: false } as const;
const options = { key: text, before: text, out: text, replace: texts, drop: texts, threshold: texts, help: flag } as const;
const { values, positionals } = readOptions({ allowPositionals: true, options }, HELP);
const { key = "", out = "" } = values;

function publicHalfAt(path: string): FileKey {
  const half = fileKeyOf(JSON.parse(readFileSync(path, "utf8")));
  if (half === null) throw new Error(`${path} is not the public half of a key`);
  return half;
}

/** The two sides of `NAME=VALUE`. */
function sides(pair: string): readonly [string, string] {
  const at = pair.indexOf("=");
  if (at < 1) throw new Error(`${pair}: this is NAME=VALUE`);
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function thresholdOf(pair: string): readonly [string, number] {
  const [role, number] = sides(pair);
  if (role !== "root" && role !== "register") throw new Error(`${role}: a threshold is one of root or of register`);
  return [role, Number(number)];
}

async function rootBefore(): Promise<Root | null> {
  return values.before === undefined ? null : rootAt(values.before);
}

async function draft(places: readonly string[]): Promise<void> {
  const before = await rootBefore();
  const changes = {
    joining: places.map(publicHalfAt),
    leaving: values.drop,
    replacing: new Map(values.replace.map(sides).map(([name, path]) => [name, publicHalfAt(path)])),
    thresholds: Object.fromEntries(values.threshold.map(thresholdOf)),
  };
  writeFileSync(out, `${await rootText(nextRoot(before, changes, Date.now()), [])}\n`, { flag: "wx" });
  printLines(await linesOf(await rootCandidateAt(out), before));
}

/** Tells what the candidate changes, and throws if nobody may sign it. */
async function show([place = ""]: readonly string[]) {
  const before = await rootBefore();
  const candidate = await rootCandidateAt(place);
  printLines(await linesOf(candidate, before));
  mustFollow(candidate.file, before);
  return { before, candidate };
}

async function sign(places: readonly string[]): Promise<void> {
  const { before, candidate } = await show(places);
  const signer = await readOfficerKey(key, await askPassphrase("Passphrase, to sign exactly this: "));
  const part = await signPart(candidate.payload, FILE_TYPES.root, signer);
  if (!counts(await signedBy(candidate, [part], before)))
    throw new Error(`${signer.kid} is no key that must sign this root, or another key of this name.`);
  writeFileSync(out, `${JSON.stringify(part)}\n`, { flag: "wx" });
  printLines([`Signed by ${signer.kid}: ${out}`]);
}

function counts(signed: readonly Signed[]): boolean {
  return signed.some(({ by }) => by.size > 0);
}

async function join([place = "", ...paths]: readonly string[]): Promise<void> {
  const before = await rootBefore();
  const candidate = await rootCandidateAt(place);
  mustFollow(candidate.file, before);
  const parts = paths.map(signatureAt);
  for (const [at, part] of parts.entries())
    if (!counts(await signedBy(candidate, [part], before)))
      throw new Error(`${paths[at]}: none of the keys that must sign this root has signed it so.`);
  const signed = await signedBy(candidate, [...candidate.signatures, ...parts], before);
  printLines(signed.map(lineOf));
  if (signed.some(({ threshold, by }) => by.size < threshold)) throw new Error("The signatures are not enough yet.");
  await writeWhole(candidate, signed, before);
}

function lineOf({ version, threshold, by }: Signed): string {
  const names = by.size === 0 ? "–" : [...by.keys()].join(", ");
  return `第 ${version} 号根 root ${version}: ${by.size} 人已签，需 ${threshold} 人 signed, ${threshold} must: ${names}`;
}

async function writeWhole(
  { payload, hash, file }: Candidate<Root>,
  signed: readonly Signed[],
  before: Root | null,
): Promise<void> {
  const whole = generalText(payload, [...new Map(signed.flatMap(({ by }) => [...by])).values()]);
  valueOf(out, await readRoot(whole, before));
  writeFileSync(out, `${whole}\n`, { flag: "wx" });
  printLines([`Root ${file.version} is whole: ${out}`, `SHA-256 ${hash}`]);
}

const ACTS: Readonly<Record<string, Act>> = {
  key: { words: 1, needs: ["key"], run: ([name = ""]) => makeKey(name, key) },
  online: { words: 1, needs: ["key"], run: ([name = ""]) => withPublicHalf(key, () => makeOnlineKey(name, key)) },
  draft: { words: 0, needs: ["out"], run: draft },
  show: { words: 1, needs: [], run: show },
  sign: { words: 1, needs: ["key", "out"], run: sign },
  join: { words: 2, needs: ["out"], run: join },
};

await runCommand(() => runAct(values, positionals, ACTS, HELP));
