/** `npm start`: builds if the build is out of date, starts Yima on this machine with state on disk, fills it once, and prints the addresses. */
import { spawn } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { build } from "./build.ts";
import { root } from "./command.ts";
import { ADMINISTRATOR, COLLECTOR, COMMUNITY, HOSTS, OFFICERS, POINTS, RESIDENT } from "./demo-cast.ts";
import { fillDemo, fillOfficers } from "./demo.ts";
import { startEmbedded } from "./embedded.ts";
import { localMasterKey } from "./master-key.ts";

const FIRST_PORT = 8787;
const PORTS_TRIED = 20;

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, string>>> = { linux: "xdg-open", darwin: "open", win32: "explorer" };

const home = join(root, ".yima");
/** Written after the fill: if it is missing, the next start fills again. */
const filledMark = join(home, "filled");

async function freePort(): Promise<number> {
  for (let port = FIRST_PORT; port < FIRST_PORT + PORTS_TRIED; port += 1) {
    if (await isFree(port)) return port;
  }
  throw new Error(`Ports ${FIRST_PORT} to ${FIRST_PORT + PORTS_TRIED - 1} of 127.0.0.1 are all in use`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => done(true)));
  });
}

function guide(port: number): string {
  const origin = (host: string) => `http://${host}:${port}/`.padEnd(36);
  return `
Yima 一码 is running: ${COMMUNITY.name}.
Each login has its own origin, so one browser can hold all three. Log in by phone number:

  居民　 resident        ${origin(HOSTS.resident)} ${RESIDENT.phone}  ${RESIDENT.people[0].name}, with a child and a parent
  采集员 collector       ${origin(HOSTS.collector)} ${COLLECTOR.phone}  ${COLLECTOR.people[0].name}, at ${POINTS[0].name}
  管理员 administrator   ${origin(HOSTS.administrator)} ${ADMINISTRATOR.phone}  ${ADMINISTRATOR.people[0].name}

On a PC the administrator opens http://${HOSTS.administrator}:${port}/admin

Hubei, with colours, is at http://hubei.localhost:${port}/ (any mobile number logs in). Changes of colours by hand need two of its officers, on a PC:

${OFFICERS.map(({ host, account }) => `  负责人 officer         http://${host}:${port}/admin  ${account.phone}  ${account.people[0].name}`).join("\n")}

The one-time passwords arrive at http://${HOSTS.resident}:${port}/local/outbox
Ctrl+C stops it. The state stays in .yima/. Without this folder the next start begins with a new state.
`;
}

/** Opens the page in a browser, but only from a terminal on a machine with a screen. */
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
  await build();
  const masterKey = localMasterKey(join(home, "master-key"));
  const server = await startEmbedded({ port: await freePort(), persist: join(home, "state"), masterKey });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    process.stdout.write("\nStopping …\n");
    void server.dispose().then(() => process.exit(0));
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    // Miniflare's own listener would end the process before the state is closed and its lock released.
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
  if (!existsSync(filledMark)) {
    process.stdout.write("Filling the system with one community for trials …\n");
    await fillDemo(server.port);
    await fillOfficers(server.port);
    writeFileSync(filledMark, `${new Date().toISOString()}\n`);
  }
  process.stdout.write(guide(server.port));
  openPage(`http://${HOSTS.resident}:${server.port}/`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
