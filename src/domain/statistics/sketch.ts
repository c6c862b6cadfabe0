/** Counts different persons without a record of who they are: a HyperLogLog of 2,048 registers, 2 KB; sketches can be merged. Pure. Decision 12. */
import type { PersonKey } from "../access/keys.ts";

const INDEX_BITS = 11;
const REGISTERS = 2 ** INDEX_BITS;
const RANK_BITS = 32;
/** The constant of the estimate. Flajolet, Fusy, Gandouet, Meunier 2007, fig. 3. */
const ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);

export function emptySketch(): Uint8Array {
  return new Uint8Array(REGISTERS);
}

/** Adds a person to `sketch`. The person key is a keyed hash, so its bits need no further hash. Idempotent. */
export function note(sketch: Uint8Array, person: PersonKey): void {
  const index = Number.parseInt(person.slice(0, 4), 16) >>> (16 - INDEX_BITS);
  const rank = Math.clz32(Number.parseInt(person.slice(4, 12), 16)) + 1;
  if (rank > (sketch[index] ?? RANK_BITS + 1)) sketch[index] = rank;
}

/** Adds the persons of `other` to `sketch`. */
export function merge(sketch: Uint8Array, other: Uint8Array): void {
  for (let index = 0; index < REGISTERS; index += 1) {
    const rank = other[index] ?? 0;
    if (rank > (sketch[index] ?? 0)) sketch[index] = rank;
  }
}

/** The estimated number of persons in the sketch: standard error 2.3 %, nearly exact below a hundred. */
export function personsIn(sketch: Uint8Array): number {
  let sum = 0;
  let empty = 0;
  for (const rank of sketch) {
    sum += 2 ** -rank;
    if (rank === 0) empty += 1;
  }
  const raw = (ALPHA * REGISTERS * REGISTERS) / sum;
  const isFew = raw <= 2.5 * REGISTERS && empty > 0;
  return Math.round(isFew ? REGISTERS * Math.log(REGISTERS / empty) : raw);
}
