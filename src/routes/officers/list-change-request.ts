/** Turns the change of lists and levels in a request into a complete change for a proposal: a file that was read, its withdrawal, a single level. */
import type { ChangeRequest } from "../../contract/proposal/proposal.ts";
import { type AreaEntry, type AreaRefusal, checkArea } from "../../domain/area/area.ts";
import { dateOf } from "../../domain/china-time.ts";
import { isWithin } from "../../domain/division/division.ts";
import { regionOf } from "../../domain/issuer/issuer.ts";
import type { Change, ListChange } from "../../domain/proposal/proposal.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { factImportOf, issuerObjectOf } from "../../objects/env.ts";
import { openDivisions } from "../../storage/divisions.ts";
import type { Env, OfOfficer } from "../env.ts";
import type { WireRefusal } from "../http/problem.ts";

type Vars = OfOfficer["Variables"];
type ListRequest = Extract<ChangeRequest, { readonly file: string }>;
type Of<Code extends WireRefusal["code"]> = WireRefusal<Code>;

/** The officer's own file, once it is read to its end. */
export async function listChangeOf(
  env: Env,
  { issuer, officer }: Vars,
  { kind, file }: ListRequest,
): Promise<Result<ListChange, Of<"import_not_found" | "list_of_another" | "list_not_read">>> {
  const list = kind === "fact_list" ? "facts" : "areas";
  const reading = await factImportOf(env, issuer, list, file).reading();
  if (reading === null) return refuse({ code: "import_not_found", pointer: "/change/file" });
  if (reading.senderPerson !== officer.person) return refuse({ code: "list_of_another", pointer: "/change/file" });
  if (reading.state === "receiving" || reading.state === "reading")
    return refuse({ code: "list_not_read", pointer: "/change/file" });
  const { name, sender, sentAt, attempt, figures } = reading;
  return accept({ kind, list, file, name, sender, sentAt, attempt, figures });
}

/** The withdrawal of everything that a list has entered. */
export async function withdrawalOf(env: Env, { issuer }: Vars, id: string): Promise<Result<ListChange, Of<"list_not_found">>> {
  const row = await issuerObjectOf(env, issuer.code).list(id);
  if (row === null) return refuse({ code: "list_not_found", pointer: "/change/id" });
  const { list, file, name, sender, sentAt, figures } = row;
  return accept({ kind: "list_withdrawal", id, list, file, name, sender, sentAt, figures });
}

/** A level of any county, from a list of the officer's region. */
export async function areaChangeOf(
  env: Env,
  vars: Vars,
  request: AreaEntry,
): Promise<Result<Change, Of<AreaRefusal["code"] | "division_unknown" | "outside_scope">>> {
  const { issuer, now } = vars;
  const entry = checkArea(request, dateOf(now));
  if (!entry.ok) return refuse({ code: entry.refusal.code, pointer: `/change/entry${entry.refusal.field}` });
  const divisions = openDivisions(env, vars);
  for (const field of ["division", "source"] as const)
    if (!(await divisions.exists(entry.value[field])))
      return refuse({ code: "division_unknown", pointer: `/change/entry/${field}` });
  if (!isWithin(entry.value.source, regionOf(issuer.code)))
    return refuse({ code: "outside_scope", pointer: "/change/entry/source" });
  return accept({ kind: "area_entry", entry: entry.value, shards: issuer.shards });
}
