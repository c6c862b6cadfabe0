/** The issuers of a deployment as its objects know them: those of its setting, and those that it hosts or has hosted besides. */
import { type Issuer, type IssuerCode, isIssuerCode } from "../domain/issuer/issuer.ts";
import { hostedRows, publishedHosted } from "../storage/hosted-issuers.ts";
import { fieldsOf } from "../token/status/fields.ts";
import { issuerOf } from "./names.ts";

export interface IssuersEnv {
  readonly PUBLISHED: KVNamespace;
  readonly YIMA_ISSUERS: string;
}

export interface ConfiguredIssuer extends Pick<Issuer, "code" | "shards" | "hosts"> {
  /** The moment from which it shows colours, unless its officers set another one; absent or null: none. */
  readonly coloursFrom?: string | null;
}

/** The issuers of the setting, which the worker has checked. */
export function issuersIn({ YIMA_ISSUERS }: Pick<IssuersEnv, "YIMA_ISSUERS">): readonly ConfiguredIssuer[] {
  return JSON.parse(YIMA_ISSUERS);
}

/** The issuers of the setting and those that the deployment hosts besides, without bad rows and without those whose hosting has ended. */
export async function issuersHere(env: IssuersEnv): Promise<readonly ConfiguredIssuer[]> {
  return [...issuersIn(env), ...(await hostedEver(env)).filter(({ ended }) => ended !== true)];
}

async function hostedEver({ PUBLISHED }: IssuersEnv): Promise<readonly (ConfiguredIssuer & { readonly ended?: unknown })[]> {
  const rows = hostedRows(await publishedHosted(PUBLISHED)).map((row) => fieldsOf(row));
  const hosted = rows.filter(({ code, shards }) => isIssuerCode(code) && Number.isInteger(shards));
  return hosted as readonly object[] as readonly ConfiguredIssuer[];
}

/** The hosted issuers whose objects have run here: what their objects need of a row never changes. */
const found = new Map<IssuerCode, ConfiguredIssuer>();

/** The issuer of an object, also of an issuer whose hosting has ended: its objects delete in time what must not be kept. */
export async function issuerIn(env: IssuersEnv, id: DurableObjectId): Promise<ConfiguredIssuer> {
  const code = issuerOf(id);
  const known = issuersIn(env).find((one) => one.code === code) ?? found.get(code);
  if (known !== undefined) return known;
  const hosted = (await hostedEver(env)).find((one) => one.code === code);
  if (hosted === undefined) throw new Error(`this deployment has no issuer ${code}`);
  found.set(code, hosted);
  return hosted;
}
