/** Looks: the records that somebody saw a person's data, in a shard of persons and in a division. */
import type { LookExtent, Purpose } from "../../domain/look/look.ts";

export interface Look {
  /** The time of the look, ms. */
  readonly at: number;
  /** The division in whose name the look was made. */
  readonly office: string;
  /** In a shard of persons: the person whose data were seen. In a division: the masked name of that person. */
  readonly subject: string;
  readonly purpose: Purpose;
  /** The kind of data that was seen. */
  readonly extent: LookExtent;
  /** In a shard of persons: the account that looked. In a division: the masked phone of the administrator who looked. */
  readonly detail: string;
}

export interface LookRow extends Look {
  readonly seq: number;
  /** False if the hash of this row, or of the next row, does not fit. */
  readonly intact: boolean;
}
