/** Finds the parts of a built script that the oldest supported browsers (the floor) cannot run: newer syntax, regular expressions and names. Does not recognise guards such as `if (x in y)`: tools/floor/allowed.ts lists the guarded names. */
import { type AnyNode, parse } from "acorn";
import type { Newer } from "./newer.ts";

export interface Finding {
  /** The newer name, such as `toSorted` or `Map.groupBy`; for syntax, words that describe it. */
  readonly what: string;
  /** Line and column, and the code there. */
  readonly place: string;
}

/** The name that MDN's table has for the type of each global object of a page. */
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
/** A lookbehind in a regular expression: Safari before 16.4 refuses the whole file for it. */
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
    const isAtFloor = newer.qualified.get(name);
    if (isAtFloor !== undefined) return isAtFloor ? undefined : name;
  }
  // Fields of our own objects often have the same name as a newer member; methods seldom do. So only calls count.
  const isCall = parent?.type === "CallExpression" && parent.callee === node;
  return isCall && newer.members.get(property.name) === false ? property.name : undefined;
}

/** Whether an identifier reads a variable, and is not the name of a field or a method. */
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
