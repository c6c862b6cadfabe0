/** Plays the steps of a case over HTTP at their times, and reads the colour. For that it moves the clock of the worker. Tests only. */
import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import type { Appeal } from "../../../src/contract/appeal.ts";
import type { PersonColour } from "../../../src/contract/colour.ts";
import type { Person } from "../../../src/contract/people.ts";
import type { IssuerCode } from "../../../src/domain/issuer/issuer.ts";
import { openSecrets, personKeyOf } from "../../../src/token/secret/secrets.ts";
import { aPhone, aResidentNumber } from "../builders.ts";
import { anOfficer } from "../officer.ts";
import { operatorsEnter } from "../operators.ts";
import { Visitor } from "../visitor.ts";
import { placeOf } from "./areas.ts";
import { later, type Seat } from "./deployment.ts";
import type { Step } from "./play.ts";

/** The player logs in again when the clock moves by more than this, which is shorter than the 30 days of a session. */
const LOGIN_MS = 20 * 86_400_000;
const GRANT = { decision: "grant", ground: "wrong_person", reason: "同名同姓" };

export class Player {
  readonly #seat: Seat;
  readonly #visitor: Visitor;
  readonly #phone = aPhone();
  readonly #number = aResidentNumber();
  #person: Person | null = null;
  #loggedInAt = 0;

  constructor(seat: Seat) {
    this.#seat = seat;
    this.#visitor = new Visitor(seat.host);
  }

  async play(step: Step): Promise<void> {
    await this.goTo(step.at);
    switch (step.act) {
      case "list": {
        const document = { type: "10", number: this.#number };
        const { from, until, kind } = step.fact;
        const entry = {
          document,
          kind,
          from: later(from),
          until: later(until),
          source: this.#seat.address,
          reference: step.reference,
        };
        return operatorsEnter(entry, this.#seat.host, this.#seat.issuer);
      }
      case "declare": {
        const { originRisk, ...fields } = step.declared;
        const isHere = fields.category === "staying";
        await this.#visitor.declare(this.#self(), {
          ...fields,
          presentPlace: { division: placeOf(this.#seat, isHere, originRisk) },
          addressHere: { division: this.#seat.address, detail: "3 栋" },
          ...(!isHere && { plannedArrival: later(step.at.slice(0, 10)) }),
        });
        return;
      }
      case "check_in":
        await this.#visitor.ask("POST", this.#path("check-ins"), { id: crypto.randomUUID(), ...step.report });
        return;
      case "appeal":
        return this.#appeal();
      case "look": {
        const { colour, row, since } = await this.colour();
        expect([colour, row, since]).toEqual([...step.view.slice(0, 2), instant(step.view[2])]);
      }
    }
  }

  /** Moves the clock, and logs in again before the session would end. */
  async goTo(time: string): Promise<void> {
    const at = Date.parse(later(time));
    vi.setSystemTime(at);
    if (Math.abs(at - this.#loggedInAt) > LOGIN_MS) await this.#visitor.logIn(this.#phone);
    else return;
    this.#loggedInAt = at;
    this.#person ??= await this.#visitor.bind("尹小满", this.#number);
  }

  colour(): Promise<PersonColour> {
    return this.#visitor.ask("GET", this.#path("colour"));
  }

  /** `status code` of the refusal when the colour of a person without a decision is read. */
  refusal(): Promise<string> {
    return this.#visitor.refusal("GET", this.#path("colour"));
  }

  /** The next moment at which time alone may change the colour, as the person's shard has it; null for never. */
  async nextAt(): Promise<string | null> {
    const secrets = await openSecrets(env.YIMA_MASTER_KEY, this.#seat.issuer as IssuerCode);
    const key = await personKeyOf(secrets, `10|${this.#number}`);
    return runInDurableObject(env.PEOPLE.getByName(`${this.#seat.issuer}/people/0`), (_, { storage }) => {
      const { at } = storage.sql.exec<{ at: number | null }>("SELECT next_at AS at FROM colours WHERE person = ?", key).one();
      return at === null ? null : new Date(at).toISOString();
    });
  }

  async #appeal(): Promise<void> {
    const { id, region } = await this.#visitor.ask<Appeal>("POST", this.#path("appeals"), {
      id: crypto.randomUUID(),
      text: "不是我",
    });
    for (let count = 0; count < 2; count += 1) {
      const { visitor } = await anOfficer(this.#seat.host, region);
      await visitor.ask("POST", `/api/v1/divisions/${region}/appeals/${id}/answers`, GRANT);
    }
  }

  #self(): Person {
    if (this.#person === null) throw new Error("nobody has logged in");
    return this.#person;
  }

  #path(name: string): string {
    return `/api/v1/people/${this.#self().id}/${name}`;
  }
}

/** A time of a case, moved by eight years, in the form of the wire; null stays null. */
export function instant(time: string): string;
export function instant(time: string | null): string | null;
export function instant(time: string | null): string | null {
  return time === null ? null : new Date(later(time)).toISOString();
}
