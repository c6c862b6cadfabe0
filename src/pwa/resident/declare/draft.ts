/** A declaration being written: its answers so far, its questions, and the resulting declaration. Pure. Source: product.md §3. */
import type { Category, Contact, Declaration } from "../../../domain/declaration/declaration.ts";
import { checkPhone } from "../../../domain/identity/phone.ts";
import { readTemperature } from "../../../domain/declaration/temperature.ts";
import type { HealthDraft } from "../../ui/health-answer.ts";

export type Step = "who" | "category" | "present" | "address" | "arrival" | "phone" | "health" | "contact" | "places" | "review";

export interface Stay {
  readonly division: string;
  readonly from: string;
  readonly to: string;
}

/** The answers of one declaration so far. Texts are as typed. An empty text or null means no answer yet. */
export interface Draft extends HealthDraft {
  /** The declaration's id: a draft that is sent twice is one declaration. */
  readonly id: string;
  readonly step: Step;
  readonly category: Category | null;
  readonly presentDivision: string;
  readonly presentDetail: string;
  /** Whether the person is at their address now, which only people of the category `staying` are asked; null without an answer. */
  readonly atAddress: boolean | null;
  readonly addressDivision: string;
  readonly addressDetail: string;
  readonly arrival: string;
  readonly phone: string;
  readonly contact: Contact | null;
  readonly places: readonly Stay[];
}

export function emptyDraft(id: string, phone: string): Draft {
  return {
    id,
    step: "category",
    category: null,
    presentDivision: "",
    presentDetail: "",
    atAddress: null,
    addressDivision: "",
    addressDetail: "",
    arrival: "",
    phone,
    temperature: "",
    symptoms: [],
    noSymptom: false,
    contact: null,
    places: [],
  };
}

/** A new draft with the answers of an earlier declaration, but without an arrival before `today` and without places before `firstDay`. */
export function draftFrom(earlier: Declaration, id: string, today: string, firstDay: string): Draft {
  const { category, presentPlace, addressHere, plannedArrival = "", places } = earlier;
  return {
    id,
    step: "category",
    category,
    presentDivision: presentPlace.division,
    presentDetail: presentPlace.detail ?? "",
    atAddress: presentPlace.division === addressHere.division,
    addressDivision: addressHere.division,
    addressDetail: addressHere.detail,
    arrival: plannedArrival >= today ? plannedArrival : "",
    phone: earlier.phone,
    temperature: earlier.temperatureCelsius.toFixed(1),
    symptoms: earlier.symptoms,
    noSymptom: earlier.symptoms.length === 0,
    contact: earlier.contact,
    places: places.filter((place) => place.from >= firstDay),
  };
}

/** The steps of the form in order. People who stay state their address first, because most of them are there. */
export function stepsOf(category: Category | null, severalPeople: boolean): readonly Step[] {
  const journey: readonly Step[] = category === "staying" ? ["address", "present"] : ["present", "address", "arrival"];
  return [...(severalPeople ? (["who"] as const) : []), "category", ...journey, "phone", "health", "contact", "places", "review"];
}

/** Whether the person has not answered a step yet. */
export function isOpen(step: Step, draft: Draft): boolean {
  switch (step) {
    case "category":
      return draft.category === null;
    case "present":
      return draft.category === "staying" && draft.atAddress !== false ? draft.atAddress === null : draft.presentDivision === "";
    case "address":
      return draft.addressDivision === "" || draft.addressDetail.trim() === "";
    case "arrival":
      return draft.arrival === "";
    case "phone":
      return draft.phone.trim() === "";
    case "health":
      return draft.temperature.trim() === "" || (draft.symptoms.length === 0 && !draft.noSymptom);
    case "contact":
      return draft.contact === null;
    case "who":
    case "places":
    case "review":
      return false;
    default:
      return step satisfies never;
  }
}

/** The declaration that the answers so far make. A missing answer gets a harmless value, so that the rules can check the other answers. */
export function declarationOf(draft: Draft): Declaration {
  const category = draft.category ?? "staying";
  const detail = draft.presentDetail.trim();
  const phone = checkPhone(draft.phone);
  const temperature = readTemperature(draft.temperature);
  const away = category !== "staying" || draft.atAddress === false;
  const presentPlace = away
    ? { division: draft.presentDivision, ...(detail === "" ? {} : { detail }) }
    : { division: draft.addressDivision };
  return {
    category,
    presentPlace,
    addressHere: { division: draft.addressDivision, detail: draft.addressDetail.trim() },
    ...(category === "staying" ? {} : { plannedArrival: draft.arrival }),
    phone: phone.ok ? phone.value : draft.phone,
    temperatureCelsius: temperature.ok ? temperature.value : 36.5,
    symptoms: draft.symptoms,
    contact: draft.contact ?? "none",
    places: draft.places,
    promise: true,
  };
}

const STEP_OF_FIELD: Readonly<Record<string, Step>> = {
  category: "category",
  presentPlace: "present",
  addressHere: "address",
  plannedArrival: "arrival",
  phone: "phone",
  temperatureCelsius: "health",
  symptoms: "health",
  contact: "contact",
  places: "places",
};

/** The step that asks for a field of the declaration, by its JSON Pointer; the review for any other field. */
export function stepOfField(pointer: string): Step {
  return STEP_OF_FIELD[pointer.split("/")[1] ?? ""] ?? "review";
}
