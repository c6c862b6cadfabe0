/** A nation for tests on one machine, as `npm start` makes it: its settings, and registers that both officers sign. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import type { FileName, Member } from "../../src/domain/federation/trust-files.ts";
import type { IssuerCode } from "../../src/domain/issuer/issuer.ts";
import { type Application, readApplication } from "../../src/token/federation/application.ts";
import { readRoot } from "../../src/token/federation/root.ts";
import { readCandidate, readRegister } from "../../src/token/federation/register.ts";
import { FILE_TYPES } from "../../src/token/federation/read-file.ts";
import { compactText, type FileSigner, generalText, payloadBytes, signPart } from "../../src/token/federation/signed-file.ts";
import { suspensionMembers, SUSPENSION_TYPE } from "../../src/token/federation/suspension.ts";
import { root as project, run } from "../../tools/command.ts";
import { LOCAL_PASSPHRASE, localHolders, localNation } from "../../tools/register/ceremony.ts";
import { admitting, type Change, nextRegister } from "../../tools/register/next-register.ts";
import { readOfficerKey } from "../../tools/register/officer-key.ts";
import { nextRoot, rootText } from "../../tools/root/next-root.ts";
import { signedAct } from "./operators.ts";
import type { Running } from "./running.ts";

/** The host of issuer 0. */
export const NATION = "localhost";
const OFFICERS = ["0.o1", "0.o2"] as const;

export interface TestNation {
  readonly directory: string;
  /** The keys of both officers, each decrypted once: that takes longer than what they sign. */
  readonly officers: readonly FileSigner[];
  /** The settings of a system in which issuer 0 is the nation. */
  readonly bindings: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

export async function aTestNation(): Promise<TestNation> {
  const directory = mkdtempSync(join(tmpdir(), "yima-nation-"));
  const { root, onlineKey } = await localNation(directory, Date.now());
  const officers = await Promise.all(OFFICERS.map((kid) => readOfficerKey(join(directory, `${kid}.key`), LOCAL_PASSPHRASE)));
  const remove = () => rmSync(directory, { recursive: true });
  return { directory, officers, bindings: { YIMA_TRUST_ROOT: root, YIMA_ONLINE_KEY: onlineKey }, remove };
}

/** The same nation under the next root, with the same keys, which three of them have signed. */
export async function underNextRoot(nation: TestNation): Promise<TestNation> {
  const before = await readRoot(nation.bindings["YIMA_TRUST_ROOT"] ?? "", null);
  if (!before.ok) throw new Error(before.refusal.code);
  const next = nextRoot(before.value, { joining: [], leaving: [], replacing: new Map(), thresholds: {} }, Date.now());
  const YIMA_TRUST_ROOT = await rootText(next, await localHolders(nation.directory));
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

/** An issuer with one of its hosts, and its system if that is not the nation's. */
type Issuing = readonly [code: string, host: string, home?: System];

/** Admits issuers with one register, which both officers sign. @param changes what the register says otherwise of them */
export async function recognise(
  system: System,
  nation: TestNation,
  issuers: readonly Issuing[],
  changes: Partial<Member> = {},
): Promise<void> {
  await admit(
    system,
    nation,
    await Promise.all(issuers.map(([code, host, home = system]) => applicationOf(home, code, host))),
    changes,
  );
}

/** Admits the issuers of these applications with one register. */
export async function admit(
  system: System,
  nation: TestNation,
  applications: readonly Application[],
  changes: Partial<Member> = {},
): Promise<void> {
  await nextOf(system, nation, (members, seq, now) =>
    applications
      .map(admitting)
      .reduce((some, admission) => admission(some, seq, now), members)
      .map((member) => (applications.some(({ issuer }) => issuer === member.code) ? { ...member, ...changes } : member)),
  );
}

const held = z.object({ register: z.object({ seq: z.int(), hash: z.string() }), holds: z.literal(true) });

/** Signs and hands in the register after the present one, with this change, as both officers. */
export async function nextOf({ visitor }: System, { officers, bindings }: TestNation, change: Change): Promise<FileName> {
  const root = await readRoot(bindings["YIMA_TRUST_ROOT"] ?? "", null);
  if (!root.ok) throw new Error(root.refusal.code);
  const present = await visitor(NATION).send("GET", "/.well-known/trust/register");
  const before = present.status === 404 ? null : await readRegister(present.text, root.value, true);
  if (before?.ok === false) throw new Error(before.refusal.code);
  const candidate = await readCandidate(nextRegister(before?.value ?? null, root.value, change, Date.now()), true);
  if (!candidate.ok) throw new Error(candidate.refusal.code);
  const { payload } = candidate.value;
  const signing = officers.map((officer) => signPart(payload, FILE_TYPES.register, officer));
  const whole = JSON.parse(generalText(payload, await Promise.all(signing)));
  return (await visitor(NATION).ask("POST", "/api/v1/registers", held, whole)).register;
}

/** Suspends an issuer, as one of the officers. Returns the time of the order in whole seconds, as the state names it. */
export async function suspendIssuer(
  { visitor }: System,
  { officers }: TestNation,
  code: string,
  at = Date.now(),
): Promise<number> {
  const [officer] = officers;
  if (officer === undefined) throw new Error("the nation has two officers");
  const payload = payloadBytes(suspensionMembers({ code: code as IssuerCode, at, reason: "key_leak" }));
  const order = await compactText(payload, SUSPENSION_TYPE, officer);
  await visitor(NATION).ask("POST", "/api/v1/suspensions", z.object({ code: z.literal(code) }), { order });
  return Math.floor(at / 1000);
}

/** The application of an issuer, which one of its operators asks for. @param more `identity: "new"` for a new identity key */
export async function applicationOf({ visitor }: System, code: string, host: string, more: { readonly identity?: "new" } = {}) {
  const body = await signedAct(code, { act: "apply", ...more });
  const answered = z.object({ application: z.string() });
  const { application } = await visitor(host).ask("POST", "/api/v1/operator/application", answered, body);
  return readApplicationOf(code, application);
}

/** The application of an issuer in a file, as a command has written it. */
export function applicationIn(path: string, code: string): Promise<Application> {
  return readApplicationOf(code, readFileSync(path, "utf8").trim());
}

async function readApplicationOf(code: string, text: string): Promise<Application> {
  const read = await readApplication(text, true);
  if (read === null) throw new Error(`the application of ${code} cannot be read`);
  return read;
}
