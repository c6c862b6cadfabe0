/**
 * Applications to become an administrator, by list. If a line names exactly one division and a login of that name, its applicant is appointed at once; a line that
 * cannot be read is refused; any other line waits for the decision of an administrator, with suggestions. Source: product.md §4.
 */
import { type ApplicationResult, APPLICATIONS } from "../../contract/application.ts";
import { DIVISION } from "../../contract/operation.ts";
import { LINE_SENTENCES, type ListedApplication, readApplicationList } from "../../domain/administrator/application-list.ts";
import { mayAppoint } from "../../domain/administrator/appointment.ts";
import { dateOf } from "../../domain/china-time.ts";
import { isWithin } from "../../domain/division/division.ts";
import { divisionOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import { applicationIdOf } from "../../token/secret/secrets.ts";
import { appoint, countRefusal } from "./appoint.ts";
import type { Env, OfOffice } from "../env.ts";
import { inCharge } from "../who/in-charge.ts";
import { type ProblemCode, PROBLEMS } from "../../contract/problem.ts";
import { Routes } from "../http/operation.ts";
import { review } from "./review-application.ts";
import { instantOf } from "../../domain/instant.ts";

/** A name without the names of the divisions above it is looked up in the city of the office. */
const CITY_DIGITS = 4;

export const applications = new Routes<OfOffice>(`${DIVISION}/applications`)
  .use(inCharge)
  .on(APPLICATIONS.apply, async (c, { params, body, answer }) => {
    const { good, wrong } = readApplicationList(body.list);
    const results: ApplicationResult[] = wrong.map(({ line, code }) => ({
      line,
      state: "wrong",
      code,
      sentence: LINE_SENTENCES[code],
    }));
    for (const one of good) results.push(await decide(c.env, c.var, params.division, one, body.reason));
    return answer(200, { results: results.toSorted((a, b) => a.line - b.line) });
  })
  .on(APPLICATIONS.applications, async (c, { params, answer }) => {
    const { issuer, now } = c.var;
    const { division } = params;
    const divisions = openDivisions(c.env, c.var);
    const queue = divisionOf(c.env, issuer, division);
    const [waiting, refused] = await Promise.all([queue.applications(), queue.refusedApplications()]);
    const views = waiting.map(async ({ id, name, division: text, phone, at, why }) => {
      const { matches, unmatched } = await divisions.match(text, division.slice(0, CITY_DIGITS), dateOf(now));
      const suggestions = matches
        .filter(({ code }) => isWithin(code, division))
        .map(({ code, path }) => ({ code, path: [...path] }));
      const { sentence } = PROBLEMS[why as ProblemCode];
      return { id, name, division: text, phone, at: instantOf(at), code: why, sentence, suggestions, unmatched };
    });
    return answer(200, {
      applications: await Promise.all(views),
      refused: refused.map(({ id, name, division: text, phone, refusedAt }) => ({
        id,
        name,
        division: text,
        phone,
        refusedAt: instantOf(refusedAt ?? 0),
      })),
    });
  })
  .on(APPLICATIONS.countApplications, async (c, { params, answer }) =>
    answer(200, {
      waiting: await divisionOf(c.env, c.var.issuer, params.division).waiting(),
    }),
  )
  .on(APPLICATIONS.decideApplication, async (c, { params, body, answer }) => {
    const decision = await review(c.env, c.var, params.division, params.id, body);
    return decision.ok ? answer(200, decision.value) : decision;
  });

/** Appoints the applicant if the whole text names exactly one division that the office may appoint to. Otherwise stores the application for the decision of an administrator, with the reason. */
async function decide(
  env: Env,
  vars: OfOffice["Variables"],
  here: string,
  { line, name, phone, division }: ListedApplication,
  reason: string,
): Promise<ApplicationResult> {
  const { matches, unmatched } = await openDivisions(env, vars).match(division, here.slice(0, CITY_DIGITS), dateOf(vars.now));
  const below = matches.filter(({ code }) => mayAppoint(vars.office, code).ok);
  const [match] = below;
  const unclear: ProblemCode | null =
    match === undefined || unmatched !== "" ? "division_unknown" : below.length > 1 ? "division_ambiguous" : null;
  const appointment =
    match === undefined || unclear !== null ? null : await appoint(env, vars, { division: match.code, name, phone, reason });
  if (appointment?.ok === true && match !== undefined) {
    const { id, maskedName, since } = appointment.value;
    const already = since < vars.now;
    return { line, state: "appointed", division: match.code, path: [...match.path], id, maskedName, already };
  }
  const refusal = appointment?.ok === false ? await countRefusal(env, vars, appointment.refusal) : null;
  const code: ProblemCode = refusal?.code ?? unclear ?? "division_unknown";
  const id = await applicationIdOf(vars.secrets, `${name}\n${division}\n${phone}`);
  const entry = await divisionOf(env, vars.issuer, here).wait(id, { name, division, phone }, code, vars.now);
  if (!entry.ok) return { line, state: "wrong", code: entry.refusal.code, sentence: PROBLEMS[entry.refusal.code].sentence };
  return { line, state: "waiting", id, code, sentence: PROBLEMS[code].sentence };
}
