/** The methods of a page that acts.ts uses. Playwright's `Page` has them, and engines/hand.ts makes them for engines that Playwright cannot control. */

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

/** An element on the screen by its role or words. It is searched for when one of its methods is called. */
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
