/** The live board over a real WebSocket: its messages, the users who may open it, and its end when a user loses the right. */
import { evictDurableObject } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type BoardMessage, boardMessage } from "../../../src/contract/board.ts";
import type { Administrator } from "../../../src/contract/administrator.ts";
import { PATIENT } from "../../support/patience.ts";
import type { Collector } from "../../../src/contract/collector.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { communityNamed } from "../passages.ts";
import { changeRows } from "../people/shard-of.ts";
import { type ShownCode, Visitor } from "../visitor.ts";
import { liveCode } from "../../../src/token/code/live.ts";

const PATH = `/api/v1/communities/${COMMUNITY}/live`;
const community = () => communityNamed(COMMUNITY);

let street: Visitor;
let point: { id: string };
let shown: ShownCode;
let passCount = 0;
let collector: Collector;
const opened: WebSocket[] = [];

interface Board {
  readonly socket: WebSocket;
  readonly messages: BoardMessage[];
  readonly closed: () => number | null;
}

beforeAll(async () => {
  const phone = aPhone();
  street = await new Visitor().logIn(phone);
  await street.ask("POST", "/local/administrators", { division: "420107001", phone });
  const self = await street.bind("尹望", aResidentNumber());
  await street.declare(self);
  shown = await street.show(self);
  point = await street.ask("POST", street.community("/points"), aPoint("东门"));
  collector = await street.ask<Collector>("POST", street.community("/collectors"), { code: shown.digits });
  await street.ask("PUT", street.community("/post"), { pointId: point.id });
});
afterEach(() => {
  for (const socket of opened.splice(0)) socket.close();
});

const upgrade = (visitor: Visitor) => ({ upgrade: "websocket", origin: visitor.origin });

/** Opens the board as the page does, and collects its messages after a check against the contract. */
async function watch(visitor: Visitor): Promise<Board> {
  const { webSocket: socket } = await visitor.send("GET", PATH, undefined, upgrade(visitor));
  if (socket === null) throw new Error("no socket");
  const messages: BoardMessage[] = [];
  let closed: number | null = null;
  socket.addEventListener("message", ({ data }) => messages.push(boardMessage.parse(JSON.parse(String(data)))));
  socket.addEventListener("close", ({ code }) => {
    closed = code;
  });
  socket.accept();
  opened.push(socket);
  await vi.waitFor(() => expect(messages[0]?.type).toBe("state"), PATIENT);
  return { socket, messages, closed: () => closed };
}

/** Registers a pass with a proof of its own, because a code counts once. */
async function pass(): Promise<void> {
  passCount += 1;
  const digits = await liveCode(shown.jws, shown.deviceKey, Date.now() - 30_000 + passCount * 1000);
  const { results } = await street.ask<{ results: { state: string }[] }>("POST", street.community("/passes"), {
    passes: [{ id: crypto.randomUUID(), code: digits }],
  });
  expect(results).toMatchObject([{ state: "registered" }]);
}

const sumOf = (messages: readonly BoardMessage[]) =>
  messages.flatMap((one) => ("hours" in one ? one.hours : [])).reduce((sum, { passes }) => sum + passes, 0);
const hourNow = () => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000).toISOString();

test("a board opens with the whole state, and gets new passes together, once a second", async () => {
  await pass();
  const { messages } = await watch(street);
  const hour = { at: hourNow(), pointId: point.id, passes: 1, stopped: 0 };
  expect(messages[0]).toMatchObject({
    hours: [hour],
    yesterday: [],
    points: [{ id: point.id, name: "东门" }],
    staff: [{ maskedName: "尹**", maskedPhone: collector.phone.slice(3).replace(/^(\d{3})\d{5}/, "$1*****"), pointId: point.id }],
    latest: [{ pointName: "东门", maskedName: "尹**", colour: "none" }],
    waiting: 1,
  });
  await Promise.all([pass(), pass(), pass()]);
  await vi.waitFor(() => expect(messages.length).toBe(2), PATIENT);
  expect(messages[1]).toMatchObject({ type: "passes", hours: [{ ...hour, passes: 3 }], waiting: 4 });
  expect(messages[1]?.type === "passes" && messages[1].latest.length).toBe(4);
});

test("a second watcher and the first are at the same pass, also after the memory of the first is lost", async () => {
  const first = await watch(street);
  const before = sumOf(first.messages);
  await pass();
  const second = await watch(street);
  await vi.waitFor(() => expect(sumOf(first.messages)).toBe(before + 1), PATIENT);
  expect(sumOf(second.messages)).toBe(before + 1);
  await evictDurableObject(community(), { webSockets: "hibernate" });
  await pass();
  const states = () => [first, second].map(({ messages }) => messages.filter(({ type }) => type === "state").length);
  await vi.waitFor(() => expect(states()).toEqual([2, 2]), PATIENT);
  expect([first, second].map(({ messages }) => sumOf(messages.slice(-1)))).toEqual([before + 2, before + 2]);
});

