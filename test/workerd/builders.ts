/** Builds valid requests and values for tests; an argument changes some fields. Documents are new with each call in a test file; the phone number of a declaration and the reference of an area are constant. */
import type { PointId } from "../../src/domain/community/community.ts";
import { checkDocument } from "../../src/domain/identity/document.ts";
import type { CountedUse } from "../../src/objects/community/pass.ts";

/** The code of 康苑社区 in 红卫路街道, 青山区, in the division table of 25 February 2020. */
export const COMMUNITY = "420107001002";

let people = 0;

/** A mobile number that no earlier call in the test file has returned. */
export function aPhone(): string {
  people += 1;
  return `139${String(people).padStart(8, "0")}`;
}

/** A resident identity number that no earlier call in the test file has returned. The check character is found by trial. */
export function aResidentNumber(): string {
  people += 1;
  const head = `42010719800101${String(people).padStart(3, "0")}`;
  const number = Array.from("0123456789X", (check) => head + check).find(
    (candidate) => checkDocument({ type: "10", number: candidate }, "2026-01-01").ok,
  );
  if (number === undefined) throw new Error("one of eleven check characters is right");
  return number;
}

export function aDeclaration(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id: crypto.randomUUID(),
    category: "staying",
    presentPlace: { division: COMMUNITY },
    addressHere: { division: COMMUNITY, detail: "3 栋 502 室" },
    phone: "13900000000",
    temperatureCelsius: 36.5,
    symptoms: [],
    contact: "none",
    places: [],
    promise: true,
    ...changes,
  };
}

export function aPoint(name: string): { id: string; name: string; address: string } {
  return { id: crypto.randomUUID(), name, address: "红卫路 18 号" };
}

let proofs = 0;

/** The first use of a code with a proof that no earlier call in the test file has returned, counted at a point. */
export function aUse(point: PointId): CountedUse {
  proofs += 1;
  return { proofAt: proofs * 1000, point, earlier: null };
}

/** The request that enters a fact: an entry of a list about a new person. */
export function aFact(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    document: { type: "10", number: aResidentNumber() },
    kind: "close_contact",
    from: "2020-03-01",
    until: null,
    source: "420107",
    reference: crypto.randomUUID(),
    ...changes,
  };
}

/** The request that enters a risk level: high in a county that no other test uses. Its reference is constant, so a second request changes nothing. */
export function anArea(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return { division: "420583", level: "high", from: "2020-01-23", until: null, source: "42", reference: "1", ...changes };
}
