/** Appointments of one division that wait for a second hand, and the decided ones of the last 30 days: every statement that touches the table, and their acts. Decision 55. */
import {
  APPOINTMENT_LIFE_MS,
  type DecideAppointmentRefusal,
  mayDecideAppointment,
} from "../../domain/administrator/appointment.ts";
import { isSameHand } from "../../domain/officer/officer.ts";
import { accept, refuse, type Result } from "../../domain/result.ts";
import { dueAt, overUntil } from "../../domain/retention.ts";
import type { Duty } from "../duty/alarm.ts";
import type { ProvedBy } from "../people/custody/rpc.ts";
import { PIECE_ROWS, retention } from "../duty/retention.ts";
import { columns, query, readFirst, readNumber, readRows } from "../sql.ts";
import type { Administrators, AppointmentNotFound } from "./administrators.ts";
import type { AdministratorRow } from "./administrator-store.ts";
import type { AppointmentChain, RecordedChange } from "./appointment-chain.ts";
import type {
  AppointmentDecided,
  AppointmentDecisionOrder,
  AppointmentOrder,
  AppointmentProposal,
  DecideAppointmentResult,
  ProposeAppointmentResult,
} from "./appointment-rpc.ts";

/** The highest number of appointments that wait in one division: nobody reads more. */
const MAX_WAITING = 50;
/** At most this many decided ones are shown. */
const LATEST = 50;

/** A migration. It has run in deployments, so that it must not change. */
export const PROPOSED_APPOINTMENTS = `CREATE TABLE proposed_appointments (id TEXT PRIMARY KEY, at INTEGER NOT NULL, waits INTEGER NOT NULL, body TEXT NOT NULL)
     STRICT, WITHOUT ROWID;
   CREATE INDEX proposed_appointments_at ON proposed_appointments (at)`;

/** What the row stores: the proposal, and the administrator to be, whose phone number is sealed. */
interface Stored extends Omit<AppointmentProposal, "phone"> {
  readonly row: AdministratorRow;
}

const BODY = columns<{ readonly body: string }>({ body: "body" });

export class ProposedAppointments {
  readonly #sql: SqlStorage;
  readonly #administrators: Administrators;
  readonly #chain: AppointmentChain;
  readonly #wake: (at: number) => void;

  /** @param wake arms the object's alarm for a time, ms */
  constructor(sql: SqlStorage, administrators: Administrators, chain: AppointmentChain, wake: (at: number) => void) {
    this.#sql = sql;
    this.#administrators = administrators;
    this.#chain = chain;
    this.#wake = wake;
  }

