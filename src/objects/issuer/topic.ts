/** What an issuer publishes to KV: each topic is one KV key of the issuer. */
export type Topic = "jwks" | "past_keys" | "statement" | "setting" | "rule_sets" | "areas" | "manual_changes";
