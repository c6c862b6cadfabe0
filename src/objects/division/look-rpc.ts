/** RPC of a Division about looks at persons' data and about look-ups that found nobody. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { LookExtent, Purpose } from "../../domain/look/look.ts";
import type { Result } from "../../domain/result.ts";

/** A look at a person's data, as the division in whose name it was made records it. */
export interface NewDivisionLook {
  /** The time of the look, ms. */
  readonly at: number;
  readonly office: string;
  /** The masked phone number of the administrator who looked. */
  readonly maskedPhone: string;
  /** The masked name of the person whose data were seen. */
  readonly maskedName: string;
  readonly purpose: Purpose;
  readonly extent: LookExtent;
}

export interface DivisionLook extends NewDivisionLook {
  readonly seq: number;
  /** False if the hash of this row, or of the next row, does not fit. */
  readonly intact: boolean;
}

export interface LookRpc {
  /** Records a look at a person's data in the name of this division or of a division below it. */
  noteLook(look: NewDivisionLook): Promise<void>;

  /** The looks at persons' data in the name of this division and of divisions below it, newest first; only looks with a number below `before`. */
  looks(before: number, limit: number, now: number): Promise<readonly DivisionLook[]>;

  /** Begins a look-up of a person by an administrator of this division. Refused after 20 within an hour that found nobody; those that have not ended count too. */
  beginLookUp(now: number): Result<null, TooManyRequests>;

  /** Ends a look-up that began at this time, ms. One that found nobody has been recorded as a look before. */
  endLookUp(begunAt: number): void;
}
