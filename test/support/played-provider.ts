/** An identity provider for tests, which answers as OpenID Connect demands, or lies as a test wants it. It has no pages and no network of its own. Signs with jose. */
import { base64url, exportJWK, generateKeyPair, SignJWT } from "jose";

export const CLIENT = { id: "yima-wuhan", secret: "a secret : of + the tests" } as const;
export const ACR = "urn:example:real-name";

/** A person with an account at the provider. */
export interface Provided {
  readonly sub: string;
  readonly [claim: string]: unknown;
}

export interface Given {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Asked {
  readonly path: string;
  readonly authorization: string | null;
  readonly body: string;
}

type Change = (honest: Record<string, unknown>) => unknown;

/** What a lying provider changes in an honest answer. */
export interface Lie {
  readonly metadata?: Change;
  readonly keys?: Change;
  readonly header?: Change;
  readonly claims?: Change;
  readonly token?: Change;
  readonly userinfo?: Change;
  /** Takes the place of an answer at a path. */
  readonly at?: Readonly<Record<string, () => Given | Promise<Given>>>;
  /** Replaces the signature of the ID token. */
  readonly signature?: "none" | "other key";
  /** Whether the claims about the person are in the answer of userinfo, as the standard's default is, in place of the ID token. */
  readonly byUserinfo?: boolean;
}

interface Code {
  readonly person: Provided;
  readonly parameters: URLSearchParams;
}

const json = (body: unknown, status = 200): Given => ({
  status,
  headers: { "content-type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const refused = (error: string): Given => json({ error }, 400);
const same: Change = (honest) => honest;

export async function playProvider(issuer: string): Promise<PlayedProvider> {
  return new PlayedProvider(issuer, await generateKeyPair("ES256", { extractable: true }), await generateKeyPair("ES256"));
}

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

export class PlayedProvider {
  lie: Lie = {};
  /** The paths of all requests, in their order. */
  readonly requests: string[] = [];
  readonly #issuer: string;
  readonly #keys: Keys;
  readonly #others: Keys;
  readonly #codes = new Map<string, Code>();
  readonly #tokens = new Map<string, Provided>();

  constructor(issuer: string, keys: Keys, others: Keys) {
    this.#issuer = issuer;
    this.#keys = keys;
    this.#others = others;
  }

  /** The provider in YIMA_ISSUERS. */
  get setting() {
    return {
      id: "played",
      name: { zh: "鄂汇办", en: "E-Hubei" },
      issuer: this.#issuer,
      clientId: CLIENT.id,
      acr: ACR,
      scope: "openid profile phone",
      claims: { name: "name", documentNumber: "id_number", documentType: "id_type", phone: "phone_number" },
      documentTypes: { "ID-CARD": "10" },
    };
  }

  /** The person logs in at the address where our worker has sent the browser. @returns the query with which the browser comes back */
  logIn(address: string, person: Provided): string {
    const { searchParams: parameters } = new URL(address);
    const code = crypto.randomUUID();
    this.#codes.set(code, { person, parameters });
    return new URLSearchParams({ code, state: parameters.get("state") ?? "", iss: this.#issuer }).toString();
  }

  async answer(asked: Asked): Promise<Given> {
    this.requests.push(asked.path);
    const instead = this.lie.at?.[asked.path];
    if (instead !== undefined) return instead();
    if (asked.path === "/.well-known/openid-configuration") return json((this.lie.metadata ?? same)(this.#metadata()));
    if (asked.path === "/keys") {
      const key = { ...(await exportJWK(this.#keys.publicKey)), kid: "one", alg: "ES256", use: "sig" };
      return json((this.lie.keys ?? same)({ keys: [key] }));
    }
    if (asked.path === "/token") return this.#token(asked);
    if (asked.path === "/me") return this.#userinfo(asked);
    return json({}, 404);
  }

  #metadata() {
    return {
      issuer: this.#issuer,
      authorization_endpoint: `${this.#issuer}/authorize`,
      token_endpoint: `${this.#issuer}/token`,
      userinfo_endpoint: `${this.#issuer}/me`,
      jwks_uri: `${this.#issuer}/keys`,
      id_token_signing_alg_values_supported: ["ES256"],
      authorization_response_iss_parameter_supported: true,
    };
  }

  async #token({ authorization, body }: Asked): Promise<Given> {
    const form = new URLSearchParams(body);
    const code = this.#codes.get(form.get("code") ?? "");
    const basic = atob((authorization ?? "").replace("Basic ", "")).split(":");
    const [id, secret] = authorization === null ? [form.get("client_id"), form.get("client_secret")] : basic.map(unescaped);
    if (id !== CLIENT.id || secret !== CLIENT.secret) return refused("invalid_client");
    this.#codes.delete(form.get("code") ?? "");
    const challenge = base64url.encode(
      new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(form.get("code_verifier") ?? ""))),
    );
    const isRight =
      code?.parameters.get("code_challenge") === challenge && code.parameters.get("redirect_uri") === form.get("redirect_uri");
    if (code === undefined || !isRight) return refused("invalid_grant");
    const access = crypto.randomUUID();
    this.#tokens.set(access, code.person);
    const token = { access_token: access, token_type: "Bearer", expires_in: 60, id_token: await this.#idToken(code) };
    return json((this.lie.token ?? same)(token));
  }

  async #idToken({ person, parameters }: Code): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const honest = {
      ...(this.lie.byUserinfo === true ? { sub: person.sub } : person),
      iss: this.#issuer,
      aud: parameters.get("client_id"),
      nonce: parameters.get("nonce"),
      acr: parameters.get("acr_values"),
      iat: now,
      exp: now + 60,
    };
    const claims = (this.lie.claims ?? same)(honest) as Record<string, unknown>;
    const header = (this.lie.header ?? same)({ alg: "ES256", kid: "one" }) as { alg: string };
    if (this.lie.signature === "none") return `${partOf(header)}.${partOf(claims)}.`;
    const { privateKey } = this.lie.signature === "other key" ? this.#others : this.#keys;
    return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  }

  #userinfo({ authorization }: Asked): Given {
    const person = this.#tokens.get((authorization ?? "").replace("Bearer ", ""));
    return person === undefined ? json({}, 401) : json((this.lie.userinfo ?? same)({ ...person }));
  }
}

/** Undoes the escapes of a form (RFC 6749 §2.3.1). */
function unescaped(text: string): string {
  return new URLSearchParams(`part=${text}`).get("part") ?? "";
}

function partOf(value: unknown): string {
  return base64url.encode(JSON.stringify(value));
}
