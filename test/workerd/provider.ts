/** Plays an identity provider inside workerd: its requests go to a played provider in place of the network, and the issuer Wuhan has it in its settings. */
import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { CLIENT, playProvider, type PlayedProvider, type Provided } from "../support/played-provider.ts";
import { aPhone, aResidentNumber } from "./builders.ts";
import type { Visitor } from "./visitor.ts";

let providers = 0;

/** Begins to play a provider at an address of its own, because the worker keeps what it has read; the end of the test file ends it (fresh.ts). */
export async function aProvider(): Promise<PlayedProvider> {
  providers += 1;
  const origin = `https://login-${providers}.example`;
  const provider = await playProvider(origin);
  configure([provider.setting], { [provider.setting.id]: { secret: CLIENT.secret } });
  const network = globalThis.fetch;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.origin !== origin) return network(input, init);
    const authorization = request.headers.get("authorization");
    const { body, ...rest } = await provider.answer({ path: url.pathname, authorization, body: await textOf(request) });
    return new Response(body, rest);
  });
  return provider;
}

/** Puts the providers of the issuer Wuhan and all secrets into the settings. */
export function configure(settings: readonly object[], secrets: object): void {
  const issuers = (JSON.parse(env.YIMA_ISSUERS) as { code: string }[]).map((issuer) =>
    issuer.code === "4201" ? { ...issuer, providers: settings } : issuer,
  );
  Object.assign(env, { YIMA_ISSUERS: JSON.stringify(issuers), OIDC_SECRETS: JSON.stringify(secrets) });
}

/** The runtime warns about the text of a form. */
async function textOf(request: Request): Promise<string> {
  return new TextDecoder().decode(await request.arrayBuffer());
}

/** Somebody whom the provider knows by real name. */
export function provided(changes: Partial<Provided> = {}): Provided & { readonly id_number: string } {
  return {
    sub: crypto.randomUUID(),
    name: "尹素心",
    id_type: "ID-CARD",
    id_number: aResidentNumber(),
    phone_number: `+86${aPhone()}`,
    ...changes,
  };
}

/** The address where the browser goes from the login screen. */
export async function beginAt({ setting }: PlayedProvider, visitor: Visitor): Promise<string> {
  return (await visitor.ask<{ url: string }>("POST", "/api/v1/logins", { provider: setting.id })).url;
}

/** A whole login. Returns the status, with the code of a refusal. */
export async function logInAt(provider: PlayedProvider, visitor: Visitor, person: Provided): Promise<string> {
  const query = provider.logIn(await beginAt(provider, visitor), person);
  return visitor.refusal("POST", "/api/v1/logins/answer", { query });
}
