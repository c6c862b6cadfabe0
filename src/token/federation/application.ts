/** Reads and writes the application of an issuer to the register: what the register is to say of it, signed by its new identity key. docs/trust.md §7. */
import { type FileKey, isMemberName, isMemberOrigin, MAX_FILE_BYTES, type Member } from "../../domain/federation/trust-files.ts";
import { isIssuerCode } from "../../domain/issuer/issuer.ts";
import { type Fields, fieldsOf } from "../status/fields.ts";
import { msOf, secondsOf } from "./read-file.ts";
import { isLifetime, modeOf } from "./register.ts";
import { compactFile, fileKeyOf, jwkOf, signers } from "./signed-file.ts";

export const APPLICATION_TYPE = "yima-application+jwt";

export interface Application extends Pick<Member, "name" | "origin" | "mode" | "maxLifetimeMinutes"> {
  readonly issuer: Member["code"];
  readonly issuedAt: number;
  /** Its identity key. */
  readonly key: FileKey;
}

/** The application in a text; null if it breaks a rule of the register's members, or the key that it names has not signed it. @param onOneMachine whether the members are on one machine */
export async function readApplication(text: string, onOneMachine: boolean): Promise<Application | null> {
  const file = text.length <= MAX_FILE_BYTES.statement ? compactFile(text, APPLICATION_TYPE) : null;
  const application = file && applicationOf(file.payload, onOneMachine);
  return application && (await signers(file, { keys: [application.key] })) > 0 ? application : null;
}

function applicationOf(
  { iss, iat, name, origin, mode, maxLifetimeMinutes, key }: Fields,
  onOneMachine: boolean,
): Application | null {
  const { zh, en } = fieldsOf(name);
  const { live, paper } = fieldsOf(maxLifetimeMinutes);
  const [issuedAt, known, identity] = [msOf(iat), modeOf(mode), fileKeyOf(key)];
  if (!isIssuerCode(iss) || issuedAt === undefined || known === undefined || identity === null) return null;
  if (typeof origin !== "string" || !isMemberOrigin(origin, onOneMachine)) return null;
  if (!isMemberName(zh) || !isMemberName(en) || !isLifetime(live) || !isLifetime(paper)) return null;
  return { issuer: iss, issuedAt, name: { zh, en }, origin, mode: known, maxLifetimeMinutes: { live, paper }, key: identity };
}

/** The members of an application. */
export function applicationMembers({ issuer, issuedAt, key, ...facts }: Application): Fields {
  return { iss: issuer, iat: secondsOf(issuedAt), ...facts, key: jwkOf(key) };
}
