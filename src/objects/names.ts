/** Makes and reads names of objects: the issuer's code, the kind of object, and the division, shard, status list or imported file within the issuer. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";
import type { ListOf } from "../domain/list/list-file.ts";

type Kind =
  | "accounts"
  | "people"
  | "community"
  | "division"
  | "appeals"
  | "reviews"
  | "clients"
  | "issuer"
  | "trial"
  | "nation"
  | "trust"
  | "mailbox"
  | "conversions"
  | "status"
  | ListOf;

/** @param place a division's code, a shard's number, a peer's code, a status list's name or its keyed hash, or an imported file's SHA-256; absent if the issuer has only one of the kind */
export function objectName(issuer: IssuerCode, kind: Kind, place?: string | number): string {
  return place === undefined ? `${issuer}/${kind}` : `${issuer}/${kind}/${place}`;
}

/** The issuer of an object: its name begins with the issuer's code. */
export function issuerOf(id: DurableObjectId): IssuerCode {
  const code = id.name?.split("/")[0];
  if (code === undefined || code === "") throw new Error("an object of Yima must be addressed by name");
  return code as IssuerCode;
}

/** The last part of an object's name, the `place` of `objectName`; empty if it has none. */
export function placeOf(id: DurableObjectId): string {
  return id.name?.split("/")[2] ?? "";
}

/** Whether a FactImport's file has facts or risk levels, by the name of the object. */
export function listOf(id: DurableObjectId): ListOf {
  return id.name?.split("/")[1] === "areas" ? "areas" : "facts";
}
