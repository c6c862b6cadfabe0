/** `npm start`: builds if the build is out of date, starts Yima on this machine with state on disk, fills it once, and prints the addresses; with `-- --lan` phones on the same network can use it too. */
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { publicHalf } from "../src/token/secret/operator.ts";
import { localAuthority } from "./authority.ts";
import { build } from "./build.ts";
import { root } from "./command.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, NATION_OFFICERS, OFFICERS, POINTS, RESIDENT } from "./demo-cast.ts";
import { fillAll } from "./demo.ts";
import { startEmbedded } from "./embedded.ts";
import { freePorts } from "./free-ports.ts";
import { terminalSymbol } from "./lan-page.ts";
import { type LanPlan, openLan, planLan } from "./lan.ts";
import { localMasterKey } from "./master-key.ts";
import { operatorKeyAt } from "./operator-key.ts";
import { localNation } from "./register/ceremony.ts";

const FIRST_PORT = 8787;

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: "xdg-open", darwin: "open", win32: "explorer" };

const home = join(root, ".yima");
/** The operators of this machine: an act of an operator needs two, or one and an officer. */
const OPERATORS = ["operator-1", "operator-2"];
/** A file that is written after the system is filled: if it is missing, the next start fills the system again. */
const filledMark = join(home, "filled");
const securityLog = join(home, "security.log");

const trialPage = (port: number): string => `http://${HOSTS.resident}:${port}/local/try`;

function guide(port: number): string {
  const origin = (host: string) => `http://${host}:${port}/`.padEnd(36);
  return `
Yima 一码 is running: ${COMMUNITY.name}.

  先打开 Open first        ${trialPage(port)}

居民、采集员、管理员三个页面都在那里，验证码也在。 The pages of a resident, a collector and an administrator stand there side by side, with their
one-time passwords. Each has its own origin too, so one browser can hold all three logins:

  居民　 resident        ${origin(HOSTS.resident)} ${RESIDENT.phone}  ${RESIDENT.people[0].name}, with a child and a parent
  采集员 collector       ${origin(HOSTS.collector)} ${COLLECTOR.phone}  ${COLLECTOR.people[0].name}, at ${POINTS[0].name}
  管理员 administrator   ${origin(HOSTS.administrator)} ${ADMINISTRATOR.phone}  ${ADMINISTRATOR.people[0].name}

On a PC the administrator opens http://${HOSTS.administrator}:${port}/admin

Hubei, with colours, is at http://hubei.localhost:${port}/ (any mobile number logs in). Changes of colours by hand need two of its officers, on a PC:

${rowsOf(OFFICERS, port)}

The nation, for regions without a system of their own, is at http://localhost:${port}/. Its officers:

${rowsOf(NATION_OFFICERS, port)}

The one-time passwords arrive at http://${HOSTS.resident}:${port}/local/outbox
Ctrl+C stops it. The state stays in .yima/, with the security log in security.log. Without this folder the next start begins with a new state.
`;
}

function rowsOf(officers: typeof OFFICERS | typeof NATION_OFFICERS, port: number): string {
  const rows = officers.map(({ host, account }) => {
    const address = `http://${host}:${port}/admin`.padEnd(42);
    return `  负责人 officer         ${address}  ${account.phone}  ${account.people[0].name}`;
  });
  return rows.join("\n");
}

function lanGuide(page: string, { seats }: LanPlan): string {
  const rows = seats.map(({ who, url, phone }) => `  ${who.en.padEnd(20)} ${url.padEnd(32)} ${phone}  ${who.zh}`);
  return `
Phones on the same network open ${page}
${process.stdout.isTTY ? `\n${terminalSymbol(page)}\n` : ""}
${rows.join("\n")}

One phone plays one role: the ports of one address share their logins. Everybody on this network can open these pages and the outbox.
The first page has the certificate of this machine. Only the use without a network needs it.
`;
}

function waitAloud(seconds: number): Promise<void> {
  process.stdout.write(`A phone number gets one message a minute: it goes on in ${seconds} s …\n`);
  return setTimeout(seconds * 1000);
}

/** Opens the page in a browser if the program runs in a terminal on a machine with a screen, and not in CI. */
function openPage(url: string): void {
  if (process.env.CI !== undefined || !process.stdout.isTTY) return;
  const opener = OPENERS[process.platform];
  const hasScreen =
    process.platform !== "linux" || process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
  if (opener === undefined || !hasScreen) return;
  spawn(opener, [url], { stdio: "ignore", detached: true })
    .on("error", () => undefined)
    .unref();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { lan: { type: "boolean", default: false } } });
  await build();
  const masterKey = localMasterKey(join(home, "master-key"));
  const plan = values.lan ? await planLan() : undefined;
  const [port = FIRST_PORT] = await freePorts(FIRST_PORT, 1);
  const persist = join(home, "state");
  const keys = await Promise.all(OPERATORS.map((name) => operatorKeyAt(join(home, "operators", `${name}.json`), name)));
  const nation = await localNation(join(home, "trust"), Date.now());
  const { YIMA_PASSKEYS: passkeys } = process.env;
  const bindings = {
    ...plan?.bindings,
    ...(passkeys !== undefined && { YIMA_PASSKEYS: passkeys }),
    YIMA_OPERATORS: JSON.stringify(keys.map(publicHalf)),
    YIMA_TRUST_ROOT: nation.root,
    YIMA_ONLINE_KEY: nation.onlineKey,
  };
  const server = await startEmbedded({ port, persist, masterKey, secure: values.lan, bindings, securityLog });
  const lan = plan && (await openLan(plan, localAuthority(join(home, "authority")), server.securePort));
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write("\nStopping …\n");
    void Promise.all([lan?.close(), server.dispose()]).then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // Miniflare's own listener would end the process before the state is closed and its lock released.
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
  if (!existsSync(filledMark)) {
    process.stdout.write("Filling the system with one community for trials …\n");
    await fillAll(server.port, waitAloud);
    writeFileSync(filledMark, `${new Date().toISOString()}\n`);
  }
  process.stdout.write(guide(server.port));
  if (lan !== undefined && plan !== undefined) process.stdout.write(lanGuide(lan.page, plan));
  openPage(trialPage(server.port));
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
