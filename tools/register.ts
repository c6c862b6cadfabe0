/** The command by which the nation's officers change and sign the register, each on their own machine: `npm run register -- --help`. Source: docs/trust.md. */
import { writeFileSync } from "node:fs";
import type { Register, Root } from "../src/domain/federation/trust-files.ts";
import { type Candidate, FILE_TYPES } from "../src/token/federation/read-file.ts";
import { readRegister } from "../src/token/federation/register.ts";
import { compactText, generalText, payloadBytes, signPart } from "../src/token/federation/signed-file.ts";
import { suspensionMembers, SUSPENSION_TYPE } from "../src/token/federation/suspension.ts";
import { type Act, printLines, readOptions, runAct, runCommand } from "./operator-act.ts";
import {
  applicationAt,
  candidateAt,
  candidateOf,
  changesSince,
  linesOf,
  mustFollow,
  rootAt,
  signatureAt,
  textAt,
} from "./register/candidate.ts";
import {
  heldRegister,
  holdRegister,
  offerRegister,
  offerSuspension,
  registerOfNation,
  waitingRegisters,
} from "./register/nation.ts";
import { admitting, type Change, nextRegister, readmitting, removing, retiring } from "./register/next-register.ts";
import { HELP } from "./register/help.ts";
import { makeKey } from "./register/new-key.ts";
import { heldUnder, type Roots, rootsAt } from "./register/roots.ts";
import { readOfficerKey } from "./register/officer-key.ts";
import { askPassphrase } from "./register/passphrase.ts";

const text = { type: "string" } as const;
const flag = { type: "boolean", default: false } as const;
const options = {
  key: text,
  root: text,
  before: text,
  held: text,
  out: text,
  nation: text,
  reason: text,
  local: flag,
  help: flag,
} as const;
const { values, positionals } = readOptions({ allowPositionals: true, options }, HELP);

type Option = "key" | "root" | "out" | "nation" | "reason";

/** The value of an option that the act needs. */
function option(name: Option): string {
  const value = values[name];
  if (value === undefined) throw new Error(`--${name} is missing`);
  return value;
}

/** The root that the officer trusts, with the one before it if they name one. */
function rootsOf(): Promise<Roots> {
  return rootsAt(option("root"), values.before);
}

/** Tells what the candidate changes, and throws if nobody may sign it. */
async function show([place = ""]: readonly string[]) {
  const roots = await rootsOf();
  const { root } = roots;
  const held = values.held === undefined ? null : await heldUnder(roots, values.held, await textAt(values.held), values.local);
  const candidate = await candidateAt(place, values.local);
  printLines(await linesOf(candidate, held));
  mustFollow(candidate, held, root);
  return { root, candidate };
}

/** The officer, after the passphrase. Throws if the root does not know the key. */
async function officerOf(root: Root) {
  const signer = await readOfficerKey(option("key"), await askPassphrase("Passphrase, to sign exactly this: "));
  if (!root.roles.register.keys.some(({ kid }) => kid === signer.kid))
    throw new Error(`The root does not know the key ${signer.kid}.`);
  return { by: signer.kid, signer };
}

async function partOf({ payload }: Candidate<Register>, root: Root) {
  const { by, signer } = await officerOf(root);
  return { by, part: await signPart(payload, FILE_TYPES.register, signer) };
}

async function signAlone(places: readonly string[]): Promise<void> {
  const { root, candidate } = await show(places);
  const { by, part } = await partOf(candidate, root);
  writeFileSync(option("out"), `${JSON.stringify(part)}\n`, { flag: "wx" });
  printLines([`Signed by ${by}: ${option("out")}`]);
}

async function join([place = "", ...signatures]: readonly string[]): Promise<void> {
  const root = await rootAt(option("root"));
  const candidate = await candidateAt(place, values.local);
  const parts = signatures.map(signatureAt);
  const whole = generalText(candidate.payload, [...candidate.signatures, ...parts]);
  const read = await readRegister(whole, root, values.local);
  const { threshold } = root.roles.register;
  if (!read.ok)
    throw new Error(`${read.refusal.code}: a register needs the signatures of ${threshold} officers whom the root names`);
  writeFileSync(option("out"), `${whole}\n`, { flag: "wx" });
  printLines([`Register ${read.value.file.seq} is whole: ${option("out")}`, `SHA-256 ${read.value.hash}`]);
}

