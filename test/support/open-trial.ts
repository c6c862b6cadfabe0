/** Opens the result of the trial of a proposed rule set, as everybody who approves it must. */
import { setTimeout } from "node:timers/promises";
import { trial } from "../../src/contract/rules/trial.ts";
import type { Visitor } from "../../tools/visitor.ts";

const PAUSE_MS = 200;
const ATTEMPTS = 150;

export async function openTrial(officer: Visitor, id: string): Promise<void> {
  const path = `/api/v1/rule-sets/${id}/trial`;
  await officer.ask("POST", path, trial);
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if ((await officer.ask("GET", path, trial)).state === "done") return;
    await setTimeout(PAUSE_MS);
  }
  throw new Error("the trial does not end");
}
