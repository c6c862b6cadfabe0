/** What in a built style sheet an engine at the floor does not understand: properties, pseudo-classes, at-rules, and lengths or colours without an older value. */
import { type ChildNode, parse } from "postcss";
import type { Finding } from "./findings.ts";
import type { Newer } from "./newer.ts";

/** Values that the table knows only by long names. */
const NEWER_VALUE = /\b(?:color-mix|light-dark|oklch|oklab)\(|\d(?:dvh|svh|lvh|dvw|cqw|lh)\b/;
const OLD_HEIGHTS = "not (height:1dvh)";

export function findingsInStyles(css: string, { styles }: Newer): readonly Finding[] {
  const findings: Finding[] = [];
  const note = (what: string, node: ChildNode): void => void findings.push({ what, place: placeOf(node) });
  const root = parse(css);
  const hasOldHeights = css.replaceAll(/\s/g, "").includes(OLD_HEIGHTS.replaceAll(" ", ""));
  root.walk((node) => {
    if (node.type === "atrule" && styles.get(`@${node.name}`) === false) note(`@${node.name}`, node);
    if (node.type === "rule")
      for (const [, name = ""] of node.selector.matchAll(/:([a-z][a-z-]*)/g))
        if (styles.get(`:${name}`) === false) note(`:${name}`, node);
    if (node.type !== "decl") return;
    if (styles.get(node.prop) === false) note(node.prop, node);
    const [value] = NEWER_VALUE.exec(node.value) ?? [];
    const before = node.prev();
    const hasOlder = before?.type === "decl" && before.prop === node.prop;
    if (value !== undefined && !hasOlder && !(value.endsWith("dvh") && hasOldHeights)) note(`${node.prop}: ${node.value}`, node);
  });
  return findings;
}

function placeOf(node: ChildNode): string {
  const { line = 0, column = 0 } = node.source?.start ?? {};
  const rule = node.parent?.type === "rule" ? node.parent : node;
  return `${line}:${column}  ${rule.toString().slice(0, 120)}`;
}
