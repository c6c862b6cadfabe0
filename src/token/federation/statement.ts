/** Reads and writes a statement, by which a member says with which keys it signs codes. docs/trust.md §3. */
import { keyKindOf } from "../../domain/code/claims.ts";
import type { SignedStatement } from "../../domain/federation/kept-trust.ts";
import { MAX_KEYS, type Member, type StatedKey, type Statement } from "../../domain/federation/trust-files.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { accept } from "../../domain/result.ts";
import { kidOf } from "../code/header.ts";
import { type Fields, fieldsOf, listOf } from "../status/fields.ts";
import type { PublishedKeys } from "../status/trust.ts";
import {
  datesIn,
  datesOf,
  fileNameList,
  fileNameOf,
  isCount,
  malformed,
  msOf,
  opened,
  type Read,
  secondsOf,
  unsigned,
} from "./read-file.ts";
import { areDifferent, fileKeyOf, signers, type UnverifiedFile } from "./signed-file.ts";

const MAX_KEY_NUMBER = 0xffff;

/** A statement of this member, signed by one of its identity keys. */
export async function readStatement(text: string, member: Member): Read<Omit<SignedStatement, "hash">> {
  const file = opened(text, "statement");
  return file.ok ? signedStatement(file.value, member) : file;
}

/** The statement of this member in an opened file. */
export async function signedStatement(file: UnverifiedFile, member: Member): Read<Omit<SignedStatement, "hash">> {
  const statement = statementOf(file.payload, member.code);
  if (statement === null) return malformed("statement");
  for (const key of member.keys) if ((await signers(file, { keys: [key] })) > 0) return accept({ statement, key });
  return unsigned("statement");
}

function statementOf({ iss, seq, keys, saw, ...rest }: Fields, code: IssuerCode): Statement | null {
  const dates = datesOf(rest);
  const list = (listOf(keys) ?? []).map((key) => statedKeyOf(key, code));
  const seen = saw === undefined ? null : fileNameOf(saw);
  if (iss !== code || !isCount(seq, 1) || dates === null || (saw !== undefined && seen === null)) return null;
  const isGood = list.length > 0 && list.length <= MAX_KEYS && list.every((key) => key !== null) && areDifferent(list);
  return isGood ? { issuer: code, seq, keys: list, saw: seen, ...dates } : null;
}

function statedKeyOf(value: unknown, code: IssuerCode): StatedKey | null {
  const key = fileKeyOf(value, ["nbf", "exp", "for"]);
  const { nbf, exp, for: purpose } = fieldsOf(value);
  const number = Number(key?.kid.slice(code.length + 1));
  const [notBefore, notAfter] = [msOf(nbf), msOf(exp)];
  if (key === null || !isCount(number, 0) || number > MAX_KEY_NUMBER || key.kid !== kidOf(code, number)) return null;
  if (notBefore === undefined || notAfter === undefined || notBefore >= notAfter) return null;
  const kind = keyKindOf(code, purpose);
  return kind === undefined ? null : { ...key, number, notBefore, notAfter, kind };
}

/** The keys of a statement as a JWKS (RFC 7517). */
export function jwksOfStatement({ keys }: Pick<Statement, "keys">): PublishedKeys {
  return { keys: keys.map(publishedKey) };
}

function publishedKey({ kid, x, y, notBefore, notAfter, kind }: StatedKey): PublishedKeys["keys"][number] {
  const times = { nbf: secondsOf(notBefore), exp: secondsOf(notAfter) };
  return { kty: "EC", crv: "P-256", kid, x, y, ...times, ...(kind !== null && { for: kind }) };
}

/** The members of a statement. */
export function statementMembers({ issuer, seq, keys, saw, ...dates }: Statement): Fields {
  return { iss: issuer, seq, ...datesIn(dates), keys: keys.map(publishedKey), ...(saw !== null && { saw: fileNameList(saw) }) };
}
