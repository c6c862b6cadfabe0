/** PostCSS plugin: writes beside the styles what old engines need: a height where they lack dvh (before Chromium 108), margins where boxes have no gap (before Chromium 84). */
import type { AtRule, Declaration, Plugin, Rule } from "postcss";

/** True in engines whose flex boxes have no gap. `inset` came with that gap or shortly after it; `gap` itself is no sign, because grids had it earlier. */
const NO_FLEX_GAP = "not (inset: 0)";
const BOX = ["display", "flex-direction", "flex-wrap", "gap"] as const;

type Box = Partial<Record<(typeof BOX)[number], string>>;
type Margins = Readonly<Record<string, string>>;

interface Spaced {
  /** The part of a selector that names the items of the box that get a margin. */
  readonly items: string;
  readonly margins: Margins;
}

const isDeclaration = (node: { readonly type: string } | undefined): node is Declaration => node?.type === "decl";

function withHeights(declaration: Declaration): void {
  const before = declaration.prev();
  if (!declaration.value.includes("dvh") || (isDeclaration(before) && before.prop === declaration.prop)) return;
  declaration.cloneBefore({ value: declaration.value.replaceAll("dvh", "vh") });
}

/** The selector without its last class, attribute or pseudo-class: a box `.choices.pairs` has the styles of `.choices` first. */
function plainer(selector: string): string {
  return selector.replace(/(?<!^|[\s>+~])[.:[][^.:[\s>+~]*$/, "");
}

/** The margins in place of a box's gap; null if the box has no gap, or is a grid. */
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
      root.walkDecls(withHeights);
      const boxes = new Map<string, Box>();
      const supports = postcss.atRule({ name: "supports", params: NO_FLEX_GAP, nodes: [] });
      const write = (selector: string, margins: Margins, media: AtRule | undefined): void => {
        const source = root.source === undefined ? {} : { source: root.source };
        const nodes = Object.entries(margins).map(([prop, value]) =>
          postcss.decl({ prop, value: value.replaceAll("dvh", "vh"), ...source }),
        );
        const rule = postcss.rule({ selector, nodes, ...source });
        if (media === undefined) supports.append(rule);
        else supports.append(postcss.atRule({ name: media.name, params: media.params, nodes: [rule], ...source }));
      };
      root.walkRules((rule: Rule) => {
        const changed: Box = {};
        rule.each((node) => {
          const name = isDeclaration(node) ? BOX.find((each) => each === node.prop) : undefined;
          if (name !== undefined && isDeclaration(node)) changed[name] = node.value;
        });
        if (Object.keys(changed).length === 0) return;
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
        }
      });
      // The margins stand first in the sheet, so that a margin of an item's own rule wins.
      if (supports.nodes?.length) root.prepend(supports);
    },
  };
}
