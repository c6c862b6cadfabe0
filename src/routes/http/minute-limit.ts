/** Limits what one network address, or another sender, may do in a minute. Each isolate counts for itself, in memory: this bounds load and is no exact count. */
import { networkOf } from "../../domain/access/network.ts";
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import { MINUTE_MS } from "../../domain/instant.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";

/** The addresses in one of two maps. When the newer map is full it becomes the earlier one: an address that still sends is carried over, never forgotten. */
const MAX_ADDRESSES = 50_000;

export class MinuteLimit {
  readonly #perMinute: number;
  readonly #keyOf: (sender: string) => string;
  #minute = 0;
  #counts = new Map<string, number>();
  #earlier = new Map<string, number>();

  /** @param keyOf the key under which a sender is counted; absent: the network of an address */
  constructor(perMinute: number, keyOf: (sender: string) => string = networkOf) {
    this.#perMinute = perMinute;
    this.#keyOf = keyOf;
  }

  /**
   * Counts acts in the current minute, or refuses them with the seconds until the next one.
   * @param address of the client (who/address.ts); null: no addresses are counted
   */
  count(address: string | null, now: number, acts = 1): Result<null, TooManyRequests> {
    if (address === null) return accept(null);
    this.#turn(now);
    const count = this.#add(this.#keyOf(address), acts);
    if (count <= this.#perMinute) return accept(null);
    return refuse({ code: "too_many_requests", retryAfterSeconds: Math.ceil(((this.#minute + 1) * MINUTE_MS - now) / 1000) });
  }

  /** Takes back a counted act that turned out to be harmless. */
  forgive(address: string | null, now: number): void {
    if (address === null) return;
    this.#turn(now);
    this.#add(this.#keyOf(address), -1);
  }

  /** The acts that a sender has left in the current minute, and the seconds until the next one. */
  rest(sender: string, now: number): { readonly left: number; readonly seconds: number } {
    this.#turn(now);
    const left = Math.max(0, this.#perMinute - this.#add(this.#keyOf(sender), 0));
    return { left, seconds: Math.ceil(((this.#minute + 1) * MINUTE_MS - now) / 1000) };
  }

  #add(network: string, acts: number): number {
    const count = Math.max(0, (this.#counts.get(network) ?? this.#earlier.get(network) ?? 0) + acts);
    this.#counts.set(network, count);
    if (this.#counts.size >= MAX_ADDRESSES) [this.#earlier, this.#counts] = [this.#counts, new Map()];
    return count;
  }

  #turn(now: number): void {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#counts = new Map();
    this.#earlier = new Map();
  }
}
