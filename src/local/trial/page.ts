/** /local/try: three frames with the pages of a resident, a gate and an office, each on its own origin, and a button that hands the resident's code to the gate. On one machine only. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { Config } from "../../config.ts";
import { readConfig } from "../../config.ts";
import type { OfIssuer } from "../../routes/env.ts";
import { problem } from "../../routes/http/problem.ts";
import { SCRIPT, STYLE } from "./files.ts";

/** The phone numbers of the persons whom `npm start` fills in (tools/demo-cast.ts). */
const PHONES = { resident: "13800000001", gate: "13800000002", office: "13800000003" } as const;

interface Origins {
  readonly resident: string;
  readonly gate: string;
  readonly office: string;
}

/**
 * The origins of the three frames; the page itself has the resident's. Null for a host of another issuer than the first one, which alone has persons for
 * trials, and over TLS, where one address stands for all hosts.
 */
export function trialOrigins(config: Config, requested: string): Origins | null {
  const url = new URL(requested);
  const [issuer] = config.issuers;
  if (issuer === undefined || url.protocol !== "http:" || config.byHost.get(url.hostname) !== issuer) return null;
  const [resident, gate, office] = issuer.hosts.map((host) => {
    url.hostname = host;
    return url.origin;
  });
  return resident === undefined || gate === undefined || office === undefined ? null : { resident, gate, office };
}

export const trial = new Hono<OfIssuer>()
  .get("/try.css", (c) => c.body(STYLE, 200, { "content-type": "text/css" }))
  .get("/try.js", (c) => c.body(SCRIPT, 200, { "content-type": "text/javascript; charset=utf-8" }))
  .get("/", (c) => {
    const origins = trialOrigins(readConfig(c.env), c.req.url);
    if (origins === null) return problem({ code: "not_found" });
    if (new URL(c.req.url).origin !== origins.resident) return c.redirect(`${origins.resident}/local/try`);
    const { resident, gate, office } = origins;
    const policy = `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src ${resident} ${gate} ${office}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;
    return c.html(page(origins), 200, { "content-security-policy": policy, "cache-control": "no-store" });
  });

const page = (origins: Origins) =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>一码试用 · Try Yima</title>
        <link rel="icon" href="/icons/yima.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/local/try/try.css" />
        <script src="/local/try/try.js" defer></script>
      </head>
      <body>
        <header>
          <h1>一码试用 <small>Try Yima</small></h1>
          <p>
            一台电脑，三个人：居民申报、亮码，采集员核验、登记，管理员看到记录。
            <small>One declares and shows the code, one checks it, one sees the record.</small>
          </p>
        </header>
        <main>
          ${seat("resident", "居民", "Resident", origins.resident, "登录后点“申报”，填完再点“出示健康码”。", "Log in, declare, show the code.")}
          ${seat("gate", "采集员", "Collector", origins.gate, "登录后点“工作台”，等居民的码，再点“确认登记”。", "Log in, open the workbench, wait for the code, confirm.")}
          ${seat("office", "管理员", "Administrator", origins.office, "登录后，登记的通行马上出现在这里。", "Log in: each registered pass appears here at once.", "/admin")}
        </main>
      </body>
    </html>`;

function seat(id: keyof Origins, zh: string, en: string, origin: string, todoZh: string, todoEn: string, path = "/") {
  return html`<section class="${id}">
    <h2>${zh} <small>${en}</small></h2>
    <p>${todoZh} <small>${todoEn}</small></p>
    <p class="login">
      手机 <small>Phone</small> <b>${PHONES[id]}</b> 验证码 <small>Code</small>
      <b class="password" data-phone="${PHONES[id]}">——</b>
    </p>
    ${
      id === "resident"
        ? html`<p class="hand">
            <button type="button">把码拿给采集员看 <small>Show the code at the gate</small></button>
          </p>`
        : ""
    }
    ${id === "gate" ? html`<p class="hand" role="status"></p>` : ""}
    <iframe id="${id}" title="${zh} ${en}" src="${origin}${path}" allow="camera; geolocation; screen-wake-lock"></iframe>
  </section>`;
}
