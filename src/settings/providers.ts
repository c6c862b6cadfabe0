/** The settings of identity providers: their shape in YIMA_ISSUERS, and their secrets. docs/openid-connect.md describes both. */
import * as z from "zod";
import type { LoginProvider } from "../domain/access/login-provider.ts";
import { isDocumentType } from "../domain/identity/document.ts";

const claim = z.string().min(1).max(100);
/** TLS, or this machine itself, which only the build for one machine allows. */
const ISSUER_URL = /^https:\/\/|^http:\/\/(?:127\.0\.0\.1|(?:[\w-]+\.)*localhost)(?:[:/]|$)/;
/** The most providers of one issuer: the login screen has a button for each. */
const MAX_PROVIDERS = 4;

const loginProvider = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
  name: z.strictObject({ zh: z.string().min(1).max(20), en: z.string().min(1).max(40) }),
  issuer: z.url().regex(ISSUER_URL),
  clientId: z.string().min(1).max(255),
  acr: z.string().min(1).max(255),
  scope: z
    .string()
    .max(255)
    .refine((scope) => scope.split(" ").includes("openid"))
    .default("openid"),
  claims: z.strictObject({
    name: claim,
    documentNumber: claim,
    documentType: claim.optional(),
    nationality: claim.optional(),
    birthDate: claim.optional(),
    phone: claim.optional(),
  }),
  documentTypes: z
    .record(z.string().max(100), z.string().refine(isDocumentType))
    .default({})
    .transform((numbers): ReadonlyMap<string, string> => new Map(Object.entries(numbers))),
});

/** The providers of one issuer. */
export const loginProviders = z
  .array(loginProvider)
  .max(MAX_PROVIDERS)
  .refine((providers) => new Set(providers.map(({ id }) => id)).size === providers.length)
  .default([]);

/** A shared secret, or a private key for `private_key_jwt` with the algorithm of its signatures. */
const providerSecret = z.union([
  z.strictObject({ secret: z.string().min(1).max(512) }),
  z.strictObject({
    privateKey: z.looseObject({
      kty: z.enum(["EC", "RSA"]),
      alg: z.enum(["ES256", "RS256", "PS256"]),
      d: z.string().min(1),
      kid: z.string().exactOptional(),
    }),
  }),
]);
export type ProviderSecret = z.infer<typeof providerSecret>;

/** OIDC_SECRETS: the secrets by the ids of the providers. */
export const providerSecrets = z.record(z.string(), providerSecret);

export type Secrets = Readonly<Record<string, ProviderSecret>>;
/** The client of each provider id: its name at the provider. */
export type Clients = Map<string, string>;

/**
 * Why the client of a provider cannot be used beside those of `clients`, which take it up otherwise. One id stands for one client: the secret of one would reach the
 * other. A secret without a provider is allowed, because it must be there before its provider is.
 */
export function providerFault({ id, issuer, clientId }: LoginProvider, clients: Clients, secrets: Secrets) {
  if (!Object.hasOwn(secrets, id)) return "provider_without_secret";
  const client = JSON.stringify([issuer, clientId]);
  if ((clients.get(id) ?? client) !== client) return "provider_id_taken";
  clients.set(id, client);
  return null;
}

/** Throws if a provider of the setting cannot be used. */
export function checkProviders(providers: readonly LoginProvider[], secrets: Secrets): void {
  const clients: Clients = new Map();
  for (const provider of providers) {
    const fault = providerFault(provider, clients, secrets);
    if (fault === "provider_without_secret") throw new Error(`OIDC_SECRETS has no secret for the provider ${provider.id}`);
    if (fault !== null) throw new Error(`YIMA_ISSUERS gives the provider id ${provider.id} to two clients`);
  }
}
