/** Requests to an identity provider, bounded in time and size, and the refusal for each fault of a provider. No answer is trusted. */
import type * as oauth from "oauth4webapi";
import { refuse, type Result } from "../../../domain/result.ts";
import { cutOff } from "../../http/read-body.ts";

/** The time for all requests of one step of a login together. The phone waits 20 s. */
const TIMEOUT_MS = 10_000;
/** A key set of ten RSA keys has 20 KB. */
const MAX_ANSWER_BYTES = 64 * 1024;
const MAX_LOGGED = 300;

export type ProviderRefusal =
  | { readonly code: "login_not_begun" }
  | { readonly code: "provider_refused" }
  | { readonly code: "provider_not_answering" }
  | { readonly code: "provider_answer_malformed" }
  | { readonly code: "acr_too_low" };

/** The provider does not answer in time, or reports that it cannot answer now. */
class NotAnswering extends Error {}

type Library = typeof oauth;

/** The library, loaded at the first login at a provider: the start of the worker stays short. */
export function loadLibrary(): Promise<Library> {
  return import("oauth4webapi");
}

/** How a step of a login sends its requests. Each step has its own, because requests share no promise. @param loopbackHttp whether a provider on this machine needs no TLS */
export function requestOptions(library: Library, loopbackHttp: boolean) {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  return {
    signal,
    [library.customFetch]: boundedFetch,
    [library.allowInsecureRequests]: loopbackHttp,
  };
}
export type RequestOptions = ReturnType<typeof requestOptions>;

/** The library follows no redirect (`redirect: "manual"`), so that a secret reaches only the configured provider's own endpoints. */
async function boundedFetch(
  url: string,
  { body, ...request }: oauth.CustomFetchOptions<string, URLSearchParams | undefined>,
): Promise<Response> {
  const answer = await fetch(url, { ...request, body: body ?? null }).catch((cause: unknown) => {
    throw new NotAnswering(`no answer: ${nameOf(cause)}`);
  });
  if (answer.status >= 500 || answer.status === 429) {
    await answer.body?.cancel();
    throw new NotAnswering(`status ${answer.status}`);
  }
  const bounded = cutOff(answer.body, MAX_ANSWER_BYTES);
  const bytes = await bounded.answer.arrayBuffer().catch((cause: unknown) => {
    throw new NotAnswering(`broken answer: ${nameOf(cause)}`);
  });
  if (!bounded.isWhole()) throw new Error(`an answer of more than ${MAX_ANSWER_BYTES} bytes`);
  return new Response(bytes.byteLength === 0 ? null : bytes, { status: answer.status, headers: answer.headers });
}

/**
 * Runs a step of a login. An exception of the library is a fault of the provider's answer and becomes a refusal. The log has the fault, without the data of the
 * person.
 */
export async function attempt<T, R extends { readonly code: string }>(
  library: Library,
  provider: string,
  step: () => Promise<Result<T, R>>,
): Promise<Result<T, R | ProviderRefusal>> {
  try {
    return await step();
  } catch (fault) {
    const code = codeOf(library, fault);
    const why = fault instanceof Error ? `${detailOf(library, fault)} ${fault.message}` : typeof fault;
    // In quotes, because the provider or the author of the link can write parts of it.
    if (code !== "provider_refused")
      console.error(`login at the provider ${provider}: ${code}: ${JSON.stringify(why.slice(0, MAX_LOGGED))}`);
    return refuse({ code });
  }
}

/** The errors with which a provider ends a login (RFC 6749 §4.1.2.1 and §5.2, OpenID Connect Core §3.1.2.6). */
const BY_ERROR: Readonly<Record<string, ProviderRefusal["code"]>> = {
  access_denied: "provider_refused",
  login_required: "provider_refused",
  interaction_required: "provider_refused",
  consent_required: "provider_refused",
  account_selection_required: "provider_refused",
  unmet_authentication_requirements: "acr_too_low",
  temporarily_unavailable: "provider_not_answering",
  server_error: "provider_not_answering",
  // The code was used before, or is too old.
  invalid_grant: "login_not_begun",
};

function codeOf(library: Library, fault: unknown): ProviderRefusal["code"] {
  if (fault instanceof NotAnswering) return "provider_not_answering";
  if (!isError(library, fault) || !Object.hasOwn(BY_ERROR, fault.error)) return "provider_answer_malformed";
  return BY_ERROR[fault.error] ?? "provider_answer_malformed";
}

function isError(library: Library, fault: unknown): fault is oauth.AuthorizationResponseError | oauth.ResponseBodyError {
  return fault instanceof library.AuthorizationResponseError || fault instanceof library.ResponseBodyError;
}

function detailOf(library: Library, fault: Error): string {
  if (isError(library, fault)) return fault.error;
  return "code" in fault ? String(fault.code) : fault.name;
}

function nameOf(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
