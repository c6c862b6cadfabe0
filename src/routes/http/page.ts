/** Pages of a list that runs from the highest number to the lowest: reads and makes the sealed token of a page. A token is valid in its scope only. */
import { openPage, type Position, sealPage } from "../../token/secret/page-token.ts";
import type { Secrets } from "../../token/secret/secrets.ts";

/** The page has the rows below this number. Null if the token is invalid. @param page the token; undefined for the first page */
export async function beginningOf(secrets: Secrets, scope: string, page: string | undefined): Promise<number | null> {
  if (page === undefined) return Number.MAX_SAFE_INTEGER;
  return (await openPage(secrets, scope, page))?.seq ?? null;
}

/** The token of the next page. @param last the last row of this page; undefined if no row follows it */
export async function nextPageOf(secrets: Secrets, scope: string, last: Position | undefined): Promise<string | null> {
  return last === undefined ? null : sealPage(secrets, scope, last);
}
