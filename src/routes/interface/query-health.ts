/** The verb query-health: the present colour of the person who shows a code to a client. The person reads the look under 谁看过我的信息 before the client gets an answer. Decision 83. */
import { readConfig } from "../../config.ts";
import { GOOD } from "../../contract/interface/return-codes.ts";
import { VERBS } from "../../contract/interface/verbs.ts";
import type { PersonKey } from "../../domain/access/keys.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { toHex } from "../../domain/hex.ts";
import { instantOf } from "../../domain/instant.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { clientsOf, peopleOf } from "../../objects/env.ts";
import type { HolderView } from "../../objects/people/credential/rpc.ts";
import { openHandle } from "../../token/secret/handle.ts";
import type { OfAuthorised } from "../env.ts";
import { Routes } from "../http/operation.ts";
import type { WireRefusal } from "../http/problem.ts";
import { type Showing, showingOf, viewNow } from "../people/colour.ts";
import { tellAbove } from "../people/looks.ts";
import { checkCode } from "../verify/check-code.ts";
import { authorised } from "./authorised.ts";

export const queryHealth = new Routes<OfAuthorised>("").on(
  VERBS.queryHealth,
  authorised("query-health"),
  async (c, { body, answer }) => {
    const { issuer, now, access, proof } = c.var;
    const shown = await holderOf(c.env, c.var, body.person.code, (work) => c.executionCtx.waitUntil(work));
    if (!shown.ok) return shown;
    const client = await clientsOf(c.env, issuer).act(access.client, "query-health", proof, now);
    if (!client.ok) return client;
    const { name, scope: office } = client.value;
    const purpose = { kind: "other" as const, text: `${name}：${body.purpose}（${body.basis}）` };
    const look = { office, actor: `client/${access.client}`, purpose };
    const health = await peopleOf(c.env, issuer, shown.value.person).health({ ...shown.value, ...look }, now);
    if (!health.ok) return health;
    const { maskedName } = health.value;
    await tellAbove(c.env, issuer, { at: now, office, maskedPhone: name, maskedName, purpose, extent: "colour" });
    const hasDetail = access.verbs.includes("query-health.detail") && client.value.verbs.includes("query-health.detail");
    const showing = await showingOf(c.env, issuer, now);
    return answer(200, { returnCode: GOOD, issuer: issuer.code, ...viewOf(showing, health.value, hasDetail, now) });
  },
);

/** What the client learns of a colour. Who has not declared has none. */
function viewOf(showing: Showing, { decision, community, declaredAt }: HolderView, hasDetail: boolean, now: number) {
  const view = decision === null ? null : viewNow(showing, decision, community, now);
  return {
    colour: view?.colour ?? ("none" as const),
    since: instantOf(view?.since ?? null),
    until: instantOf(view?.until ?? null),
    source: decision?.ruleSet ?? null,
    declaredAt: instantOf(declaredAt),
    ...(hasDetail && { reason: view?.reason ?? null }),
  };
}

interface Holder {
  readonly person: PersonKey;
  /** Of the credential that was shown, in hex. */
  readonly handle: string;
}

type ShownRefusal = WireRefusal<"code_not_accepted" | "code_not_live" | "unknown_holder">;

/** The person whose phone shows this code now. Only the phone's own signature shows that: a sheet of paper does not. */
async function holderOf(
  env: OfAuthorised["Bindings"],
  { issuer, secrets, now }: OfAuthorised["Variables"],
  text: string,
  later: (work: Promise<unknown>) => void,
): Promise<Result<Holder, ShownRefusal>> {
  const pointer = "/person/code";
  const check = await checkCode({ env, config: readConfig(env), own: issuer.code, now, later }, text);
  if (!check.ok) {
    const { code } = check.refusal;
    return refuse({ code: "code_not_accepted", refusal: code, sentence: sentenceOf(check.refusal), pointer });
  }
  const { claims } = check.value;
  if (claims.issuer !== issuer.code) return refuse({ code: "unknown_holder", pointer });
  if (claims.kind !== "live") return refuse({ code: "code_not_live", pointer });
  return accept({ person: toHex(await openHandle(secrets.handle, claims.handle)) as PersonKey, handle: toHex(claims.handle) });
}
