/** The command by which the nation's officers sign the register, each on their own machine: `npm run register -- --help`. Source: docs/trust.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { FILE_TYPES } from "../src/token/federation/read-file.ts";
import { readRegister } from "../src/token/federation/register.ts";
import { generalText, signaturePartOf, signPart } from "../src/token/federation/signed-file.ts";
import { explain, readOptions, runCommand } from "./operator-act.ts";
import { candidateAt, linesOf, mustFollow, registerAt, rootAt } from "./register/candidate.ts";
import { makeOfficerKey, readOfficerKey } from "./register/officer-key.ts";
import { askPassphrase } from "./register/passphrase.ts";

const HELP = `npm run register -- key NAME --key FILE
npm run register -- show CANDIDATE --root FILE [--held FILE]
npm run register -- sign CANDIDATE --root FILE [--held FILE] --key FILE --out FILE
npm run register -- join CANDIDATE SIGNATURE… --root FILE --out FILE

  key     makes your key in the new file FILE under a passphrase and prints its public half for the root; NAME is 0.o1, 0.o2, …
  show    says what the candidate changes
  sign    says it too, asks for your passphrase, and writes your signature of exactly this
  join    puts the signatures of several officers together, and says whether they are enough
  CANDIDATE  the file or the address of a register that is not signed yet
  --root  the root that you trust
  --held  the register that holds now; without it there is none yet
  --local the members are all on one machine, as after npm start
`;

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const options = { key: text, root: text, held: text, out: text, local: flag, help: flag } as const;
const { values, positionals } = readOptions({ allowPositionals: true, options }, HELP);
/** The options that each act needs. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  key: ["key"],
  show: ["root"],
  sign: ["root", "key", "out"],
  join: ["root", "out"],
};

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

async function key(name: string, path: string): Promise<void> {
  const passphrase = await askPassphrase("New passphrase: ");
  print([JSON.stringify(await makeOfficerKey(name, path, passphrase))]);
}

/** Tells what the candidate changes, and throws if nobody may sign it. */
async function show(place: string, rootPath: string) {
  const root = await rootAt(rootPath);
  const held = values.held === undefined ? null : await registerAt(values.held, root, values.local);
  const candidate = await candidateAt(place, values.local);
  print(linesOf(candidate, held));
  mustFollow(candidate, held, root);
  return { root, candidate };
}

async function sign(place: string, rootPath: string, keyPath: string, out: string): Promise<void> {
  const { root, candidate } = await show(place, rootPath);
  const signer = await readOfficerKey(keyPath, await askPassphrase("Passphrase, to sign exactly this: "));
  if (!root.roles.register.keys.some(({ kid }) => kid === signer.kid))
    throw new Error(`The root does not know the key ${signer.kid}.`);
  const part = await signPart(candidate.payload, FILE_TYPES.register, signer);
  writeFileSync(out, `${JSON.stringify(part)}\n`, { flag: "wx" });
  print([`Signed by ${signer.kid}: ${out}`]);
}

async function join(place: string, signatures: readonly string[], rootPath: string, out: string): Promise<void> {
  const root = await rootAt(rootPath);
  const candidate = await candidateAt(place, values.local);
  const parts = signatures.map((path) => {
    const part = signaturePartOf(JSON.parse(readFileSync(path, "utf8")));
    if (part === null) throw new Error(`${path} is not a signature`);
    return part;
  });
  const whole = generalText(candidate.payload, [...candidate.signatures, ...parts]);
  const read = await readRegister(whole, root, values.local);
  const { threshold } = root.roles.register;
  if (!read.ok)
    throw new Error(`${read.refusal.code}: a register needs the signatures of ${threshold} officers whom the root names`);
  writeFileSync(out, `${whole}\n`, { flag: "wx" });
  print([`Register ${read.value.file.seq} is whole: ${out}`, `SHA-256 ${read.value.hash}`]);
}

async function main(): Promise<number> {
  const [act = "", place, ...more] = positionals;
  const { help, root, out } = values;
  const needed = NEEDED[act] ?? [];
  if (help || place === undefined || needed.length === 0 || needed.some((name) => Reflect.get(values, name) === undefined))
    return explain(values, needed, HELP);
  if (act === "key" && values.key !== undefined) await key(place, values.key);
  if (act === "show" && root !== undefined) await show(place, root);
  if (act === "sign" && root !== undefined && values.key !== undefined && out !== undefined)
    await sign(place, root, values.key, out);
  if (act === "join" && root !== undefined && out !== undefined) await join(place, more, root, out);
  return 0;
}

await runCommand(main);
