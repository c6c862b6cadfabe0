/** A pass on the way from a scanned code to its registration: a code whose signatures are good, then a pass that the policy of the place can judge. */
import type { Config } from "../../config.ts";
import type { CodeFlag } from "../../domain/code/flags.ts";
import type { PaperState } from "../../domain/code/status.ts";
import type { Category } from "../../domain/declaration/declaration.ts";
import type { Risk } from "../../domain/fact/fact.ts";
import type { Issuer } from "../../domain/issuer/issuer.ts";
import type { PassInput } from "../../objects/community/pass.ts";
import type { ObjectsEnv } from "../../objects/env.ts";
import type { Secrets } from "../../token/secret/secrets.ts";

export interface JudgeContext {
  readonly env: ObjectsEnv;
  readonly config: Config;
  readonly issuer: Issuer;
  readonly secrets: Secrets;
  readonly now: number;
  /** `ExecutionContext.waitUntil`: keeps work alive after the answer. */
  readonly later: (work: Promise<unknown>) => void;
}

/** A pass that may be registered, with the data that the policy of passage reads. */
export interface JudgedPass {
  readonly input: PassInput;
  /** 12 digits: the community that the code names as the holder's. */
  readonly address: string;
  /** The flags in the code. */
  readonly flags: readonly CodeFlag[];
  /** The state of a paper code of another issuer; null for every other code: the holder's shard knows the colour of a paper code, too. */
  readonly paper: PaperState | null;
  /** The risk of the holder's declared places in the last decision of the colour; `unknown` without one. */
  readonly originRisks: readonly Risk[];
  /** The category of the last declaration; all categories if the holder's shard names none. */
  readonly categories: readonly Category[];
  /** Whether the last declaration reports signs; null if that is unknown. */
  readonly signs: boolean | null;
  /** Whether it is known that the code is not revoked: always of a code of this issuer. */
  readonly statusChecked: boolean;
}

/** A code whose signatures are good, with what it says itself of its holder. */
export interface VerifiedPass extends Omit<PassInput, "marks" | "use"> {
  readonly address: string;
  readonly flags: readonly CodeFlag[];
  readonly paper: PaperState | null;
  readonly proofAt: number;
  readonly statusChecked: boolean;
}
