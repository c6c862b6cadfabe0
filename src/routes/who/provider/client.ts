/** The client of an identity provider: authorization code with PKCE, `state` and `nonce`. It keeps the provider's metadata per isolate. OpenID Connect Core §3.1, RFC 7636, RFC 9207. */
import { importJWK } from "jose";
import type * as oauth from "oauth4webapi";
import * as z from "zod";
import { type ClaimValues, hasAllClaims, type LoginProvider } from "../../../domain/access/login-provider.ts";
import { HOUR_MS, MINUTE_MS } from "../../../domain/instant.ts";
import { accept, refuse, type Result } from "../../../domain/result.ts";
import { type Reading, SourceMemory } from "../../../storage/memory.ts";
import { attempt, loadLibrary, type ProviderRefusal, type RequestOptions, requestOptions } from "./ask-provider.ts";
import type { ProviderSecret } from "../../../settings/providers.ts";

/** The largest accepted error of the provider's clock. */
const CLOCK_TOLERANCE_SECONDS = 60;

/** A login that a browser has begun at a provider. The browser sends it again with the answer. */
export interface BegunLogin {
  readonly provider: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** The time of its start, ms. */
  readonly at: number;
}

/** A provider with everything that a request to it needs. */
export interface ProviderContext {
  readonly provider: LoginProvider;
  readonly secret: ProviderSecret;
  /** The address of return: a page of the app at the same host. */
  readonly redirectUri: string;
  /** Whether a provider on this machine needs no TLS: in the build for one machine only. */
  readonly loopbackHttp: boolean;
  readonly now: number;
  readonly later: (work: Promise<unknown>) => void;
}

const endpoint = z.url({ protocol: /^https?$/ });
const texts = z.array(z.string());
/** The used part of the metadata. */
const metadata = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.exactOptional(),
  token_endpoint_auth_methods_supported: texts.exactOptional(),
  id_token_signing_alg_values_supported: texts.exactOptional(),
  authorization_response_iss_parameter_supported: z.boolean().exactOptional(),
});
type Metadata = z.infer<typeof metadata>;

interface Source {
  readonly library: typeof oauth;
  readonly options: RequestOptions;
}

const known: SourceMemory<LoginProvider, Metadata, Source> = new SourceMemory({
  keyOf: ({ issuer }) => issuer,
  freshMs: HOUR_MS,
  staleMs: 24 * HOUR_MS,
  renewEveryMs: MINUTE_MS,
  async load({ library, options }, { issuer }, now): Promise<Reading<Metadata>> {
    const url = new URL(issuer);
    const answer = await library.processDiscoveryResponse(url, await library.discoveryRequest(url, options));
    const value = metadata.parse(answer);
    // The library checks only the other endpoints for TLS.
    if (!options[library.allowInsecureRequests] && !value.authorization_endpoint.startsWith("https:"))
      throw new Error("an authorization endpoint without TLS");
    return { value, at: now };
  },
});

type Begin = { readonly url: string; readonly begun: BegunLogin };
type BeginRefusal = Extract<ProviderRefusal, { readonly code: "provider_not_answering" | "provider_answer_malformed" }>;

/** The address to which the browser goes, and the begun login. */
export async function beginLogin(context: ProviderContext): Promise<Result<Begin, BeginRefusal>> {
  const library = await loadLibrary();
  const { provider, redirectUri, loopbackHttp, now, later } = context;
  const begin = await attempt(library, provider.id, async () => {
    const options = requestOptions(library, loopbackHttp);
    const { value: server } = await known.get({ library, options }, provider, now, later);
    const begun = {
      provider: provider.id,
      state: library.generateRandomState(),
      nonce: library.generateRandomNonce(),
      verifier: library.generateRandomCodeVerifier(),
      at: now,
    };
    const url = new URL(server.authorization_endpoint);
    const parameters = {
      client_id: provider.clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: provider.scope,
      state: begun.state,
      nonce: begun.nonce,
      code_challenge: await library.calculatePKCECodeChallenge(begun.verifier),
      code_challenge_method: "S256",
      acr_values: provider.acr,
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return accept({ url: url.href, begun });
  });
  if (begin.ok) return begin;
  const isSilent = begin.refusal.code === "provider_not_answering";
  return refuse({ code: isSilent ? "provider_not_answering" : "provider_answer_malformed" });
}

/** The provider's data about a login at the required level. */
export interface ProvidedLogin {
  readonly subject: string;
  /** Identifies the login in the provider's own records: the number of the ID token, or else its time. */
  readonly reference: string;
  readonly claims: ClaimValues;
}

const idToken = z.looseObject({
  sub: z.string().min(1).max(255),
  iat: z.number(),
  acr: z.string().optional(),
  jti: z.string().max(100).optional(),
});

/** Redeems the code from the browser, and checks the ID token and its signature. @param query the query that the provider added to the address of return */
export async function finishLogin(
  context: ProviderContext,
  begun: BegunLogin,
  query: URLSearchParams,
): Promise<Result<ProvidedLogin, ProviderRefusal>> {
  const library = await loadLibrary();
  const { provider, secret, redirectUri, loopbackHttp, now, later } = context;
  return attempt(library, provider.id, async () => {
    const options = requestOptions(library, loopbackHttp);
    const { value: server } = await known.get({ library, options }, provider, now, later);
    const client: oauth.Client = {
      client_id: provider.clientId,
      [library.clockTolerance]: CLOCK_TOLERANCE_SECONDS,
    };
    const parameters = library.validateAuthResponse(server, client, query, begun.state);
    const answer = await library.authorizationCodeGrantRequest(
      server,
      client,
      await authentication(library, server, secret),
      parameters,
      redirectUri,
      begun.verifier,
      options,
    );
    const tokens = await library.processAuthorizationCodeResponse(server, client, answer, {
      expectedNonce: begun.nonce,
      requireIdToken: true,
    });
    await library.validateApplicationLevelSignature(server, answer, options);
    const token = idToken.parse(library.getValidatedIdTokenClaims(tokens));
    if (token.iat > now / 1000 + CLOCK_TOLERANCE_SECONDS) throw new Error("an ID token of the future");
    if (token.acr !== provider.acr) return refuse({ code: "acr_too_low" });
    const login = { subject: token.sub, reference: token.jti ?? String(token.iat) };
    if (hasAllClaims(provider, token) || server.userinfo_endpoint === undefined) return accept({ ...login, claims: token });
    const userinfo = await library.userInfoRequest(server, client, tokens.access_token, options);
    const more = await library.processUserInfoResponse(server, client, token.sub, userinfo);
    return accept({ ...login, claims: { ...more, ...token } });
  });
}

/** The method by which this deployment proves that it is the client: `private_key_jwt`, or the shared secret in the form that the provider accepts. */
async function authentication(library: typeof oauth, server: Metadata, secret: ProviderSecret): Promise<oauth.ClientAuth> {
  if ("privateKey" in secret) {
    const { privateKey: jwk } = secret;
    const key = await importJWK({ ...jwk, ext: false }, jwk.alg);
    if (key instanceof Uint8Array) throw new Error("OIDC_SECRETS has a key that is no private key");
    return library.PrivateKeyJwt(jwk.kid === undefined ? key : { key, kid: jwk.kid });
  }
  const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const byPost = !methods.includes("client_secret_basic") && methods.includes("client_secret_post");
  return byPost ? library.ClientSecretPost(secret.secret) : library.ClientSecretBasic(secret.secret);
}
