/** Vite plugin: puts static/too-old.js, which old browsers must run, at the end of the page as a classic script; Vite itself bundles modules only. Its name changes with its content, so the service worker stores it like the other files. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

export function tooOld(): Plugin {
  const source = readFileSync(fileURLToPath(new URL("../static/too-old.js", import.meta.url)), "utf8");
  const fileName = `assets/too-old-${createHash("sha256").update(source).digest("hex").slice(0, 8)}.js`;
  return {
    name: "yima-too-old",
    buildStart() {
      this.emitFile({ type: "asset", fileName, source });
    },
    transformIndexHtml: {
      order: "post",
      handler: () => [{ tag: "script", attrs: { src: `/${fileName}` }, injectTo: "body" }],
    },
  };
}
