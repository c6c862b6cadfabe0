/** The grounds of an act that changes colours: a reason of health from a closed list, and the evidence. */
import type { JSX } from "preact";
import type { Problem } from "../../contract/problem.ts";
import { HEALTH_REASONS, type HealthReason, REASON_WORDS } from "../../domain/proposal/reason.ts";
import { ownProblem } from "../app/api.ts";
import { say, saySentence } from "../app/say.ts";
import { Choices } from "../ui/fields/choices.tsx";
import { Field } from "../ui/fields/field.tsx";

interface GroundsProps {
  readonly reason: HealthReason | null;
  readonly evidence: string;
  readonly onReason: (reason: HealthReason) => void;
  readonly onEvidence: (evidence: string) => void;
}

export function Grounds({ reason, evidence, onReason, onEvidence }: GroundsProps): JSX.Element {
  return (
    <>
      <Choices
        name="reason"
        question={say("事由", "Reason")}
        pairs
        choices={HEALTH_REASONS.map((value) => ({ value, word: saySentence(REASON_WORDS[value]) }))}
        chosen={reason === null ? [] : [reason]}
        onToggle={onReason}
      />
      <Field
        required
        label={say("证据", "Evidence")}
        value={evidence}
        limit={500}
        hint={say("文号、报告编号等", "The number of a notice or a report")}
        onInput={onEvidence}
      />
    </>
  );
}

/** The problem that a form shows for a missing answer instead of sending a request. */
export function missing(zh: string, en: string): Problem {
  return ownProblem("bad_request", 422, zh, en);
}
