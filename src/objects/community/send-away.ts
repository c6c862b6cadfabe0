/** Sends passes by codes of another issuer to that issuer, whose persons they concern. docs/trust.md §10. */
import { MAX_LETTER_ITEMS } from "../../domain/federation/letter.ts";
import { communityNumber } from "../../domain/division/division.ts";
import type { PassItem } from "../../domain/federation/pass-item.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { namedId } from "../../token/federation/named-id.ts";
import { mailboxOf, type ObjectsEnv } from "../env.ts";
import type { OutgoingPass } from "./outgoing-pass.ts";

interface Sender {
  readonly issuer: IssuerCode;
  /** The community. */
  readonly place: string;
}

/** Sends a letter's worth of these passes after the other. Returns their sequence numbers once the home has answered all; what it refuses is logged, because a repetition would change nothing. */
export async function sendAway(
  env: ObjectsEnv,
  { issuer, place }: Sender,
  home: IssuerCode,
  passes: readonly OutgoingPass[],
): Promise<readonly number[]> {
  const items = await Promise.all(passes.map((pass) => itemOf(pass, place)));
  for (let at = 0; at < items.length; at += MAX_LETTER_ITEMS) {
    const results = await mailboxOf(env, issuer, home).send("passes", items.slice(at, at + MAX_LETTER_ITEMS));
    const refused = results.filter(({ state }) => state === "refused");
    if (refused.length > 0) console.error(`${home} refuses ${refused.length} passes of ${place}: ${refused[0]?.code ?? ""}`);
  }
  return passes.map(({ seq }) => seq);
}

async function itemOf({ id, at, pointName, proof }: OutgoingPass, place: string): Promise<PassItem> {
  const item = { at: Math.floor(at / 1000), place: { division: communityNumber(place), point: pointName }, code: proof ?? "" };
  return { id: await namedId(`${place} ${id}`), ...item };
}
