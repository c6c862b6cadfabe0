/** The content types with which an issuer serves what others read, written after docs/trust.md §7 and docs/code-format.md §7. */

const TYPES: readonly (readonly [path: RegExp, type: string])[] = [
  [/\/status\//, "application/statuslist+jwt"],
  [/\/trust\/(?:root\/\d+|register(?:\/\d+)?)$/, "application/jose+json"],
  [/\/trust\/state$/, "application/yima-state+jwt"],
  [/\/trust\/statement\/\d+$/, "application/yima-statement+jwt"],
  [/\/trust\/book(?:\?|$)/, "application/json"],
];

/** @param url or its path */
export function contentTypeOf(url: string): string {
  return TYPES.find(([path]) => path.test(url))?.[1] ?? "application/json";
}
