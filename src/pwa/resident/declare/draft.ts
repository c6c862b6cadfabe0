/** A declaration being written: its answers so far, its questions, and the resulting declaration. Pure. Source: product.md §3. */
import type { Category, Contact, Declaration } from "../../../domain/declaration/declaration.ts";
import { checkPhone } from "../../../domain/identity/phone.ts";
import { readTemperature } from "../../../domain/declaration/temperature.ts";
import type { HealthDraft } from "../../ui/fields/health-answer.ts";

export type Step = "category" | "present" | "address" | "arrival" | "phone" | "health" | "contact" | "places" | "review";

export interface Stay {
  readonly division: string;
  readonly from: string;
  readonly to: string;
}

/** The answers of one declaration so far. Texts are as typed. An empty text or null means no answer yet. */
export interface Draft extends HealthDraft {
  /** The date in China of the health answers: they are about one day. */
  readonly healthDay: string;
  /** The declaration's id: a draft that is sent twice is one declaration. */
  readonly id: string;
  readonly step: Step;
  /** Only today's questions are asked: the others keep the answers of the last declaration. */
  readonly onlyToday: boolean;
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
  /** A place that is being added; null while none is. Its texts may be empty. */
  readonly newStay: Stay | null;
}

export function emptyDraft(id: string, phone: string, today: string): Draft {
  return {
    id,
    ...noHealth(today),
    step: "category",
    onlyToday: false,
    category: null,
    presentDivision: "",
    presentDetail: "",
    atAddress: null,
    addressDivision: "",
    addressDetail: "",
    arrival: "",
    phone,
    contact: null,
    places: [],
    newStay: null,
  };
}

/** The health answers of a new day: nobody has measured yet. */
function noHealth(today: string): HealthDraft & Pick<Draft, "healthDay"> {
  return { healthDay: today, temperature: "", symptoms: [], noSymptom: false };
}

/** A stored draft, as it continues today: health answers of an earlier day are asked again. */
export function continueDraft(stored: Partial<Draft>, id: string, today: string): Draft {
  const draft = { ...emptyDraft(id, "", today), ...stored };
  return stored.healthDay === today ? draft : { ...draft, ...noHealth(today) };
}

/** The first draft of a person whose family has declared: the family's address, and its phone number unless the draft has one. */
export function withFamily(draft: Draft, { addressHere, phone }: Declaration): Draft {
  const address = { addressDivision: addressHere.division, addressDetail: addressHere.detail };
  return { ...draft, ...address, phone: draft.phone === "" ? phone : draft.phone };
}

/** A draft that repeats an earlier declaration. It leaves out today's health, an arrival before `today` and places before `firstDay`. */
export function draftFrom(earlier: Declaration, id: string, today: string, firstDay: string): Draft {
  const { category, presentPlace, addressHere, plannedArrival = "", places } = earlier;
  return {
    id,
    step: "category",
    onlyToday: false,
    category,
    presentDivision: presentPlace.division,
    presentDetail: presentPlace.detail ?? "",
    atAddress: presentPlace.division === addressHere.division,
    addressDivision: addressHere.division,
    addressDetail: addressHere.detail,
    arrival: plannedArrival >= today ? plannedArrival : "",
    phone: earlier.phone,
    ...noHealth(today),
    contact: earlier.contact,
    places: places.filter((place) => place.from >= firstDay),
    newStay: null,
  };
}

/** A fault of a place that is being added: the first field without an answer, or with dates in the wrong order. */
export type StayFault = "division" | "from" | "to" | "order";

/** The fault of a place that is being added; null where it can be added. */
export function stayFault({ division, from, to }: Stay): StayFault | null {
  if (division === "") return "division";
  if (from === "") return "from";
  if (to === "") return "to";
  return to < from ? "order" : null;
}

/** The places with the one that is being added, where it can be added; an untouched one is dropped. */
export function closeStay({ places, newStay }: Pick<Draft, "places" | "newStay">): Pick<Draft, "places" | "newStay"> {
  if (newStay === null) return { places, newStay };
  if (newStay.division + newStay.from + newStay.to === "") return { places, newStay: null };
  return stayFault(newStay) === null ? { places: [...places, newStay], newStay: null } : { places, newStay };
}

/** The questions in order. Staying people state their address first, because most of them are there. */
export function stepsOf({ category, onlyToday }: Pick<Draft, "category" | "onlyToday">): readonly Step[] {
  if (onlyToday) return ["category", ...TODAY];
  const journey: readonly Step[] = category === "staying" ? ["address", "present"] : ["present", "address", "arrival"];
  return ["category", ...journey, "phone", ...TODAY];
}

const TODAY: readonly Step[] = ["health", "contact", "places", "review"];

/** Whether only today's questions are left: all others have the answers of the last declaration. */
export function canAskOnlyToday(draft: Draft): boolean {
  return stepsOf({ ...draft, onlyToday: false }).every((step) => TODAY.includes(step) || !isOpen(step, draft));
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
