/** The draft of a declaration: its questions, the open ones, and the resulting declaration. */
import { describe, expect, it } from "vitest";
import { checkDeclaration } from "../../../../../src/domain/declaration/declaration.ts";
import type { Declaration } from "../../../../../src/domain/declaration/declaration.ts";
import {
  canAskOnlyToday,
  closeStay,
  continueDraft,
  declarationOf,
  draftFrom,
  emptyDraft,
  isOpen,
  stepOfField,
  stayFault,
  stepsOf,
  withFamily,
} from "../../../../../src/pwa/resident/declare/draft.ts";
import type { Draft } from "../../../../../src/pwa/resident/declare/draft.ts";

const TODAY = "2020-02-29";
const FIRST_DAY = "2020-02-15";
const ID = "5f9d9d1c-3e45-4c5a-9b52-0a6f9f1f4a10";

const aDraft = (changed: Partial<Draft> = {}): Draft => ({
  ...emptyDraft(ID, "13812345678", TODAY),
  category: "staying",
  atAddress: true,
  addressDivision: "420107010001",
  addressDetail: "1 栋 2 单元",
  temperature: "36.5",
  noSymptom: true,
  contact: "none",
  ...changed,
});

const aDeclaration = (changed: Partial<Declaration> = {}): Declaration => ({ ...declarationOf(aDraft()), ...changed });

describe("the questions", () => {
  it("of a staying person ask for the address before the present place, and for no arrival", () => {
    expect(stepsOf({ category: "staying", onlyToday: false })).toEqual([
      "category",
      "address",
      "present",
      "phone",
      "health",
      "contact",
      "places",
      "review",
    ]);
  });

  it("of a returning person ask for the arrival", () => {
    expect(stepsOf({ category: "returning", onlyToday: false })).toEqual([
      "category",
      "present",
      "address",
      "arrival",
      "phone",
      "health",
      "contact",
      "places",
      "review",
    ]);
  });
});

describe("only today's questions", () => {
  it("are asked where all others have their answers", () => {
    const draft = draftFrom(aDeclaration(), ID, TODAY, FIRST_DAY);
    expect(canAskOnlyToday(draft)).toBe(true);
    expect(stepsOf({ ...draft, onlyToday: true })).toEqual(["category", "health", "contact", "places", "review"]);
  });

  it.each([
    ["a first declaration", emptyDraft(ID, "13812345678", TODAY)],
    ["an arrival that is over", draftFrom(aDeclaration({ category: "returning" }), ID, TODAY, FIRST_DAY)],
    ["no phone number", aDraft({ phone: "" })],
  ])("are not offered after %s", (_, draft) => {
    expect(canAskOnlyToday(draft)).toBe(false);
  });
});

describe("a question", () => {
  it("is answered by the choice of no symptom", () => {
    expect([isOpen("health", aDraft()), isOpen("health", aDraft({ noSymptom: false }))]).toEqual([false, true]);
  });

  it("about the present place is open for a staying person until they say whether they are at their address", () => {
    const open = (atAddress: boolean | null): boolean => isOpen("present", aDraft({ atAddress }));
    expect([open(null), open(true), open(false)]).toEqual([true, false, true]);
  });

  it("about the address stays open while it holds only spaces", () => {
    expect(isOpen("address", aDraft({ addressDetail: "  " }))).toBe(true);
  });
});

describe("the declaration of a draft", () => {
  it("of a staying person at their address is accepted by the rules", () => {
    expect(checkDeclaration(declarationOf(aDraft()), { region: "4201", today: TODAY })).toEqual({
      ok: true,
      value: { advice: [] },
    });
  });

  it("holds no planned arrival for a staying person, also when one was typed before a change of category", () => {
    expect(declarationOf(aDraft({ arrival: "2020-03-05" }))).not.toHaveProperty("plannedArrival");
  });

  it("takes the present place from its own question for a person who is elsewhere", () => {
    const { presentPlace } = declarationOf(aDraft({ atAddress: false, presentDivision: "420106", presentDetail: " 医院 " }));
    expect(presentPlace).toEqual({ division: "420106", detail: "医院" });
  });

  it("leaves out an empty detail of a place", () => {
    expect(
      declarationOf(aDraft({ category: "returning", presentDivision: "440305", arrival: "2020-03-05" })).presentPlace,
    ).toEqual({
      division: "440305",
    });
  });
});

