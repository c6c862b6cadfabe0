/** A nation for tests on one machine, as `npm start` makes it: its settings, and registers that both officers sign. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { Member } from "../../src/domain/federation/trust-files.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { readApplication } from "../../src/token/federation/application.ts";
import { readRoot, rootMembers } from "../../src/token/federation/root.ts";
import { readCandidate, readRegister } from "../../src/token/federation/register.ts";
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import { compactText, generalText, payloadBytes, signPart } from "../../src/token/federation/signed-file.ts";
import { suspensionMembers, SUSPENSION_TYPE } from "../../src/token/federation/suspension.ts";
import { root as project, run } from "../../tools/command.ts";
import { LOCAL_PASSPHRASE, localNation } from "../../tools/register/ceremony.ts";
import { admitting, type Change, nextRegister } from "../../tools/register/next-register.ts";
import { readOfficerKey } from "../../tools/register/officer-key.ts";
import { signedAct } from "./operators.ts";
import type { Running } from "./running.ts";

/** The host of issuer 0. */
export const NATION = "localhost";
const OFFICERS = ["0.o1", "0.o2"] as const;
const ROOT_SIGNERS = ["root.1", "root.2", "root.3"];

export interface TestNation {
  readonly directory: string;
  /** The settings of a system in which issuer 0 is the nation. */
  readonly bindings: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

export async function aTestNation(): Promise<TestNation> {
  const directory = mkdtempSync(join(tmpdir(), "yima-nation-"));
  const { root, onlineKey } = await localNation(directory, Date.now());
  const remove = () => rmSync(directory, { recursive: true });
  return { directory, bindings: { YIMA_TRUST_ROOT: root, YIMA_ONLINE_KEY: onlineKey }, remove };
}

/** The same nation under the next root, with the same keys, which three of them have signed. */
export async function underNextRoot(nation: TestNation): Promise<TestNation> {
  const before = await readRoot(nation.bindings["YIMA_TRUST_ROOT"] ?? "", null);
  if (!before.ok) throw new Error(before.refusal.code);
  const payload = payloadBytes(rootMembers({ ...before.value, version: before.value.version + 1 }));
  const signing = ROOT_SIGNERS.map(async (kid) =>
    signPart(payload, FILE_TYPES.root, await readOfficerKey(join(nation.directory, `${kid}.key`), LOCAL_PASSPHRASE)),
  );
  const YIMA_TRUST_ROOT = generalText(payload, await Promise.all(signing));
  return { ...nation, bindings: { ...nation.bindings, YIMA_TRUST_ROOT } };
}

type System = Pick<Running, "visitor">;

/** Runs the command `npm run register` of one of the two officers. */
export function officerOf(
  { port }: Pick<Running, "port">,
  { directory }: TestNation,
  number: 1 | 2,
  ...words: readonly string[]
) {
  const at = ["--nation", `http://${NATION}:${port}`, "--root", join(directory, "root.json"), "--local"];
  const args = [join(project, "tools/register.ts"), ...words, ...at, "--key", join(directory, `0.o${number}.key`)];
  return run("node", args, { capture: true, input: `${LOCAL_PASSPHRASE}\n` });
}

/** Admits the issuers of these hosts with one register, which both officers sign. @param changes what the register says otherwise of them @param home the system of the issuers, if it is not that of the nation */
export async function recognise(
  system: System,
  nation: TestNation,
  issuers: readonly (readonly [code: string, host: string])[],
  changes: Partial<Member> = {},
  home: System = system,
): Promise<void> {
  const admissions = await Promise.all(issuers.map(async ([code, host]) => admitting(await applicationOf(home, code, host))));
  await nextOf(system, nation, (members, seq, now) =>
    admissions
      .reduce((some, admit) => admit(some, seq, now), members)
      .map((member) => (issuers.some(([code]) => code === member.code) ? { ...member, ...changes } : member)),
  );
}

/** Signs and hands in the register after the present one, with this change, as both officers. */
export async function nextOf({ visitor }: System, { directory, bindings }: TestNation, change: Change): Promise<void> {
  const root = await readRoot(bindings["YIMA_TRUST_ROOT"] ?? "", null);
  if (!root.ok) throw new Error(root.refusal.code);
  const present = await visitor(NATION).send("GET", "/.well-known/trust/register");
  const held = present.status === 404 ? null : await readRegister(present.text, root.value, true);
  if (held?.ok === false) throw new Error(held.refusal.code);
  const candidate = await readCandidate(nextRegister(held?.value ?? null, root.value, change, Date.now()), true);
  if (!candidate.ok) throw new Error(candidate.refusal.code);
  const { payload } = candidate.value;
  const signing = OFFICERS.map(async (kid) => {
    const signer = await readOfficerKey(join(directory, `${kid}.key`), LOCAL_PASSPHRASE);
    return signPart(payload, FILE_TYPES.register, signer);
  });
  const whole = JSON.parse(generalText(payload, await Promise.all(signing)));
  await visitor(NATION).ask("POST", "/api/v1/registers", z.object({ holds: z.literal(true) }), whole);
}

/** Suspends an issuer, as one of the officers. */
export async function suspendIssuer({ visitor }: System, { directory }: TestNation, code: string): Promise<void> {
  const [kid] = OFFICERS;
  const signer = await readOfficerKey(join(directory, `${kid}.key`), LOCAL_PASSPHRASE);
  const payload = payloadBytes(suspensionMembers({ code: code as IssuerCode, at: Date.now(), reason: "key_leak" }));
  const order = await compactText(payload, SUSPENSION_TYPE, signer);
  await visitor(NATION).ask("POST", "/api/v1/suspensions", z.object({ code: z.literal(code) }), { order });
}

async function applicationOf({ visitor }: System, code: string, host: string) {
  const body = await signedAct(code, { act: "apply" });
  const answered = z.object({ application: z.string() });
  const { application } = await visitor(host).ask("POST", "/api/v1/operator/application", answered, body);
  const read = await readApplication(application, true);
  if (read === null) throw new Error(`the application of ${code} cannot be read`);
  return read;
}
