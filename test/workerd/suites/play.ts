/** Computes the steps (acts with their times, to be sent over HTTP) that lead to the state of a case of test/vectors/colours. Pure. */
import type { HealthReport } from "../../../src/domain/colour/check-ins.ts";
import type { Fact, FactKind } from "../../../src/domain/fact/fact.ts";
import type { DeclarationExtract } from "../../../src/domain/colour/record.ts";
import type { RuleSet } from "../../../src/domain/rules/rule-set.ts";
import type { ColourCase } from "../../support/colour-case.ts";

/** An act of a case, with data and times as the file has them. */
export type Act =
  | { readonly act: "list"; readonly fact: Fact; readonly reference: string }
  | { readonly act: "declare"; readonly declared: Omit<DeclarationExtract, "at"> }
  | { readonly act: "check_in"; readonly report: Omit<HealthReport, "at"> }
  /** An appeal that two administrators grant, which withdraws the entry that caused the colour. */
  | { readonly act: "appeal" }
  /** Expects this colour, row and beginning at this time. */
  | { readonly act: "look"; readonly view: readonly [colour: string, row: string, since: string] };

export type Step = Act & { readonly at: string };

const ORDER: readonly Act["act"][] = ["list", "declare", "check_in", "appeal", "look"];
const WELL = { temperatureCelsius: 36.5, symptoms: [] } as const;

/**
 * The steps of a case, in order. An entry of a list is sent on the first day of the case on which it is in force. The case's last decision is made by acts too, and is checked: a person who was decided
 * before the case's declaration had an earlier declaration, and a red without an entry in the case had an entry that was withdrawn.
 */
export function stepsOf({ given }: ColourCase, ruleSet: RuleSet): readonly Step[] {
  const { declaration, checkIns, facts, now } = given;
  // A person without a declaration has no decision under any rule set.
  const last = given.last?.row === "not_declared" ? null : given.last;
  const begins = [declaration?.at, last?.since, last?.leftRedAt].filter((at) => typeof at === "string").toSorted();
  const [start = now] = begins;
  const days = [...begins, now];
  const steps: Step[] = facts.map((fact, index) => {
    const at = days.find((day) => fact.from <= day.slice(0, 10)) ?? now;
    return { act: "list", at, fact, reference: `${index + 1}` };
  });
  if (declaration !== null) {
    const { at, ...declared } = declaration;
    if (start < at) steps.push({ act: "declare", at: start, declared: { ...declared, ...WELL } });
    steps.push({ act: "declare", at, declared });
  }
  for (const { at, ...report } of checkIns) steps.push({ act: "check_in", at, report });
  const forgotten = last === null ? null : forgottenBy(last, facts, ruleSet);
  if (forgotten !== null && last !== null) {
    const at = last.leftRedAt ?? last.since;
    steps.push({ act: "list", at, fact: { kind: forgotten, from: at.slice(0, 10), until: null }, reference: "forgotten" });
    steps.push({ act: "appeal", at: last.leftRedAt ?? now });
  }
  if (last !== null) steps.push({ act: "look", at: last.since, view: [last.colour, last.row, last.since] });
  return steps.toSorted((a, b) => a.at.localeCompare(b.at) || ORDER.indexOf(a.act) - ORDER.indexOf(b.act));
}

/** The kind of the list entry that must have caused an earlier red for which the case has no facts; null if there was no red, or if facts or health reports of the case explain it. */
function forgottenBy(
  { colour, row, since, leftRedAt }: Exclude<ColourCase["given"]["last"], null>,
  facts: readonly Fact[],
  { rows }: RuleSet,
) {
  if (colour !== "red" && leftRedAt === null) return null;
  const by = (leftRedAt ?? since).slice(0, 10);
  const causes = rows.flatMap((each): readonly FactKind[] => {
    const isIt = leftRedAt === null ? each.name === row : each.colour === "red";
    return isIt && each.cause !== null ? [each.cause] : [];
  });
  const isKnown = facts.some(({ kind, from }) => causes.includes(kind) && from <= by);
  return isKnown ? null : (causes[0] ?? null);
}