describe("a draft from an earlier declaration", () => {
  it("makes the same declaration again, once temperature and symptoms are answered", () => {
    const earlier = aDeclaration({ symptoms: ["cough"], temperatureCelsius: 37 });
    const draft = draftFrom(earlier, ID, TODAY, FIRST_DAY);
    expect(declarationOf({ ...draft, temperature: "37.0", symptoms: ["cough"] })).toEqual(earlier);
  });

  it("asks for today's temperature and symptoms: an earlier measurement is no answer", () => {
    const draft = draftFrom(aDeclaration({ symptoms: [], temperatureCelsius: 36.5 }), ID, TODAY, FIRST_DAY);
    expect([draft.temperature, draft.noSymptom, isOpen("health", draft)]).toEqual(["", false, true]);
  });

  it("asks again for an arrival that has passed", () => {
    const earlier = aDeclaration({ category: "returning", presentPlace: { division: "440305" }, plannedArrival: "2020-02-28" });
    expect(isOpen("arrival", draftFrom(earlier, ID, TODAY, FIRST_DAY))).toBe(true);
  });

  it("leaves out stays that began more than 14 days ago", () => {
    const old = { division: "440305", from: "2020-02-14", to: "2020-02-20" };
    const counting = { division: "330106", from: FIRST_DAY, to: "2020-02-20" };
    expect(draftFrom(aDeclaration({ places: [old, counting] }), ID, TODAY, FIRST_DAY).places).toEqual([counting]);
  });
});

describe("a stored draft", () => {
  it("continues on the same day with all its answers", () => {
    expect(continueDraft(aDraft(), "another", TODAY)).toEqual(aDraft());
  });

  it("of an earlier day keeps everything but temperature and symptoms", () => {
    const draft = continueDraft(aDraft(), "another", "2020-03-01");
    expect([draft.temperature, draft.noSymptom, draft.addressDetail]).toEqual(["", false, "1 栋 2 单元"]);
  });

  it("of an earlier version of the app has no place that is being added, and asks for the health again", () => {
    const { healthDay, newStay, ...old } = aDraft();
    expect(continueDraft(old, "another", TODAY)).toMatchObject({ id: ID, newStay: null, temperature: "" });
    expect([healthDay, newStay]).toEqual([TODAY, null]);
  });
});

describe("the first draft of a member of the family", () => {
  it("has the family's address and no answer about the other person", () => {
    const draft = withFamily(emptyDraft(ID, "", TODAY), aDeclaration());
    expect([draft.addressDivision, draft.addressDetail]).toEqual(["420107010001", "1 栋 2 单元"]);
    expect([draft.category, draft.contact, draft.temperature]).toEqual([null, null, ""]);
  });

  it("has the family's phone number unless the login has just named one", () => {
    const phones = ["", "13900000009"].map((phone) => withFamily(emptyDraft(ID, phone, TODAY), aDeclaration()).phone);
    expect(phones).toEqual([aDeclaration().phone, "13900000009"]);
  });
});

describe("a place that is chosen and not yet added", () => {
  const stay = { division: "4211", from: "2020-02-20", to: "2020-02-21" };

  it("is added when the person goes on", () => {
    expect(closeStay({ places: [], newStay: stay })).toEqual({ places: [stay], newStay: null });
  });

  it("is dropped when nothing in it was answered", () => {
    expect(closeStay({ places: [], newStay: { division: "", from: "", to: "" } })).toEqual({ places: [], newStay: null });
  });

  it.each([
    [{ ...stay, division: "" }, "division"],
    [{ ...stay, from: "" }, "from"],
    [{ ...stay, to: "" }, "to"],
    [{ ...stay, to: "2020-02-19" }, "order"],
  ])("stops there with a fault in one field", (newStay, fault) => {
    expect(stayFault(newStay)).toBe(fault);
    expect(closeStay({ places: [], newStay })).toEqual({ places: [], newStay });
  });
});

describe("a refused field", () => {
  it.each([
    ["/plannedArrival", "arrival"],
    ["/addressHere/division", "address"],
    ["/places/2/to", "places"],
    ["/temperatureCelsius", "health"],
    ["/id", "review"],
  ])("%s belongs to the step %s", (pointer, step) => {
    expect(stepOfField(pointer)).toBe(step);
  });
});
