/** The filling of a new system that was stopped before: it says what to do, or waits for the next text message. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { me } from "../../src/contract/people.ts";
import { HOSTS, RESIDENT } from "../../tools/demo-cast.ts";
import { fillAll } from "../../tools/demo.ts";
import { goAhead, type Running, startRunning } from "../support/running.ts";

let running: Running;
/** How far the clock of the system is ahead of this machine's, ms. */
let ahead = 0;

beforeAll(async () => {
  running = await startRunning();
});
afterAll(() => running.dispose());

const clock = () => Date.now() + ahead;

/** Another browser asks for a message, as in a start that is stopped right afterwards. */
async function stopped(): Promise<void> {
  await running.visitor(HOSTS.resident).send("POST", "/api/v1/otp", { phone: RESIDENT.phone });
}

async function later(ms: number): Promise<void> {
  ahead += ms;
  running = await goAhead(running, ahead);
}

function noPause(): Promise<void> {
  return Promise.reject(new Error("it waits"));
}

test("after several stopped starts it says what to do", async () => {
  for (let start = 0; start < 3; start += 1) {
    await stopped();
    await later(61_000);
  }
  const words = /^Several starts were stopped .* Remove \.yima\/state, or try again in \d+ minutes\.$/;
  await expect(fillAll(running.port, noPause, clock)).rejects.toThrow(words);
});

test("a start within the minute goes on when the next message may be sent", async () => {
  await later(3_600_000);
  await stopped();
  const waited: number[] = [];
  const pause = async (seconds: number) => {
    waited.push(seconds);
    await later(seconds * 1000);
  };
  await fillAll(running.port, pause, clock);
  expect(waited).toEqual([expect.toSatisfy((seconds: number) => seconds > 0 && seconds <= 60)]);
  await later(120_000);
  const visitor = running.visitor(HOSTS.resident);
  await visitor.logIn(RESIDENT.phone);
  expect((await visitor.ask("GET", "/api/v1/me", me)).people).toHaveLength(RESIDENT.people.length);
});
