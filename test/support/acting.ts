/** What the acts of a person need of a page: Playwright's `Page` has it, and so has `engines/hand.ts` for engines that Playwright cannot drive. */

type Role =
  | "button"
  | "checkbox"
  | "dialog"
  | "heading"
  | "img"
  | "link"
  | "list"
  | "listitem"
  | "navigation"
  | "radio"
  | "region";

interface Named {
  readonly name?: string | RegExp;
  readonly exact?: boolean;
}

/** A place on the screen, looked for when it is used. */
export interface Spot {
  click(): Promise<void>;
  check(): Promise<void>;
  fill(text: string): Promise<void>;
  waitFor(): Promise<void>;
  getByRole(role: Role, named?: Named): Spot;
}

export interface Acting {
  goto(path: string): Promise<unknown>;
  url(): string;
  getByRole(role: Role, named?: Named): Spot;
  getByLabel(text: string, options?: { readonly exact?: boolean }): Spot;
  getByText(text: string | RegExp): Spot;
}
