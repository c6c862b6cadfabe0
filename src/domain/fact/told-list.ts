/** The lists under which entries of a shard stand that another issuer told of: one for each issuer and day. Such an issuer changes and withdraws its own entries only. Pure. */
import { isIssuerCode, type IssuerCode } from "../issuer/issuer.ts";

const TOLD = "letters/";

/** @param day `YYYY-MM-DD` in China */
export function toldList(from: IssuerCode, day: string): string {
  return `${TOLD}${from}/${day}`;
}

/** The issuer that told of a list; null: officers or clients of the own issuer entered it. */
export function tellerOf(list: string | null): IssuerCode | null {
  const from = list?.startsWith(TOLD) === true ? list.slice(TOLD.length).split("/")[0] : undefined;
  return isIssuerCode(from) ? from : null;
}