test("the board gets the staff when somebody comes, goes or switches, and not without a change", async () => {
  const { messages } = await watch(street);
  const west = await street.ask<{ id: string }>("POST", street.community("/points"), aPoint("西门"));
  await street.ask("PUT", street.community("/post"), { pointId: west.id });
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({ type: "staff", staff: [{ pointId: west.id }] }), PATIENT);
  const count = messages.length;
  await street.ask("PUT", street.community("/post"), { pointId: west.id });
  await pass();
  await vi.waitFor(() => expect(messages.length).toBeGreaterThan(count), PATIENT);
  expect(messages.slice(count).map(({ type }) => type)).toEqual(["passes"]);
  await street.ask("PUT", street.community("/post"), { pointId: point.id });
});

test("a removed administrator gets no further message, and their board closes at the next one", async () => {
  const phone = aPhone();
  const office = await new Visitor().logIn(phone);
  await office.bind("尹离", aResidentNumber());
  const administrators = `/api/v1/divisions/${COMMUNITY}/administrators`;
  const { id } = await street.ask<Administrator>("POST", administrators, { name: "尹离", phone, reason: "任命" });
  const [theirs, ours] = [await watch(office), await watch(street)];
  await street.ask("POST", `${administrators}/${id}/removal`, { reason: "调离" });
  await evictDurableObject(community(), { webSockets: "hibernate" });
  await pass();
  await vi.waitFor(() => expect(theirs.closed()).toBe(4403), PATIENT);
  expect(theirs.messages.map(({ type }) => type)).toEqual(["state"]);
  expect(ours.closed()).toBeNull();
});

test("an administrator who logs out loses the board at the next ping", async () => {
  const phone = aPhone();
  const office = await new Visitor().logIn(phone);
  await office.ask("POST", "/local/administrators", { division: COMMUNITY, phone });
  const { socket, messages, closed } = await watch(office);
  await evictDurableObject(community(), { webSockets: "hibernate" });
  socket.send("ping");
  await vi.waitFor(() => expect(messages.at(-1)).toEqual({ type: "pong" }), PATIENT);
  await office.ask("DELETE", "/api/v1/sessions/current");
  await evictDurableObject(community(), { webSockets: "hibernate" });
  socket.send("ping");
  await vi.waitFor(() => expect(closed()).toBe(4403), PATIENT);
});

test("an administrator whose proof has ended loses the board at the next ping, although the session goes on", async () => {
  const [phone, number] = [aPhone(), aResidentNumber()];
  const visitor = await new Visitor().logIn(phone);
  await visitor.bind("尹未证", number);
  await visitor.ask("POST", "/local/administrators", { division: "420107001", phone });
  const board = await watch(visitor);
  await changeRows(
    number,
    "UPDATE managers SET bond = NULL WHERE person = ?",
    "INSERT OR IGNORE INTO untold (person, account) SELECT person, account FROM managers WHERE person = ?",
  );
  await evictDurableObject(community(), { webSockets: "hibernate" });
  board.socket.send("ping");
  await vi.waitFor(() => expect(board.closed()).toBe(4403), PATIENT);
  expect(await visitor.refusal("GET", "/api/v1/me")).toBe("200");
});

test("a board that sends another text than ping is closed", async () => {
  const { socket, closed } = await watch(street);
  socket.send("x".repeat(100_000));
  await vi.waitFor(() => expect(closed()).toBe(1003), PATIENT);
});

test("the board refuses another site, a plain request, and everybody who is no administrator here", async () => {
  const other = await new Visitor().logIn(aPhone());
  const { upgrade: socket, origin } = upgrade(street);
  expect([
    await street.refusal("GET", PATH, undefined, { origin }),
    await street.refusal("GET", PATH, undefined, { upgrade: socket }),
    await street.refusal("GET", PATH, undefined, { upgrade: socket, origin: "http://evil.example" }),
    await street.refusal("GET", PATH, undefined, { upgrade: socket, origin: `${origin}:81` }),
    await other.refusal("GET", PATH, undefined, { upgrade: socket, origin }),
    await new Visitor().refusal("GET", PATH, undefined, { upgrade: socket, origin }),
  ]).toEqual([
    "426 upgrade_required",
    "403 cross_site_request",
    "403 cross_site_request",
    "403 cross_site_request",
    "403 not_administrator",
    "401 not_logged_in",
  ]);
});

test("a hundred boards watch a community, and the next one is asked to come later", async () => {
  for (let index = 0; index < 100; index += 1) {
    const { webSocket } = await street.send("GET", PATH, undefined, upgrade(street));
    webSocket?.accept();
    if (webSocket !== null) opened.push(webSocket);
  }
  expect(opened.length).toBe(100);
  expect(await street.refusal("GET", PATH, undefined, upgrade(street))).toBe("429 too_many_watchers");
});
