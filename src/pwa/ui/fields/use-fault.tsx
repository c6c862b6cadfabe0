/** The one fault of a form: a field that the form has refused itself, or the problem of its request. Its field shows it; a problem that no field shows has a notice. */
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Problem } from "../../../contract/problem.ts";
import type { Sentence } from "../../../domain/sentence.ts";
import { saySentence } from "../../app/say.ts";
import { fieldOf, ProblemNotice } from "../problem-notice.tsx";

interface Fault {
  /** Undefined for a problem about no single field. */
  readonly field: string | undefined;
  readonly sentence: Sentence;
  readonly problem?: Problem;
}

export function faultOf(problem: Problem): Fault {
  return { field: fieldOf(problem), sentence: problem.sentence, problem };
}

interface FaultDesk {
  /** Null: nothing is wrong any more. */
  readonly setFault: (fault: Fault | null) => void;
  /** The sentence about the fault in a field; undefined without a fault. */
  readonly refusalOf: (field: string) => string | undefined;
  readonly notice: JSX.Element | null;
}

/** @param fields the fields that show the sentence of a refusal themselves */
export function useFault(fields: ReadonlySet<string>): FaultDesk {
  const [fault, setFault] = useState<Fault | null>(null);
  const { field, problem } = fault ?? {};
  return {
    setFault,
    refusalOf: (name) => (fault?.field === name ? saySentence(fault.sentence) : undefined),
    notice: problem !== undefined && (field === undefined || !fields.has(field)) ? <ProblemNotice problem={problem} /> : null,
  };
}
