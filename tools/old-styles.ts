/** PostCSS plugin: writes beside the styles what old engines need: a height where they lack dvh (before Chromium 108), margins where boxes have no gap (before Chromium 84). */
import type { AtRule, Declaration, Helpers, Node, Plugin, Rule } from "postcss";

/** True in engines whose flex boxes have no gap. `inset` came with that gap or shortly after it; `gap` itself is no sign, because grids had it earlier. */
const NO_FLEX_GAP = "not (inset: 0)";
const NO_DVH = "not (height: 1dvh)";
const BOX = ["display", "flex-direction", "flex-wrap", "gap"] as const;

type Box = Partial<Record<(typeof BOX)[number], string>>;
type Margins = Readonly<Record<string, string>>;

interface Spaced {
  /** The part of a selector that names the items of the box that get a margin. */
  readonly items: string;
  readonly margins: Margins;
}

const isDeclaration = (node: { readonly type: string } | undefined): node is Declaration => node?.type === "decl";

/** The same heights in vh, in a rule of their own: the minifier sometimes drops the first of two heights in one rule. */
function withHeights(rule: Rule, { atRule }: Helpers): void {
  const heights = rule.nodes.filter(isDeclaration).filter(({ value }) => value.includes("dvh"));
  if (heights.length === 0) return;
  const nodes = heights.map((each) => each.clone({ value: each.value.replaceAll("dvh", "vh") }));
  const supports = atRule({ name: "supports", params: NO_DVH, nodes: [rule.clone({ nodes })], ...sourceOf(rule) });
  rule.after(supports);
}

/** Vite asks where each rule comes from. */
function sourceOf({ source }: Node): { source?: NonNullable<Node["source"]> } {
  return source === undefined ? {} : { source };
}

/** The selector without its last class, attribute or pseudo-class: a box `.choices.pairs` has the styles of `.choices` first. */
function plainer(selector: string): string {
  return selector.replace(/(?<!^|[\s>+~])[.:[][^.:[\s>+~]*$/, "");
}

/** The margins in place of a box's gap; null if the box has no gap or is no flex box. */
function marginsOf({ display = "", gap, ...box }: Box): Spaced | null {
  if (!display.endsWith("flex") || gap === undefined) return null;
  const [row = gap, column = row] = gap.split(/\s+(?![^(]*\))/);
  if (box["flex-wrap"] === "wrap") return { items: "*", margins: { "margin-right": column, "margin-bottom": row } };
  return box["flex-direction"] === "column"
    ? { items: "* + *", margins: { "margin-top": row } }
    : { items: "* + *", margins: { "margin-left": column } };
}

function namesOf(spaced: Spaced | null): string {
  return spaced === null ? "" : [spaced.items, ...Object.keys(spaced.margins)].join();
}

export function oldStyles(): Plugin {
  return {
    postcssPlugin: "yima-old-styles",
    Once(root, postcss) {
      const boxes = new Map<string, Box>();
      const supports = postcss.atRule({ name: "supports", params: NO_FLEX_GAP, nodes: [] });
      const write = (selector: string, margins: Margins, media: AtRule | undefined): void => {
        const source = sourceOf(root);
        const nodes = Object.entries(margins).map(([prop, value]) =>
          postcss.decl({ prop, value: value.replaceAll("dvh", "vh"), ...source }),
        );
        const rule = postcss.rule({ selector, nodes, ...source });
        if (media === undefined) supports.append(rule);
        else supports.append(postcss.atRule({ name: media.name, params: media.params, nodes: [rule], ...source }));
      };
      const rules: Rule[] = [];
      root.walkRules((rule) => void rules.push(rule));
      for (const rule of rules) {
        withHeights(rule, postcss);
        const changed: Box = {};
        rule.each((node) => {
          const name = isDeclaration(node) ? BOX.find((each) => each === node.prop) : undefined;
          if (name !== undefined && isDeclaration(node)) changed[name] = node.value;
        });
        if (Object.keys(changed).length === 0) continue;
        const media = rule.parent?.type === "atrule" ? (rule.parent as AtRule) : undefined;
        for (const selector of rule.selectors) {
          const before = boxes.get(selector) ?? boxes.get(plainer(selector)) ?? {};
          const box = { ...before, ...changed };
          if (media === undefined) boxes.set(selector, box);
          const [old, now] = [marginsOf(before), marginsOf(box)];
          // If a later rule, as in a media query, changes the box, its earlier margins are set to 0.
          if (old !== null && namesOf(old) !== namesOf(now))
            write(`${selector} > ${old.items}`, Object.fromEntries(Object.keys(old.margins).map((name) => [name, "0"])), media);
          if (now !== null) write(`${selector} > ${now.items}`, now.margins, media);
          // Text is no item that a selector knows: a symbol before it has the margin.
          if (now?.margins["margin-left"] !== undefined)
            write(`${selector} > svg:only-child`, { "margin-right": now.margins["margin-left"] }, media);
        }
      }
      // The margins stand first in the sheet, so that a margin of an item's own rule wins.
      if (supports.nodes?.length) root.prepend(supports);
    },
  };
}
