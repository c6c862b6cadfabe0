/** A gateway that sends no text messages: it stores the newest ones in memory and shows them on a page. On one machine only. */
import { Hono } from "hono";
import { html } from "hono/html";
import type { SmsGateway, TextMessage } from "../objects/sms.ts";
import { instantOf } from "../domain/instant.ts";

const MAX_MESSAGES = 50;

const STYLE = `
body { margin: 0; background: #f3f5f8; color: #1a1f2b; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 24px 16px; }
h1 { font-size: 26px; margin: 0; }
h1 small { color: #596273; font-weight: normal; }
table { width: 100%; border-collapse: collapse; background: #fff; border-radius: 20px; overflow: hidden; font-variant-numeric: tabular-nums; }
th, td { padding: 12px 16px; text-align: start; border-bottom: 1px solid #e3e8ef; }
th { color: #596273; font-size: 14px; font-weight: normal; }
strong { font-size: 22px; letter-spacing: 0.1em; }
`;

let messages: readonly (TextMessage & { readonly at: string })[] = [];

export const outboxGateway: SmsGateway = {
  async send(message) {
    messages = [{ ...message, at: instantOf(Date.now()) }, ...messages].slice(0, MAX_MESSAGES);
    return true;
  },
};

export const outbox = new Hono()
  .get("/outbox.json", (c) => c.json({ messages }, 200, { "cache-control": "no-store" }))
  .get("/outbox.css", (c) => c.body(STYLE, 200, { "content-type": "text/css" }))
  .get("/outbox", (c) =>
    c.html(html`<!doctype html>
      <html lang="zh-CN">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta http-equiv="refresh" content="3" />
          <title>短信发件箱 · Outbox</title>
          <link rel="stylesheet" href="/local/outbox.css" />
        </head>
        <body>
          <main>
            <h1>短信发件箱 <small>Outbox</small></h1>
            <p>本机试用：验证码短信不会发出，都显示在这里。On one machine nothing is sent: the messages are shown here.</p>
            <p><a href="/local/authority">身份核验机构 Identity authority</a></p>
            ${
              messages.length === 0
                ? html`<p>还没有短信。No message yet.</p>`
                : html`<table>
                    <thead>
                      <tr>
                        <th scope="col">手机 Phone</th>
                        <th scope="col">验证码 Password</th>
                        <th scope="col">时间 Time</th>
                      </tr>
                    </thead>
                    <tbody>
                      ${messages.map(
                        (message) =>
                          html`<tr>
                            <td>${message.phone}</td>
                            <td>${message.password === undefined ? message.text : html`<strong>${message.password}</strong>`}</td>
                            <td>${message.at.slice(11, 19)} UTC</td>
                          </tr>`,
                      )}
                    </tbody>
                  </table>`
            }
          </main>
        </body>
      </html>`),
  );
