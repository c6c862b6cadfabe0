/** What in a built script an engine at the floor cannot run: syntax, regular expressions, and names that are newer. Judges no guard: tools/floor/allowed.ts lists them. */
import { type AnyNode, parse } from "acorn";
import type { Newer } from "./newer.ts";

export interface Finding {
  /** `toSorted`, `Map.groupBy`; a sentence where the file cannot be parsed. */
  readonly what: string;
  /** Line and column, and the code there. */
  readonly place: string;
}

/** Objects of the page by the interface that the table knows them by. */
const INTERFACES: Readonly<Record<string, string>> = {
  navigator: "Navigator",
  crypto: "Crypto",
  document: "Document",
  window: "Window",
  self: "Window",
  globalThis: "Window",
  performance: "Performance",
  history: "History",
  location: "Location",
  caches: "CacheStorage",
  indexedDB: "IDBFactory",
};
/** Safari before 16.4 refuses the whole file. */
const LOOKBEHIND = /\(\?<[=!]/;

export type Edition = 5 | 2020;

export function findingsIn(code: string, edition: Edition, newer: Newer): readonly Finding[] {
  const findings: Finding[] = [];
  const at = (what: string, start: number): void => void findings.push({ what, place: placeOf(code, start) });
  let program: AnyNode;
  try {
    program = parse(code, { ecmaVersion: edition, sourceType: edition === 5 ? "script" : "module" });
  } catch (error) {
    const position = error instanceof SyntaxError && "pos" in error ? Number(error.pos) : 0;
    at(`syntax newer than ES${edition}: ${String(error)}`, position);
    return findings;
  }
  visit(program, undefined, (node, parent) => {
    const name = nameIn(node, parent, newer);
    if (name !== undefined) at(name, node.end - 1);
    if (node.type === "Literal" && LOOKBEHIND.test(node.regex?.pattern ?? String(node.value))) at("a lookbehind", node.start);
  });
  return findings;
}

function nameIn(node: AnyNode, parent: AnyNode | undefined, newer: Newer): string | undefined {
  if (node.type === "Identifier") return isRead(node, parent) && newer.globals.get(node.name) === false ? node.name : undefined;
  if (node.type !== "MemberExpression" || node.computed || node.property.type !== "Identifier") return undefined;
  const { object, property } = node;
  if (object.type === "Identifier") {
    const name = `${INTERFACES[object.name] ?? object.name}.${property.name}`;
    const known = newer.qualified.get(name);
    if (known !== undefined) return known ? undefined : name;
  }
  // The own fields of an answer have plain words for names; what is called seldom has.
  const called = parent?.type === "CallExpression" && parent.callee === node;
  return called && newer.members.get(property.name) === false ? property.name : undefined;
}

/** Not the name of a field, which is an identifier too. */
function isRead(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === "MemberExpression") return parent.object === node || parent.computed;
  if (parent?.type === "Property") return parent.value === node;
  return parent?.type !== "MethodDefinition" && parent?.type !== "PropertyDefinition";
}

function visit(node: AnyNode, parent: AnyNode | undefined, act: (node: AnyNode, parent: AnyNode | undefined) => void): void {
  act(node, parent);
  for (const child of Object.values(node).flat()) if (isNode(child)) visit(child, node, act);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function placeOf(code: string, at: number): string {
  const before = code.slice(0, at);
  const line = before.split("\n").length;
  const around = code.slice(Math.max(0, at - 60), at + 40).replaceAll("\n", " ");
  return `${line}:${at - before.lastIndexOf("\n")}  …${around}…`;
}
