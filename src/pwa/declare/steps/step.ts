/** What each question of the form is given. */
import type { Draft, Step } from "../../resident/declare/draft.ts";

export interface StepProps {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
  /** What is wrong with this answer, as a sentence. */
  readonly refusal: string | undefined;
  /** The field that the refusal names, as a JSON Pointer. */
  readonly pointer: string;
  /** The issuer's division; empty for the nation. */
  readonly region: string;
  /** Date in China. */
  readonly today: string;
  readonly go: (step: Step) => void;
}
