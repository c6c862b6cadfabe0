/** /local/authority: shows the questions to the register of this machine, and chooses its answer for a number. On one machine only. */
import { Hono } from "hono";
import { html } from "hono/html";
import * as z from "zod";
import { checkPhone } from "../../domain/identity/phone.ts";
import type { OfIssuer } from "../../routes/env.ts";
import { problem } from "../../routes/http/problem.ts";
import { type Asked, CHOICES, type Choice, plainNumber, questions, Register } from "./register.ts";

const STYLE = `
body { margin: 0; background: #f3f5f8; color: #1a1f2b; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 64rem; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 26px; margin: 0; } h1 small, label small { color: #596273; font-weight: normal; }
form { display: grid; grid-template-columns: repeat(auto-fit, minmax(14rem, 1fr)); gap: 12px; background: #fff; padding: 16px; border-radius: 20px; margin: 16px 0; }
label { display: grid; gap: 4px; } input, select, button { font: inherit; padding: 10px; border: 1px solid #8a94a6; border-radius: 10px; min-height: 48px; box-sizing: border-box; }
button { border: 0; background: #0052d9; color: #fff; font-weight: 600; align-self: end; cursor: pointer; }
.table { overflow-x: auto; } table { width: 100%; border-collapse: collapse; background: #fff; border-radius: 20px; font-variant-numeric: tabular-nums; }
th, td { padding: 12px 16px; text-align: start; border-bottom: 1px solid #e3e8ef; }
th { color: #596273; font-size: 14px; font-weight: normal; white-space: nowrap; }
`;

const WORDS: Readonly<Record<Choice, string>> = {
  register: "按登记回答 As the register says",
  no_match: "不一致 No match",
  unknown: "查无此人 Unknown",
  down: "没有应答 Down",
};

const change = z.object({
  number: z.string().min(1).max(40).transform(plainNumber),
  name: z.string().max(100).trim(),
  phone: z.string().max(24).trim(),
  choice: z.enum(CHOICES),
});

export const authority = new Hono<OfIssuer>()
  .get("/authority.css", (c) => c.body(STYLE, 200, { "content-type": "text/css" }))
  .get("/questions.json", (c) => c.json({ questions: questions() }, 200, { "cache-control": "no-store" }))
  .get("/", (c) => c.html(page(questions()), 200, { "cache-control": "no-store" }))
  .post("/", async (c) => {
    // The form of another site has another origin.
    if (c.req.header("origin") !== new URL(c.req.url).origin) return problem({ code: "cross_site_request" });
    const parsed = change.safeParse(Object.fromEntries((await c.req.formData()).entries()));
    if (!parsed.success) return problem({ code: "bad_request" });
    const { number, ...changed } = parsed.data;
    const phone = changed.phone === "" ? null : checkPhone(changed.phone);
    if (phone?.ok === false) return problem(phone.refusal);
    const register = new Register(c.env.PUBLISHED, async () => c.var.secrets);
    await register.change(number, { ...changed, phone: phone?.value ?? "" });
    return c.redirect("/local/authority", 303);
  });

const page = (asked: readonly Asked[]) =>
  html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>身份核验 · Identity authority</title>
        <link rel="stylesheet" href="/local/authority/authority.css" />
      </head>
      <body>
        <main>
          <h1>身份核验机构 <small>Identity authority</small></h1>
          <p>
            本机试用：人口库由这里扮演。第一次出现的姓名、证件和手机照登记回答一致。要试别的回答，在这里选。On one machine this
            page plays the register: newcomers match. Choose other answers here.
          </p>
          <p><a href="/local/outbox">短信发件箱 Outbox</a></p>
          <form method="post" action="/local/authority">
            <label
              >证件号码 <small>Document number</small><input name="number" required maxlength="40" autocomplete="off"
            /></label>
            <label
              >回答 <small>Answer</small
              ><select name="choice">
                ${CHOICES.map((choice) => html`<option value="${choice}">${WORDS[choice]}</option>`)}
              </select></label
            >
            <label
              >登记的姓名 <small>Name in the register</small
              ><input name="name" maxlength="100" autocomplete="off" placeholder="不变 unchanged"
            /></label>
            <label
              >登记的手机 <small>Phone in the register</small
              ><input name="phone" maxlength="24" inputmode="tel" autocomplete="off" placeholder="不变 unchanged"
            /></label>
            <button>保存 Save</button>
          </form>
          ${
            asked.length === 0
              ? html`<p>还没有人来核验。Nobody has asked yet.</p>`
              : html`<div class="table">
                  <table>
                    <thead>
                      <tr>
                        <th scope="col">时间 Time</th>
                        <th scope="col">姓名 Name</th>
                        <th scope="col">证件 Document</th>
                        <th scope="col">手机 Phone</th>
                        <th scope="col">回答 Answer</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${asked.map(
                        ({ at, name, document, phone, answer }) =>
                          html`<tr>
                            <td>${at.slice(11, 19)} UTC</td>
                            <td>${name}</td>
                            <td>${document.number}</td>
                            <td>${phone ?? "—"}</td>
                            <td>
                              ${answer.answer}${answer.answer === "no_match" && answer.differs !== null ? ` (${answer.differs})` : ""}
                            </td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>
                </div>`
          }
        </main>
      </body>
    </html>`;
