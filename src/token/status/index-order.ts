/**
 * The order in which a status list allots its indexes: each block of 4,096 is shuffled with a key of the issuer, so that credentials that were made together
 * are no neighbours in the list. Nothing is stored: the same key gives the same order. After a change of this method, every list must begin a new block.
 */
import { BLOCK_ENTRIES } from "../../domain/code/status.ts";
import { deriveBytes, type Secrets } from "../secret/secrets.ts";

/** The offsets in one block, in the order in which they are allotted. */
type Block = Uint16Array;

export class IndexOrder {
  readonly #secrets: () => Promise<Secrets>;
  readonly #list: string;
  /** The block that was used last, and its number. */
  #last: { readonly number: number; readonly block: Block } | null = null;

  /** @param list the name of the list: each list has orders of its own */
  constructor(secrets: () => Promise<Secrets>, list: string) {
    this.#secrets = secrets;
    this.#list = list;
  }

  /** The indexes of `count` places from `first` on. */
  async indexes(first: number, count: number): Promise<readonly number[]> {
    const indexes: number[] = [];
    for (let place = first; place < first + count; place += 1) {
      const number = Math.floor(place / BLOCK_ENTRIES);
      const block = this.#last?.number === number ? this.#last.block : await this.#open(number);
      indexes.push(number * BLOCK_ENTRIES + (block[place % BLOCK_ENTRIES] ?? 0));
    }
    return indexes;
  }

  async #open(number: number): Promise<Block> {
    const { root, issuer } = await this.#secrets();
    const bytes = await deriveBytes(root, `${issuer}/status-order/${this.#list}/${number}`);
    const key = await crypto.subtle.importKey("raw", bytes, "AES-CTR", false, ["encrypt"]);
    const cipher = { name: "AES-CTR", counter: new Uint8Array(16), length: 64 };
    const block = shuffled(new Uint32Array(await crypto.subtle.encrypt(cipher, key, new Uint8Array(BLOCK_ENTRIES * 4))));
    this.#last = { number, block };
    return block;
  }
}

/** The numbers from 0 on in an order that the draws decide, by the method of Fisher and Yates. A draw of 32 bits favours no number by more than a millionth. */
function shuffled(draws: Uint32Array): Uint16Array {
  const numbers = Uint16Array.from(draws, (_, at) => at);
  for (let at = numbers.length - 1; at > 0; at -= 1) {
    const other = (draws[at] ?? 0) % (at + 1);
    const here = numbers[at] ?? 0;
    numbers[at] = numbers[other] ?? 0;
    numbers[other] = here;
  }
  return numbers;
}
