/** Makes the parts of a division, and the duties of its alarm. */
import { officeAbove } from "../../domain/division/division.ts";
import { publishDivision } from "../../storage/added-divisions.ts";
import { openSecrets } from "../../token/secret/secrets.ts";
import { chainCheckDuty, checkLater } from "../chain/chain-check.ts";
import { LookChain, lookRetention } from "../chain/look-chain.ts";
import type { Duty } from "../duty/alarm.ts";
import { divisionOf, type ObjectsEnv } from "../env.ts";
import { issuerOf, placeOf } from "../names.ts";
import { DivisionAdditions, addedDuty, AddedStore } from "./additions.ts";
import { AdministratorStore } from "./administrator-store.ts";
import { Administrators } from "./administrators.ts";
import { Applications, ApplicationStore, refusedRetention } from "./applications.ts";
import { AppointmentChain } from "./appointment-chain.ts";
import { Cases } from "./cases.ts";
import { CountStore } from "./count-store.ts";
import { countDuty, countRetention, Reports } from "./counting.ts";
import { DivisionLooks } from "./looks.ts";
import { ProposedAppointments } from "./proposed-appointments.ts";
import type { CountReport } from "./rpc.ts";
import { VerificationStore } from "./verification-store.ts";
import { WaitingBelowStore } from "./waiting-below.ts";

export interface DivisionParts {
  readonly rows: AdministratorStore;
  /** The chain of acts. */
  readonly chain: AppointmentChain;
  readonly administrators: Administrators;
  readonly proposed: ProposedAppointments;
  readonly below: WaitingBelowStore;
  readonly applications: Applications;
  readonly additions: DivisionAdditions;
  readonly cases: Cases;
  readonly counts: CountStore;
  readonly reports: Reports;
  readonly verifications: VerificationStore;
  readonly looks: DivisionLooks;
}

/** @param wake arms the object's alarm for a time, ms */
export function openDivision(
  state: DurableObjectState,
  env: ObjectsEnv,
  wake: (at: number) => void,
): { readonly parts: DivisionParts; readonly duties: readonly Duty[] } {
  const { storage } = state;
  const { sql } = storage;
  const own = placeOf(state.id);
  const issuer = { code: issuerOf(state.id) };
  const above = own === issuer.code ? "" : officeAbove(own);
  const tell = (report: CountReport) => divisionOf(env, issuer, above).report(own, report);
  const secrets = () => openSecrets(env.YIMA_MASTER_KEY, issuer.code);
  const [chain, lookChain] = [new AppointmentChain(storage, checkLater(wake)), new LookChain(storage, checkLater(wake))];
  const [rows, added, applications] = [new AdministratorStore(sql), new AddedStore(sql), new ApplicationStore(sql)];
  const publication = addedDuty(added, (row) => publishDivision(env.PUBLISHED, issuer.code, row));
  const administrators = new Administrators(rows, chain, secrets);
  const counts = new CountStore(sql);
  const parts: DivisionParts = {
    rows,
    chain,
    administrators,
    proposed: new ProposedAppointments(sql, administrators, chain, wake),
    below: new WaitingBelowStore(sql),
    applications: new Applications(applications, chain, secrets, wake),
    additions: new DivisionAdditions(own, added, chain, publication, wake),
    cases: new Cases(sql, secrets, wake),
    counts,
    reports: new Reports(storage, counts, own),
    verifications: new VerificationStore(storage),
    looks: new DivisionLooks(own, lookChain, wake),
  };
  const duties = [
    publication,
    parts.cases.retention(),
    parts.proposed.retention(),
    refusedRetention(applications),
    countDuty(counts, env, above === "" ? null : tell, parts.reports.changes),
    countRetention(storage, counts),
    parts.verifications.retention(),
    lookRetention(storage, lookChain),
    chainCheckDuty(state, chain.table),
    chainCheckDuty(state, lookChain.table),
  ];
  return { parts, duties };
}
