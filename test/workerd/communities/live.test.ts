/** The live board over a real WebSocket: its messages, the users who may open it, and its end when a user loses the right. */
import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { type BoardMessage, boardMessage } from "../../../src/contract/board.ts";
import type { AccountKey } from "../../../src/domain/access/keys.ts";
import type { Administrator } from "../../../src/contract/administrator.ts";
import { PATIENT } from "../../support/patience.ts";
import type { Collector } from "../../../src/contract/collector.ts";
import { aPhone, aPoint, aResidentNumber, COMMUNITY } from "../builders.ts";
import { communityNamed } from "../passages.ts";
import { changeRows } from "../people/shard-of.ts";
import { type ShownCode, Visitor } from "../visitor.ts";
import { liveCode } from "../../../src/token/code/live.ts";

const PATH = `/api/v1/communities/${COMMUNITY}/live`;
const ADMINISTRATORS = `/api/v1/divisions/${COMMUNITY}/administrators`;
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
  vi.useRealTimers();
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

/** A login that the street has made an administrator of the community. */
async function appointed(name: string): Promise<{ office: Visitor; id: string; phone: string }> {
  const phone = aPhone();
  const office = await new Visitor().logIn(phone);
  await office.bind(name, aResidentNumber());
  const { id } = await street.ask<Administrator>("POST", ADMINISTRATORS, { name, phone, reason: "任命" });
  return { office, id, phone };
}

test("a removed administrator is closed at once, and gets nothing although a colleague joins within the next second", async () => {
  const { office, id } = await appointed("尹离");
  const [theirs, ours] = [await watch(office), await watch(street)];
  await pass();
  await street.ask("POST", `${ADMINISTRATORS}/${id}/removal`, { reason: "调离" });
  const closedBefore = theirs.messages.length;
  await vi.waitFor(() => expect(theirs.closed()).toBe(4403), PATIENT);
  await watch(street);
  await pass();
  await vi.waitFor(() => expect(ours.messages.length).toBeGreaterThan(1), PATIENT);
  expect(theirs.messages.length).toBe(closedBefore);
  expect(ours.closed()).toBeNull();
});

test("a removed administrator whose account could not be told gets nothing when a colleague joins", async () => {
  const { office, id } = await appointed("尹未达");
  const theirs = await watch(office);
  await pass();
  await vi.waitFor(() => expect(theirs.messages.length).toBe(2), PATIENT);
  // The office ends in the Division alone, as if the request had ended before it reached the account.
  const by = { actor: "" as AccountKey, office: "4201", reason: "调离" };
  await env.DIVISION.getByName(`4201/division/${COMMUNITY}`).remove(id, by, Date.now());
  await watch(street);
  await vi.waitFor(() => expect(theirs.closed()).toBe(4403), PATIENT);
  expect(theirs.messages.length).toBe(2);
});

test("a right that goes while its board is admitted opens no board", async () => {
  const { office, id } = await appointed("尹同时");
  const [removal, answer] = await Promise.all([
    street.refusal("POST", `${ADMINISTRATORS}/${id}/removal`, { reason: "调离" }),
    office.send("GET", PATH, undefined, upgrade(office)),
  ]);
  expect(removal).toBe("204");
  let closed: number | null = answer.webSocket === null ? 4403 : null;
  answer.webSocket?.addEventListener("close", ({ code }) => {
    closed = code;
  });
  answer.webSocket?.accept();
  await vi.waitFor(() => expect(closed).toBe(4403), PATIENT);
});

test("a session that ends, by itself or from another device, loses its board at once", async () => {
  const { office, phone } = await appointed("尹退出");
  const first = await watch(office);
  await office.ask("DELETE", "/api/v1/sessions/current");
  await vi.waitFor(() => expect(first.closed()).toBe(4403), PATIENT);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  const again = await new Visitor().logIn(phone);
  vi.setSystemTime(Date.now() + 61_000);
  const other = await new Visitor().logIn(phone);
  const [theirs, own] = [await watch(again), await watch(other)];
  await other.ask("DELETE", "/api/v1/sessions");
  await vi.waitFor(() => expect(theirs.closed()).toBe(4403), PATIENT);
  expect(own.closed()).toBeNull();
});

test("a login has four boards, and the fifth closes the oldest", async () => {
  const { office } = await appointed("尹多屏");
  const boards: Board[] = [];
  for (let count = 0; count < 5; count += 1) boards.push(await watch(office));
  await vi.waitFor(() => expect(boards.map(({ closed }) => closed())).toEqual([4409, null, null, null, null]), PATIENT);
});

test("an office that has closed loses the board at the next ping", async () => {
  const { office } = await appointed("尹闲");
  const { socket, closed } = await watch(office);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 31 * 60_000 });
  socket.send("ping");
  await vi.waitFor(() => expect(closed()).toBe(4403), PATIENT);
});

test("an administrator whose proof has ended loses the board at once, although the session goes on", async () => {
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

test("a hundred boards of 25 logins watch a community, and the next one is asked to come later", async () => {
  for (let login = 0; login < 25; login += 1) {
    const { office } = await appointed(`尹${"甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地人".charAt(login)}`);
    for (let board = 0; board < 4; board += 1) {
      const { webSocket } = await office.send("GET", PATH, undefined, upgrade(office));
      webSocket?.accept();
      if (webSocket !== null) opened.push(webSocket);
    }
  }
  expect(opened.length).toBe(100);
  expect(await street.refusal("GET", PATH, undefined, upgrade(street))).toBe("429 too_many_watchers");
});
