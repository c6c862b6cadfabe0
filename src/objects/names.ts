/** Makes and reads names of objects: the issuer's code, the kind of object, and the division, shard or list within the issuer. */
import type { IssuerCode } from "../domain/issuer/issuer.ts";

/** The content of an imported file: facts of persons, or risk levels of areas. */
export type ListOf = "facts" | "areas";

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
  | "status"
  | ListOf;

/** @param place a division's code, a shard's number, or a list's name; absent if the issuer has only one of the kind */
export function objectName(issuer: IssuerCode, kind: Kind, place?: string | number): string {
  return place === undefined ? `${issuer}/${kind}` : `${issuer}/${kind}/${place}`;
}

/** Every object's name begins with its issuer's code. */
export function issuerOf(id: DurableObjectId): IssuerCode {
  const code = id.name?.split("/")[0];
  if (code === undefined || code === "") throw new Error("an object of Yima must be addressed by name");
  return code as IssuerCode;
}

/** The last part of an object's name: a division's code, a shard's number, or a list's name. */
export function placeOf(id: DurableObjectId): string {
  return id.name?.split("/")[2] ?? "";
}

/** The content of the file of a FactImport. */
export function listOf(id: DurableObjectId): ListOf {
  return id.name?.split("/")[1] === "areas" ? "areas" : "facts";
}
