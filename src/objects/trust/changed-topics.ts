/** What a reader of trust publishes to KV, and what of that a pull has changed. Pure. */
import type { KeptTrust } from "../../domain/federation/kept-trust.ts";

/** Each topic is one KV key, or one for each version or shard. */
export type Topic = "root" | "register" | "state" | "book" | "believed" | "colours";

/** What KV must have anew. */
export function changedTopics(before: KeptTrust, kept: KeptTrust): readonly Topic[] {
  return [
    ...(kept.root !== before.root ? (["root"] as const) : []),
    ...(kept.register !== before.register ? (["register", "state"] as const) : []),
    ...(kept.book !== before.book ? (["book"] as const) : []),
    ...(kept.state !== before.state ? (["state", "believed"] as const) : []),
    ...(kept.register !== before.register || kept.book !== before.book || kept.suspended !== before.suspended
      ? (["believed"] as const)
      : []),
  ];
}
