/** An identity provider by another author (oidc-provider) on loopback, with a page on which a person logs in by a button. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import { Provider } from "oidc-provider";
import { issuersOfToml } from "./issuers.ts";
import { ACR, CLIENT, type Provided } from "./played-provider.ts";

export interface IndependentProvider {
  /** The provider in YIMA_ISSUERS. The client proves itself by a shared secret. */
  readonly setting: { readonly id: string; readonly issuer: string };
  /** The same provider for a client that proves itself by a private key. */
  readonly settingByKey: { readonly id: string; readonly issuer: string };
  readonly secrets: string;
  /** The settings with which the city has this provider. */
  readonly bindings: { readonly YIMA_ISSUERS: string; readonly OIDC_SECRETS: string };
  /** Begins to answer. @param returns the addresses to which it may send a browser back */
  readonly serve: (people: readonly Provided[], returns: readonly string[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const ID = "independent";
const BY_KEY = { id: "by-key", clientId: "yima-by-key" };
const LOWER = "urn:example:password";
const CLAIMS = ["name", "id_type", "id_number", "phone_number"];

type Answer = (request: IncomingMessage, response: ServerResponse) => Promise<unknown>;

const hangUp: Answer = async (_, response) => response.destroy();

/** Listens on a free port, so that its address can be in the settings before it knows ours. */
export async function openProvider(): Promise<IndependentProvider> {
  let answer: Answer = hangUp;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the provider listens on a port");
  const issuer = `http://127.0.0.1:${address.port}`;
  const setting = {
    id: ID,
    name: { zh: "鄂汇办", en: "E-Hubei" },
    issuer,
    clientId: CLIENT.id,
    acr: ACR,
    scope: "openid profile phone",
    claims: { name: "name", documentNumber: "id_number", documentType: "id_type", phone: "phone_number" },
  };
  const key = await generateKeyPair("ES256", { extractable: true });
  const secrets = JSON.stringify({
    [ID]: { secret: CLIENT.secret },
    [BY_KEY.id]: { privateKey: { ...(await exportJWK(key.privateKey)), alg: "ES256", kid: "client" } },
  });
  const publicKey = { ...(await exportJWK(key.publicKey)), alg: "ES256", kid: "client" };
  return {
    setting,
    settingByKey: { ...setting, ...BY_KEY },
    secrets,
    bindings: {
      YIMA_ISSUERS: issuersOfToml((issuers) =>
        issuers.map((one) => (one["code"] === "4201" ? { ...one, providers: [setting] } : one)),
      ),
      OIDC_SECRETS: secrets,
    },
    serve: async (people, returns) => {
      answer = await answerFor(issuer, publicKey, people, returns);
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function answerFor(
  issuer: string,
  publicKey: JWK,
  people: readonly Provided[],
  returns: readonly string[],
): Promise<Answer> {
  const keys = await Promise.all(
    ["ES256", "RS256"].map(async (alg) => ({
      ...(await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey)),
      kid: alg,
    })),
  );
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: returns,
        id_token_signed_response_alg: "ES256",
      },
      {
        client_id: BY_KEY.clientId,
        token_endpoint_auth_method: "private_key_jwt",
        jwks: { keys: [publicKey] },
        redirect_uris: returns,
        id_token_signed_response_alg: "RS256",
      },
    ],
    jwks: { keys },
    cookies: { keys: ["a key of the tests"] },
    scopes: ["openid", "profile", "phone"],
    claims: { openid: ["sub", "acr"], profile: CLAIMS.slice(0, 3), phone: CLAIMS.slice(3) },
    acrValues: [ACR, LOWER],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_: unknown, { uid }: { readonly uid: string }) => `/interaction/${uid}` },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Interaction: 600, Session: 600, Grant: 600 },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => people.find((person) => person.sub === sub) ?? { sub },
    }),
  });
  const oidc = provider.callback();
  return async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", issuer);
    if (!pathname.startsWith("/interaction/")) return oidc(request, response);
    const { uid, params } = await provider.interactionDetails(request, response);
    if (pathname.endsWith("/no")) return provider.interactionFinished(request, response, { error: "access_denied" });
    const accountId = searchParams.get("as");
    if (accountId === null)
      return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(pageOf(uid, people));
    const grant = new provider.Grant({ accountId, clientId: params["client_id"] ?? "" });
    grant.addOIDCScope(params["scope"] ?? "");
    grant.addOIDCClaims(CLAIMS);
    return provider.interactionFinished(request, response, {
      login: { accountId, acr: searchParams.get("acr") ?? ACR, remember: false },
      consent: { grantId: await grant.save() },
    });
  };
}

/** The page on which a person chooses who they are. */
function pageOf(uid: string, people: readonly Provided[]): string {
  const link = (words: string, end: string) => `<p><a href="/interaction/${uid}${end}">${words}</a></p>`;
  const links = people.map(
    ({ sub }) => link(`${sub} 刷脸登录`, `?as=${sub}`) + link(`${sub} 密码登录`, `?as=${sub}&acr=${LOWER}`),
  );
  return `<!doctype html><meta charset="utf-8"><title>鄂汇办</title><h1>鄂汇办</h1>${links.join("")}${link("取消", "/no")}`;
}
