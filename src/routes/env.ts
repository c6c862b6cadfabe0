/** Types of the context that a request carries through the routes: bindings, the issuer of its host, and the actor. */
import type { CLIENT, CLIENT_ACCESS, MANAGER, OFFICE, OFFICER, PLACE, SENDER, SESSION } from "../contract/operation.ts";
import type { ProblemCode } from "../contract/problem.ts";
import type { Actor } from "../domain/access/keys.ts";
import type { Issuer } from "../domain/issuer/issuer.ts";
import type { Officer } from "../domain/officer/officer.ts";
import type { ManagedPerson } from "../objects/accounts/rpc.ts";
import type { ObjectsEnv } from "../objects/env.ts";
import type { SmsGateway } from "../objects/sms.ts";
import type { Secrets } from "../token/secret/secrets.ts";
import type { Access } from "../token/oauth/access-token.ts";
import type { KeyProof } from "../token/oauth/key-proof.ts";
import type { Session } from "./who/sessions.ts";

export interface Env extends ObjectsEnv {
  /** What the proxy in front shows, at least 32 letters; absent on Cloudflare without another proxy. */
  readonly YIMA_PROXY_SECRET?: string;
  readonly YIMA_FLAGS_FROM?: string;
  readonly YIMA_PASSKEYS?: string;
  /** JSON: the secret of each identity provider, by its id. */
  readonly OIDC_SECRETS?: string;
  /** JSON: the names and public keys of the operators (docs/deploy.md). */
  readonly YIMA_OPERATORS?: string;
}

/** Any route. `Problems` are the problem codes with which the checks in front of the route may refuse, without those of all routes. */
export interface OfRoute {
  readonly Bindings: Env;
  readonly Variables: {
    readonly issuer: Issuer;
    readonly secrets: Secrets;
    readonly now: number;
    readonly sms: SmsGateway;
    /** The client's network address (who/address.ts); null: this build counts no addresses. */
    readonly address: string | null;
    /** The host under which the issuer publishes itself; null on one machine, where each host and port serves. */
    readonly publicHost: string | null;
    /** The time from which new codes carry flags, ms. */
    readonly flagsFrom: number;
    /** Whether an identity authority is asked about persons. Without one, they are proved in person only. */
    readonly hasAuthority: boolean;
    /** Whether administrators must show passkeys. */
    readonly passkeys: boolean;
    /** Whether an identity provider on this machine needs no TLS: in the build for one machine only. */
    readonly loopbackHttp: boolean;
  };
  readonly Problems: ProblemCode;
}

/** Routes under an issuer's host. */
export interface OfIssuer extends OfRoute {
  readonly Problems: never;
}

/** Routes of the interface, for clients with an access token. */
export interface OfAuthorised extends OfRoute {
  readonly Problems: (typeof CLIENT_ACCESS)[number];
  readonly Variables: OfIssuer["Variables"] & {
    readonly access: Access;
    /** Null: a bearer token. */
    readonly proof: KeyProof | null;
  };
}

/** Routes for logged-in users: `actor` is the account that acts, with the person that it is bound to, and `session` its login. */
export interface OfActor extends OfRoute {
  readonly Problems: (typeof SESSION)[number];
  readonly Variables: OfIssuer["Variables"] & { readonly actor: Actor; readonly session: Session };
}

/** Routes about one person whom the actor manages or has claimed. */
export interface OfManaged extends OfRoute {
  readonly Problems: (typeof MANAGER)[number];
  readonly Variables: OfActor["Variables"] & { readonly managed: ManagedPerson };
}

/** Routes about a division that exists in the issuer's region. */
export interface OfPlace extends OfRoute {
  readonly Problems: (typeof PLACE)[number];
  readonly Variables: OfActor["Variables"];
}

/** Routes for administrators of a division or above; `office` is the division in whose name they act. */
export interface OfOffice extends OfRoute {
  readonly Problems: (typeof OFFICE)[number];
  readonly Variables: OfActor["Variables"] & { readonly office: string };
}

/** Routes for the officers of an issuer, who decide about its colours. */
export interface OfOfficer extends OfRoute {
  readonly Problems: (typeof OFFICER)[number];
  readonly Variables: OfActor["Variables"] & { readonly officer: Officer };
}

/** The sender of lists: the account of an officer, or `client/<id>`; `name` as officers see it; `scope`: the division whose lists it may enter, with all below; `officer`: null for a client. */
interface Sender {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly officer: Officer | null;
}

/** Routes that enter lists of facts or risk levels: for officers and clients. */
export interface OfSender extends OfRoute {
  readonly Problems: (typeof SENDER)[number];
  readonly Variables: OfActor["Variables"] & { readonly sender: Sender };
}

/** Routes that only a client may use, with the variables of `OfSender`. */
export interface OfClient extends OfRoute {
  readonly Problems: (typeof CLIENT)[number];
  readonly Variables: OfSender["Variables"];
}
