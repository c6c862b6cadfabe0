/** Every colour in every appearance, on the phone and at the gate: both languages, dark, elder mode, and the system's high contrast. Source: screens.md, quality.md. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { point } from "../../src/contract/community.ts";
import { proposal } from "../../src/contract/proposal/proposal.ts";
import { dateOf } from "../../src/domain/china-time.ts";
import { ADDRESS, COLLECTOR, COMMUNITY, HOSTS, POINTS } from "../../tools/demo-cast.ts";
import { phoneOf, enrol, liveCodeOf } from "../../tools/demo.ts";
import { violations } from "../support/accessibility.ts";
import type { Visitor } from "../../tools/visitor.ts";
import { logIn, typeCode } from "../support/acts.ts";
import { type Phone, openBrowser, openPhone } from "../support/browser.ts";
import { ContactSheet } from "../support/contact-sheet.ts";
import { DISTRICT, STREET } from "../support/desk.ts";
import { bind, declareStaying, HUBEI, operatorsEnter } from "../support/hubei.ts";
import { issuersOfToml } from "../support/issuers.ts";
import { inCharge } from "../support/officers.ts";
import { takesPictures } from "../support/pictures.ts";
import { type Running, startRunning } from "../support/running.ts";

const GATE = "gate.hubei.localhost";
const OFFICE = "office.hubei.localhost";
const NATION = "nation.localhost";
/** The street 杨园街道 in 武昌区, which the test puts under closed management, so that its residents are grey. */
const CLOSED_STREET = "420106002";

interface Dress {
  readonly name: string;
  readonly language?: "zh" | "en";
  readonly elder?: boolean;
  readonly media?: Parameters<Page["emulateMedia"]>[0];
}

const DRESSES: readonly Dress[] = [
  { name: "中文" },
  { name: "深色", media: { colorScheme: "dark" } },
  { name: "长辈版", elder: true },
  { name: "English", language: "en" },
  { name: "English, elder, dark", language: "en", elder: true, media: { colorScheme: "dark" } },
  { name: "高对比度", media: { forcedColors: "active" } },
];

/** At the gate a run without pictures takes three that have both languages, both sizes, light, dark and high contrast: the phone shows each of the six. */
const GATE_DRESSES = takesPictures()
  ? DRESSES
  : DRESSES.filter(({ name }) => ["中文", "English, elder, dark", "高对比度"].includes(name));

const SHOWN_WITHIN_MS = 10_000;

interface Case {
  readonly colour: string;
  readonly host: string;
  readonly gate: string;
  readonly phone: string;
  readonly number: string;
  readonly street?: string;
  readonly temperatureCelsius?: number;
  /** The kind of the list that has an entry about the person; absent without an entry. */
  readonly kind?: string;
}

const CASES: readonly Case[] = [
  { colour: "none", host: HOSTS.resident, gate: HOSTS.collector, phone: "13800000031", number: "420107198804121030" },
  { colour: "grey", host: HUBEI, gate: GATE, phone: "13800000032", number: "420107198804121057", street: CLOSED_STREET },
  { colour: "green", host: HUBEI, gate: GATE, phone: "13800000033", number: "420107198804121073" },
  { colour: "yellow", host: HUBEI, gate: GATE, phone: "13800000034", number: "42010719880412109X", temperatureCelsius: 38.2 },
  { colour: "orange", host: NATION, gate: NATION, phone: "13800000035", number: "420107198804121110", kind: "close_contact" },
  { colour: "red", host: HUBEI, gate: GATE, phone: "13800000036", number: "420107198804121137", kind: "confirmed" },
];

/** The tone of the verdict at the gate where its name is not that of the colour. */
const TONES: Readonly<Record<string, string>> = { none: "declared", grey: "question" };

const phones = new ContactSheet(DRESSES.map(({ name }) => name));
const gates = new ContactSheet(DRESSES.map(({ name }) => name));
let running: Running;
let browser: Browser;
/** The open gates by their hosts. A case is scanned at the gate of its host `gate`. */
const opened = new Map<string, Phone>();

beforeAll(async () => {
  running = await startRunning({ bindings: { YIMA_ISSUERS: withNation() } });
  browser = await openBrowser();
  for (const host of [GATE, HOSTS.collector, NATION]) opened.set(host, await openGate(host));
  await closeStreet();
});
afterAll(async () => {
  await phones.write(browser, "colours-phone");
  await gates.write(browser, "colours-gate");
  await browser.close();
  await running.dispose();
});

/** The setting YIMA_ISSUERS with the issuers of wrangler.toml and the nation, whose rules have orange. */
function withNation(): string {
  return issuersOfToml((issuers) => {
    const hubei = issuers.find(({ code }) => code === "42");
    return [
      ...issuers.filter(({ code }) => code !== "0"),
      { ...hubei, code: "0", hosts: [NATION], name: { zh: "国家政务服务平台", en: "The nation" } },
    ];
  });
}