/** The register that holds at the nation, after all that the officer has not seen of it was said. @param isSeen whether the officer has just signed it */
async function heldAtNation(roots: Roots, isSeen = false) {
  const path = `${option("key")}.register`;
  const [held, present] = await Promise.all([
    heldRegister(path, roots, values.local),
    registerOfNation(option("nation"), roots, values.local),
  ]);
  if (present === null) return null;
  if (present.hash !== held?.hash && !isSeen) printLines(await changesSince(held, present));
  holdRegister(path, held, present);
  return present;
}

/** Says what the candidate changes, signs it and hands it in. */
async function signAtNation(
  candidate: Candidate<Register>,
  held: Awaited<ReturnType<typeof heldAtNation>>,
  roots: Roots,
): Promise<void> {
  const { root } = roots;
  printLines(await linesOf(candidate, held));
  mustFollow(candidate, held, root);
  const { part } = await partOf(candidate, root);
  const { signed, threshold, holds } = await offerRegister(option("nation"), generalText(candidate.payload, [part]));
  printLines([`Signed by ${signed.join(", ")}.`]);
  if (holds) await heldAtNation(roots, true);
  printLines([
    holds
      ? `名录已生效。Register ${candidate.file.seq} holds.`
      : `还需 ${threshold - signed.length} 人签名。${threshold - signed.length} more must sign: npm run register -- sign --nation ${option("nation")} …`,
  ]);
}

async function change(by: Change): Promise<void> {
  const roots = await rootsOf();
  const held = await heldAtNation(roots);
  await signAtNation(await candidateOf(nextRegister(held, roots.root, by, Date.now()), values.local), held, roots);
}

async function admit([place = ""]: readonly string[]): Promise<void> {
  await change(admitting(await applicationAt(place, values.local)));
}

async function sign(places: readonly string[]): Promise<void> {
  if (values.nation === undefined) return signAlone(places);
  const roots = await rootsOf();
  const held = await heldAtNation(roots);
  const [waiting, ...others] = await waitingRegisters(values.nation);
  if (waiting === undefined) throw new Error("没有待签名的名录。No register waits for a signature.");
  if (others.length > 0)
    printLines([`另有更早的名录在等待：${others.length} 份。Older registers that wait too: ${others.length}.`]);
  await signAtNation(await candidateOf(waiting, values.local), held, roots);
}

/** Suspends a member, after its name and what follows were said. */
async function suspend([code = ""]: readonly string[]): Promise<void> {
  const roots = await rootsOf();
  const member = (await heldAtNation(roots))?.file.members.find((one) => one.code === code);
  if (member === undefined) throw new Error(`The register does not list ${code}.`);
  const { zh, en } = member.name;
  printLines([
    `暂停 ${code} ${zh}：各地采集点对其健康码改为查验证件，本地采集点照常。`,
    `Suspends ${code} ${en}: gates elsewhere ask for the document, its own gates go on.`,
  ]);
  const { by, signer } = await officerOf(roots.root);
  const payload = payloadBytes(suspensionMembers({ code: member.code, at: Date.now(), reason: option("reason") }));
  await offerSuspension(option("nation"), await compactText(payload, SUSPENSION_TYPE, signer));
  printLines([`已暂停。Suspended by ${by}.`]);
}

const AT_NATION = ["nation", "root", "key"] as const;
const ACTS: Readonly<Record<string, Act>> = {
  key: { words: 1, needs: ["key"], run: ([kid = ""]) => makeKey(kid, option("key")) },
  show: { words: 1, needs: ["root"], run: show },
  sign:
    values.nation === undefined
      ? { words: 1, needs: ["root", "key", "out"], run: sign }
      : { words: 0, needs: AT_NATION, run: sign },
  join: { words: 1, needs: ["root", "out"], run: join },
  admit: { words: 1, needs: AT_NATION, run: admit },
  suspend: { words: 1, needs: [...AT_NATION, "reason"], run: suspend },
  remove: { words: 1, needs: AT_NATION, run: ([code = ""]) => change(removing(code)) },
  readmit: { words: 1, needs: AT_NATION, run: ([code = ""]) => change(readmitting(code)) },
  renew: { words: 0, needs: AT_NATION, run: () => change((members) => members) },
  retire: { words: 1, needs: AT_NATION, run: ([kid = ""]) => change(retiring(kid)) },
};

await runCommand(() => runAct(values, positionals, ACTS, HELP));