  /** Stores a proposal. The same hand that sends it again, or proposes the same person again, gets the stored one. */
  async propose(
    { id, candidate, replaces, by, actor, office, reason }: AppointmentOrder,
    now: number,
  ): Promise<ProposeAppointmentResult> {
    const row = await this.#administrators.rowOf(candidate, now);
    const stored = await this.#chain.act<Stored, Exclude<ProposeAppointmentResult, { readonly ok: true }>["refusal"]>(() => {
      const waiting = this.#waiting(now);
      const isRepeat = (one: Stored) =>
        one.row.account === row.account && one.replaces?.id === replaces?.id && isSameHand(one.by, by);
      const before = this.#one(id) ?? waiting.find(isRepeat);
      if (before !== undefined && before !== null)
        return isSameHand(before.by, by)
          ? accept({ rows: [], save: () => undefined, value: before })
          : refuse({ code: "appointment_id_used" });
      if (waiting.length >= MAX_WAITING) return refuse({ code: "too_many_appointments" });
      const fit = this.#administrators.change(row, { actor, office, reason }, replaces?.id ?? null, now);
      if (!fit.ok) return fit;
      const { maskedName } = row;
      const one: Stored = { id, at: now, by, office, reason, maskedName, replaces, decision: null, row };
      const record = { at: now, act: "proposed" as const, account: row.account, maskedName, actor, office, reason };
      return accept({ rows: [record], save: () => this.#put(one), value: one });
    });
    if (!stored.ok) return stored;
    this.#wake(dueAt("proposedAppointment", now));
    return accept(await this.#view(stored.value));
  }

  /** The waiting and expired proposals, then the decided ones, of the last 30 days, each the newest first. */
  async all(now: number): Promise<readonly AppointmentProposal[]> {
    const since = overUntil("proposedAppointment", now);
    const decided = this.#rows("WHERE waits = 0 AND at > ? ORDER BY at DESC LIMIT ?", since, LATEST);
    const waiting = this.#rows("WHERE waits = 1 AND at > ? ORDER BY at DESC", since);
    return Promise.all([...waiting, ...decided].map((one) => this.#view(one)));
  }

  /** Decides a proposal; an appointment takes effect in the same transaction. A repeat by the same hand gets the first result. */
  async decide(
    id: string,
    { decision, by, concerns, note, actor, office }: AppointmentDecisionOrder,
    now: number,
  ): Promise<DecideAppointmentResult> {
    const decided = await this.#chain.act<AppointmentDecided, DecideAppointmentRefusal | AppointmentNotFound | NotProposed>(
      () => {
        const one = this.#one(id);
        if (one === null) return refuse({ code: "appointment_not_found" });
        if (one.decision !== null) return repeated(one, { decision, by });
        const candidate = one.row.person;
        const rule = mayDecideAppointment({ by: one.by, at: one.at, candidate }, decision, by, concerns, now);
        if (!rule.ok) return rule;
        const { account, person, maskedName } = one.row;
        const acting = { actor, office, reason: one.reason };
        const change =
          decision === "appointed" ? this.#administrators.change(one.row, acting, one.replaces?.id ?? null, now) : null;
        if (change?.ok === false) return change;
        const leaving = change?.value.leaving ?? null;
        const next: Stored = { ...one, decision: { decision, by, at: now, note, leaving } };
        const record = { at: now, act: decision, account, maskedName, actor, office, reason: note };
        const rows: RecordedChange["rows"] = decision === "appointed" ? (change?.value.rows ?? []) : [record];
        const save = () => {
          change?.value.save();
          this.#put(next);
        };
        return accept({ rows, save, value: { state: decision, account, person, leaving, seenBy: seenByOf(one) } });
      },
    );
    return decided;
  }

  retention(): Duty {
    return retention({ proposedAppointment: () => readNumber(this.#sql, "SELECT MIN(at) FROM proposed_appointments") }, (now) => {
      const text =
        "DELETE FROM proposed_appointments WHERE id IN (SELECT id FROM proposed_appointments WHERE at <= ? ORDER BY at LIMIT ?)";
      this.#sql.exec(text, overUntil("proposedAppointment", now), PIECE_ROWS);
    });
  }

  #waiting(now: number): readonly Stored[] {
    return this.#rows("WHERE waits = 1 AND at > ? ORDER BY at DESC", now - APPOINTMENT_LIFE_MS);
  }

  #one(id: string): Stored | null {
    const row = readFirst(this.#sql, query`SELECT ${BODY} FROM proposed_appointments WHERE id = ?`, id);
    return row === null ? null : (JSON.parse(row.body) as Stored);
  }

  #rows(where: string, ...bindings: readonly SqlStorageValue[]): readonly Stored[] {
    const rows = readRows(this.#sql, query`SELECT ${BODY} FROM proposed_appointments ${where}`, ...bindings);
    return rows.map(({ body }) => JSON.parse(body) as Stored);
  }

  #put(one: Stored): void {
    const text = "INSERT OR REPLACE INTO proposed_appointments (id, at, waits, body) VALUES (?, ?, ?, ?)";
    this.#sql.exec(text, one.id, one.at, one.decision === null ? 1 : 0, JSON.stringify(one));
  }

  async #view({ row, ...one }: Stored): Promise<AppointmentProposal> {
    return { ...one, phone: await this.#administrators.phoneOf(row) };
  }
}

type NotProposed = { readonly code: "appointment_not_found" } | { readonly code: "appointment_decided" };

/** The answer to a decision about a decided proposal: the first result for the same hand, so that a lost answer is harmless. */
function repeated(
  one: Stored,
  { decision, by }: Pick<AppointmentDecisionOrder, "decision" | "by">,
): Result<RecordedChange & { readonly value: AppointmentDecided }, NotProposed> {
  const first = one.decision;
  if (first === null || first.decision !== decision || !isSameHand(first.by, by)) return refuse({ code: "appointment_decided" });
  const { account, person } = one.row;
  const value = { state: decision, account, person, leaving: first.leaving, seenBy: seenByOf(one) };
  return accept({ rows: [], save: () => undefined, value });
}

/** An operator who proposes somebody has seen their document. */
function seenByOf({ by, office, reason }: Stored): ProvedBy | null {
  return "operator" in by ? { source: office, reference: reason } : null;
}
