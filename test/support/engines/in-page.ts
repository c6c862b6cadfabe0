/** A function that runs inside the page of any engine: finds an element by its role and words, and acts on it. It is sent as text and uses nothing outside itself. */

/** One step of the search for an element: it is searched for within the elements of the previous step. */
export interface Clue {
  readonly by: "role" | "label" | "text";
  readonly role: string;
  /** Source and flags of the regular expression that the element's words must match. */
  readonly words: readonly [string, string];
}

export type Act = { readonly kind: "see" | "click" | "check" } | { readonly kind: "fill"; readonly text: string };

/** Acts on the first visible element that all clues lead to; `see` only looks for it. Returns false if there is none, or if it is disabled and the act is not `see`. */
export function actOn(clues: readonly Clue[], act: Act): boolean {
  const SELECTORS: Readonly<Record<string, string>> = {
    button: "button, [role=button], input[type=submit]",
    checkbox: "input[type=checkbox], [role=checkbox]",
    dialog: "dialog, [role=dialog]",
    heading: "h1, h2, h3, [role=heading]",
    img: "img, [role=img]",
    link: "a[href]",
    list: "ul, ol, [role=list]",
    listitem: "li, [role=listitem]",
    navigation: "nav, [role=navigation]",
    radio: "input[type=radio], [role=radio]",
    region: "section, [role=region]",
  };
  const CONTROLS = "input, textarea, select, [role=spinbutton]";
  const look = {
    plain(text: string | null): string {
      return (text || "").replace(/\s+/g, " ").trim();
    },
    labelsOf(element: Element): readonly Element[] {
      return [...((element as HTMLInputElement).labels || [])];
    },
    label(element: Element): string {
      return (
        element.getAttribute("aria-label") ||
        look
          .labelsOf(element)
          .map((each) => look.plain(each.textContent))
          .join(" ")
      );
    },
    name(element: Element): string {
      const by = (element.getAttribute("aria-labelledby") || "").split(" ").map((id) => document.getElementById(id));
      const named = by.map((each) => (each === null ? "" : look.plain(each.textContent))).join(" ");
      return named || look.label(element) || element.getAttribute("alt") || look.plain(element.textContent);
    },
    // A radio button may be invisible itself and drawn by its label.
    isSeen(element: Element): boolean {
      return [element, ...look.labelsOf(element)].some(
        (each) => each.getClientRects().length > 0 && getComputedStyle(each).visibility !== "hidden",
      );
    },
    within(place: Element, { by, role, words: [source, flags] }: Clue): readonly Element[] {
      const words = new RegExp(source, flags);
      const all = [...place.querySelectorAll(by === "role" ? SELECTORS[role] || "*" : by === "label" ? CONTROLS : "*")];
      if (by === "role") return all.filter((each) => words.test(look.name(each)));
      if (by === "label") return all.filter((each) => words.test(look.label(each)));
      // The innermost of the elements that contain the text.
      const holding = all.filter((each) => words.test(look.plain(each.textContent)));
      return holding.filter((each) => !holding.some((other) => other !== each && each.contains(other)));
    },
  };
  let within: Element[] = [document.body];
  for (const clue of clues) within = within.flatMap((each) => look.within(each, clue)).filter((each) => look.isSeen(each));
  const [found] = within;
  if (found === undefined) return false;
  if (act.kind === "see") return true;
  const control = found as HTMLInputElement;
  if (control.disabled || found.getAttribute("aria-disabled") === "true") return false;
  if (act.kind === "fill") {
    const prototype = found.tagName === "TEXTAREA" ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    const set = Object.getOwnPropertyDescriptor(prototype, "value");
    control.focus();
    if (set !== undefined && set.set !== undefined) set.set.call(control, act.text);
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  } else if (act.kind === "click" || !control.checked) control.click();
  return true;
}

/** Chooses a picture (PNG, base64) in the field that takes one. */
export function chooseFile(base64: string): void {
  const field = document.querySelector<HTMLInputElement>("input[type=file]");
  if (field === null) throw new Error("no field takes a file");
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const chosen = new DataTransfer();
  chosen.items.add(new File([bytes], "code.png", { type: "image/png" }));
  field.files = chosen.files;
  field.dispatchEvent(new Event("change", { bubbles: true }));
}
