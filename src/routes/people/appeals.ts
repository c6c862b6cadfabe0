/** Appeals of one person: the list with the answers, and a new appeal. Also mounts the routes of their files. */
import { type Appeal, APPEALS } from "../../contract/appeal.ts";
import { PERSON } from "../../contract/operation.ts";
import { answerDue, isAppealable } from "../../domain/appeal/appeal.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import { refuse } from "../../domain/result.ts";
import { appealQueueOf, peopleOf } from "../../objects/env.ts";
import type { AppealView, SentView } from "../../objects/people/appeal/rpc.ts";
import type { Env, OfManaged } from "../env.ts";
import { placeNameOf } from "../divisions/division-name.ts";
import { issuerNameOf } from "../federation/issuer-name.ts";
import { Routes } from "../http/operation.ts";
import { appealFiles } from "./appeal-files.ts";
import { outcomeNow, showingOf, viewNow } from "./colour.ts";
import { instantOf } from "../../domain/instant.ts";

export const appeals = new Routes<OfManaged>(PERSON)
  .on(APPEALS.appeals, async (c, { answer }) => {
    const { issuer, managed, actor } = c.var;
    const current = await peopleOf(c.env, issuer, managed.person).appeals(managed.person, actor.account);
    return current.ok ? answer(200, { appeals: await appealsOf(c.env, c.var, current.value) }) : current;
  })
  .on(APPEALS.appeal, async (c, { body, answer }) => {
    const { issuer, now, managed, actor } = c.var;
    const { person } = managed;
    const people = peopleOf(c.env, issuer, person);
    const [current, before] = await Promise.all([
      people.colour(person, actor.account, now),
      people.appeals(person, actor.account),
    ]);
    if (!current.ok) return current;
    if (!before.ok) return before;
    const { decision, community } = current.value;
    const showing = await showingOf(c.env, issuer, now);
    const view = viewNow(showing, decision, community, now);
    const { id, text, files } = body;
    const repeat = before.value.find((one) => one.id === id);
    if (repeat === undefined && !isAppealable(view.colour)) return refuse({ code: "nothing_to_appeal" });
    const { cause } = outcomeNow(showing, decision);
    const { colour, reason: why } = view;
    const shown = { colour, why };
    const order = { person, account: actor.account, id, text, files, cause, region: regionOf(issuer.code), shown };
    const appeal = await people.appeal(order, now);
    if (!appeal.ok) return appeal;
    const { region, at, maskedName, answered, sent } = appeal.value;
    // Idempotent by id: if an earlier request was interrupted before this step, a repeated request adds the appeal to the queue.
    if (answered === null && sent === null)
      await appealQueueOf(c.env, issuer, region).put(id, person, answerDue(at), {
        at,
        maskedName,
        colour,
        why,
        cause: appeal.value.cause,
        text: appeal.value.text,
        files: appeal.value.files,
      });
    const [made] = await appealsOf(c.env, c.var, [appeal.value]);
    if (made === undefined) throw new Error("the appeal that was just written is missing");
    return answer(201, made);
  })
  .with(appealFiles);

function appealsOf(env: Env, vars: OfManaged["Variables"], views: readonly AppealView[]): Promise<Appeal[]> {
  return Promise.all(views.map((view) => appealOf(env, vars, view)));
}

async function appealOf(env: Env, vars: OfManaged["Variables"], view: AppealView): Promise<Appeal> {
  const { id, at, region, sent, text, files, answered } = view;
  return {
    id,
    at: instantOf(at),
    dueAt: instantOf(answerDue(at)),
    region,
    regionName: await placeNameOf(env, vars, region),
    sent: sent && (await sentOf(env, sent)),
    text,
    files: [...files],
    state: answered === null ? "waiting" : answered.decision === "grant" ? "granted" : "refused",
    answeredAt: answered === null ? null : instantOf(answered.at),
    reason: answered?.reason ?? null,
  };
}

async function sentOf(env: Env, sent: SentView): Promise<Appeal["sent"]> {
  const { teller, receivedAt, nationAt, isAtHome, asideAt, answeredBy } = sent;
  const toName = await issuerNameOf(env, teller);
  return {
    to: teller,
    toName,
    receivedAt: timeOf(receivedAt),
    nationAt: timeOf(nationAt),
    isHere: isAtHome,
    asideAt: timeOf(asideAt),
    answeredBy: answeredBy === null ? null : await issuerNameOf(env, answeredBy),
  };
}

function timeOf(at: number | null): string | null {
  return at === null ? null : instantOf(at);
}