async function openGate(host: string): Promise<Phone> {
  const office = await inCharge(running.port, host, DISTRICT, COMMUNITY.division);
  const collector = await enrol(running.port, host, COLLECTOR);
  const path = `/api/v1/communities/${COMMUNITY.division}`;
  await office.ask("POST", `${path}/points`, point, POINTS[0]);
  await office.ask("POST", `${path}/collectors`, z.unknown(), { code: await liveCodeOf(collector) });
  await collector.ask("PUT", `${path}/post`, z.unknown(), { pointId: POINTS[0].id });
  const gate = await openPhone(browser, `http://${host}:${running.port}`, { camera: true });
  await logIn(gate.page, running, COLLECTOR.phone);
  await gate.page.goto("/workbench");
  await gate.page.getByText("核验资料：").waitFor();
  return gate;
}

function gateOf({ gate }: Case): Phone {
  const phone = opened.get(gate);
  if (phone === undefined) throw new Error(`no gate at ${gate}`);
  return phone;
}

async function closeStreet(): Promise<void> {
  const [first, second] = await Promise.all(
    [DISTRICT, STREET].map(async (officer) => {
      const api = await inCharge(running.port, OFFICE, officer, "42");
      return api;
    }),
  );
  const change = { kind: "closed_management", division: CLOSED_STREET, from: new Date().toISOString(), until: null };
  const body = { change, reason: "outbreak", evidence: "指挥部令第 12 号" };
  const proposed = await first?.ask("POST", "/api/v1/proposals", proposal, body);
  await second?.ask("POST", `/api/v1/proposals/${proposed?.id}/approvals`, proposal, { note: "已核对" });
}

/** Makes the resident of a case: bound, with the entry of a list if the case has one, and declared. Returns the resident's session. */
async function aResident({ host, phone, number, street, temperatureCelsius = 36.5, kind }: Case): Promise<Visitor> {
  const member = await bind(running, { phone, people: [{ relation: "self", name: "尹静姝", number }] }, host);
  if (kind !== undefined) {
    const document = { type: "10", number };
    const fact = { document, kind, from: dateOf(Date.now()), until: null, source: "420107", reference: number };
    await operatorsEnter(running, fact, { host, issuer: host === NATION ? "0" : "42" });
  }
  const division = street ?? COMMUNITY.division;
  const places = { presentPlace: { division }, addressHere: { division, detail: ADDRESS } };
  await declareStaying(member, phone, { ...places, temperatureCelsius });
  return member.visitor;
}

async function dress(page: Page, { language = "zh", elder = false, media = {} }: Partial<Dress>): Promise<void> {
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
  await page.evaluate(
    ([chosenLanguage, isElder]) => {
      localStorage.setItem("yima-language", chosenLanguage);
      localStorage.setItem("yima-elder", isElder);
    },
    [language, elder ? "1" : "0"] as const,
  );
  await page.reload();
}

/** Runs inside the page: finds texts that are cut off, and a page that is wider than its screen. */
function cutOff(): readonly string[] {
  const faults: string[] = document.documentElement.scrollWidth > innerWidth ? ["the page is wider than its screen"] : [];
  for (const element of document.querySelectorAll("h1, p, dt, dd, a, button, span, b")) {
    const { overflow, position } = getComputedStyle(element);
    const isHidden = position === "absolute" || element.closest(".hidden-words") !== null;
    const isCut = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0 && overflow !== "visible";
    if (isCut && !isHidden) faults.push(`cut off: ${element.textContent}`);
  }
  return faults;
}

async function faultsOf(page: Page): Promise<readonly string[]> {
  return [...(await violations(page)), ...(await page.evaluate(cutOff))];
}

test.for(CASES)("$colour fits every dress on the phone, with its word, and axe finds nothing", async (each) => {
  await aResident(each);
  const { page, context, errors } = await openPhone(browser, `http://${each.host}:${running.port}`);
  await logIn(page, running, each.phone);
  const faults: string[] = [];
  for (const one of DRESSES) {
    await dress(page, one);
    await page.locator(`.code-frame.${each.colour}`).waitFor();
    if (each.colour !== "none") await page.getByText(one.language === "en" ? /^Reason: / : /^原因：/).waitFor();
    await phones.add(each.colour, page);
    faults.push(...(await faultsOf(page)).map((fault) => `${one.name}: ${fault}`));
  }
  expect(faults).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test.for(CASES)("$colour fits every dress at the gate, and axe finds nothing", async (each) => {
  const visitor = running.visitor(each.host);
  await visitor.logIn(each.phone);
  const { page, errors } = gateOf(each);
  const faults: string[] = [];
  for (const one of GATE_DRESSES) {
    await dress(page, one);
    await page.getByText(one.language === "en" ? "Data for checking codes: updated just now" : "核验资料：刚刚更新").waitFor();
    // A closure turns a second time after 36 s (PROPAGATION_MS) and revokes the codes of before: then the phone shows a new one.
    const verdict = page.locator(`.verdict.${TONES[each.colour] ?? each.colour}`);
    const shows = async () => {
      await typeCode(page, await (await phoneOf(visitor))());
      return verdict.waitFor({ timeout: SHOWN_WITHIN_MS }).then(
        () => true,
        () => false,
      );
    };
    await expect.poll(shows).toBe(true);
    await gates.add(each.colour, page);
    faults.push(...(await faultsOf(page)).map((fault) => `${one.name}: ${fault}`));
  }
  expect(faults).toEqual([]);
  expect(errors).toEqual([]);
});
