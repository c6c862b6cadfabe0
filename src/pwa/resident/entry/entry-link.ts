/** The deep links of the entry, such as `/r/4201/declare`: a region and a page of a fixed list. No part of a link becomes an address. Pure. */
import { type IssuerCode, isIssuerCode, NATION } from "../../../domain/issuer/issuer.ts";

export type RegionPage = "/" | "/declare" | "/check";

/** The pages to which links lead, by the last part of the link. They are the same at every issuer. */
const PAGES: ReadonlyMap<string, RegionPage> = new Map([
  ["", "/"],
  ["code", "/"],
  ["declare", "/declare"],
  ["check", "/check"],
]);

export type EntryLink =
  | { readonly kind: "choose" }
  | { readonly kind: "region"; readonly issuer: IssuerCode; readonly page: RegionPage }
  | { readonly kind: "unknown" };

/** @param path the path of the page without a slash at its end, `/r` or below it */
export function readEntryLink(path: string): EntryLink {
  const [issuer, name = "", ...rest] = path.split("/").slice(2);
  if (issuer === undefined) return { kind: "choose" };
  const page = PAGES.get(name);
  const isKnown = isIssuerCode(issuer) && issuer !== NATION && rest.length === 0;
  return isKnown && page !== undefined ? { kind: "region", issuer, page } : { kind: "unknown" };
}
