/** The setting YIMA_OPERATORS: the names and public keys of the operators. docs/deploy.md describes it. */
import * as z from "zod";
import { OPERATOR_NAME } from "../token/secret/operator.ts";

/** The most keys: every operator has one, and a second one while they change keys. */
const MAX_KEYS = 20;
/** 32 bytes in base64url, in their only spelling: the last letter has two unused bits. */
const coordinate = z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/);

const operatorKey = z.strictObject({
  name: z.string().regex(OPERATOR_NAME),
  jwk: z.strictObject({ kty: z.literal("EC"), crv: z.literal("P-256"), x: coordinate, y: coordinate }),
});

/** The same key under two names would make its holder both of the two persons. Who knows the private half knows also that of the other point with this `x`. */
export const operatorKeys = z
  .array(operatorKey)
  .max(MAX_KEYS)
  .refine((keys) => new Set(keys.map(({ jwk }) => jwk.x)).size === keys.length);
