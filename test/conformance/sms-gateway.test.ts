/** A deployed build sends its SMS messages to a gateway in the documented form; a Node server plays the gateway. Source: docs/sms-gateway.md. */
import { createServer, type IncomingMessage, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEPLOYED, type Running, startRunning } from "../support/running.ts";

interface Received {
  readonly headers: IncomingMessage["headers"];
  readonly body: { readonly phone: string; readonly text: string };
}

let gateway: Server;
let deployed: Running;
let answerWith = 202;
let location: string | null = null;
const received: Received[] = [];

beforeAll(async () => {
  gateway = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString("utf8")) });
      response.writeHead(answerWith, location === null ? {} : { location }).end();
    });
  });
  await new Promise<void>((done) => gateway.listen(0, "127.0.0.1", done));
  const address = gateway.address();
  if (address === null || typeof address === "string") throw new Error("the gateway listens on a port");
  deployed = await startRunning({
    ...DEPLOYED,
    bindings: {
      ...DEPLOYED.bindings,
      SMS_GATEWAY_URL: `http://127.0.0.1:${address.port}/messages`,
      SMS_GATEWAY_TOKEN: "gateway-token",
    },
  });
});
afterAll(async () => {
  await deployed.dispose();
  gateway.close();
});

test("a one-time password reaches the gateway, and its phone logs in", async () => {
  const visitor = deployed.visitor();
  expect((await visitor.send("POST", "/api/v1/otp", { phone: "139 0000 0001" })).status).toBe(202);
  const message = received.at(-1);
  expect(message?.headers).toMatchObject({ "content-type": "application/json", authorization: "Bearer gateway-token" });
  expect(message?.body.phone).toBe("+8613900000001");
  expect(message?.body.text.length).toBeLessThanOrEqual(70);
  const password = /\d{6}/.exec(message?.body.text ?? "")?.[0];
  expect((await visitor.send("POST", "/api/v1/sessions", { phone: "13900000001", password })).status).toBe(201);
});

test("a refusal of the gateway is reported, and another request is possible at once", async () => {
  answerWith = 500;
  const answer = await deployed.visitor().send("POST", "/api/v1/otp", { phone: "13900000002" });
  expect([answer.status, JSON.parse(answer.text).code]).toEqual([503, "message_not_sent"]);
  answerWith = 202;
  expect((await deployed.visitor().send("POST", "/api/v1/otp", { phone: "13900000002" })).status).toBe(202);
});

test("a gateway that sends the worker elsewhere gets the message, and nobody else does", async () => {
  const before = received.length;
  [answerWith, location] = [307, "/elsewhere"];
  const answer = await deployed.visitor().send("POST", "/api/v1/otp", { phone: "13900000003" });
  [answerWith, location] = [202, null];
  expect([answer.status, received.length - before]).toEqual([503, 1]);
});
