/** Issuers that the deployment of the nation hosts besides those of its setting: what two operators say of one, and its row, an entry of YIMA_ISSUERS. Pure. docs/trust.md §11. */
import type { StatedProvider } from "../access/login-provider.ts";
import type { Issuer } from "./issuer.ts";

/** The row of a hosted issuer. While it is hosted, only its name and its providers change. Its code, its shards and its moment of colours never change. */
export interface HostedIssuer extends Omit<Issuer, "coloursFrom" | "providers"> {
  /** ISO 8601 with offset; null: only once the officers of the issuer set a moment. */
  readonly coloursFrom: string | null;
  /** Absent: none. */
  readonly providers?: readonly StatedProvider[];
}

/** A row of the list of all that were ever hosted. `ended`: its hosts serve nobody any more, and its objects keep what they have. */
export interface ListedIssuer extends HostedIssuer {
  readonly ended?: true;
}

/** An act that two operators order alike: to host an issuer, or to end its hosting. */
export type HostingAct =
  | { readonly act: "host"; readonly issuer: HostedIssuer }
  | { readonly act: "end"; readonly code: Issuer["code"] };

/** What operators say of an issuer. `host`: of its residents. */
export interface HostedFacts extends Pick<HostedIssuer, "code" | "name" | "shards" | "coloursFrom"> {
  readonly host: string;
}

/** Each isolate reads the keys of every issuer of its deployment every few seconds. The country has 34 regions of the first level. */
export const MAX_HOSTED = 40;

/** One label of a host name, in lower case. */
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a host is one label below the host of the nation, so that one wildcard leads it and the hosts below it to the deployment. */
export function isHostBelow(host: string, nation: string): boolean {
  const below = `.${nation}`;
  return host.endsWith(below) && LABEL.test(host.slice(0, -below.length));
}

export function hostedIssuer({ code, host, name, shards, coloursFrom }: HostedFacts): HostedIssuer {
  const hosts = [host, `gate.${host}`, `office.${host}`];
  return { code, hosts, name, shards, credentialsPerPhone: 4, credentialLifetimeMinutes: 1440, coloursFrom };
}
