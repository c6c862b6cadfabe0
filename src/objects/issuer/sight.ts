/** What a hand has to do with a proposed change, as far as only other objects and the notes of openings know it. So no route can forget to ask. */
import { type Decision, type Proposal, type Sight } from "../../domain/proposal/proposal.ts";
import { countingOf } from "../../domain/proposal/tried.ts";
import type { IssuerCode } from "../../domain/issuer/issuer.ts";
import { factImportOf, type ObjectsEnv, trialOf } from "../env.ts";
import type { Lists } from "./lists.ts";

/** @param sight what the caller knows */
export async function sightOf(
  env: ObjectsEnv,
  code: IssuerCode,
  lists: Lists,
  proposal: Proposal | null,
  decision: Decision,
  sight: Sight,
): Promise<Sight> {
  if (proposal === null) return sight;
  const seen = await withReading(env, code, lists, proposal, decision, sight);
  if (countingOf(proposal.change) !== "waits") return seen;
  const [view] = await trialOf(env, { code }).counts([proposal.id]);
  return { ...seen, isCounted: view?.run.state === "done" };
}

/** What only the list's file and the notes of openings know. */
async function withReading(
  env: ObjectsEnv,
  code: IssuerCode,
  lists: Lists,
  { id, change }: Proposal,
  { by }: Decision,
  sight: Sight,
): Promise<Sight> {
  if (!("attempt" in change)) return sight;
  const hasOpened = "person" in by && lists.hasOpened(id, by.person);
  if (change.list === "areas" || sight.concerns.length === 0) return { ...sight, hasOpened };
  const file = factImportOf(env, { code }, change.list, change.file);
  return { ...sight, hasOpened, isListed: await file.names(sight.concerns) };
}
