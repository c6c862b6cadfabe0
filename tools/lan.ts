/** `npm start -- --lan`: serves real phones on the same network over TLS, each role on its own port. For trials among people who trust each other. */
import { createServer, type Server } from "node:http";
import { networkInterfaces } from "node:os";
import { type Authority, isLocalAddress } from "./authority.ts";
import { ADMINISTRATOR, COLLECTOR, HOSTS, OFFICERS, RESIDENT } from "./demo-cast.ts";
import { type Front, openFront } from "./front.ts";
import { freePorts } from "./free-ports.ts";
import { certificatePage, type PlacedSeat, type Seat } from "./lan-page.ts";

/** The lowest port that may be used. */
const FIRST_PORT = 8800;

const [FIRST_OFFICER, SECOND_OFFICER] = OFFICERS;

const SEATS: readonly Seat[] = [
  { who: { zh: "居民", en: "resident" }, host: HOSTS.resident, phone: RESIDENT.phone },
  { who: { zh: "采集员", en: "collector" }, host: HOSTS.collector, phone: COLLECTOR.phone },
  { who: { zh: "管理员", en: "administrator" }, host: HOSTS.administrator, phone: ADMINISTRATOR.phone },
  { who: { zh: "湖北居民", en: "resident of Hubei" }, host: "hubei.localhost", phone: "any" },
  { who: { zh: "湖北负责人", en: "officer of Hubei" }, host: FIRST_OFFICER.host, phone: FIRST_OFFICER.account.phone },
  { who: { zh: "湖北负责人", en: "officer of Hubei" }, host: SECOND_OFFICER.host, phone: SECOND_OFFICER.account.phone },
];

export interface LanPlan {
  /** The address of this machine on the local network. */
  readonly address: string;
  readonly pagePort: number;
  readonly seats: readonly (PlacedSeat & { readonly port: number })[];
  /** A variable for the worker, which says to which host name each port belongs. */
  readonly bindings: Readonly<Record<string, string>>;
}

export interface Lan {
  /** The address of the first page, which has the certificate and the links. It is served without TLS, because a phone does not trust the certificate yet. */
  readonly page: string;
  readonly close: () => Promise<void>;
}

/** The addresses of this machine on local networks. */
function lanAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.filter(({ internal, address }) => !internal && isLocalAddress(address)).map(({ address }) => address);
}

/** Chooses the address and the ports before the worker starts, because the worker gets the ports as a variable. Rejects if the machine is on no local network. */
export async function planLan(address = lanAddresses()[0] ?? "", first = FIRST_PORT): Promise<LanPlan> {
  if (address === "")
    throw new Error("--lan: this machine is on no local network: connect it to the same Wi-Fi as the phones, then start again.");
  const [pagePort = 0, ...ports] = await freePorts(first, SEATS.length + 1, address);
  const seats = SEATS.map((seat, n) => ({ ...seat, port: ports[n] ?? 0, url: `https://${address}:${ports[n]}/` }));
  const hosts = Object.fromEntries(seats.map(({ port, host }) => [port, host]));
  return { address, pagePort, seats, bindings: { YIMA_LAN_HOSTS: JSON.stringify(hosts) } };
}

/** Opens a TLS port for each role, and the first page. @param to the port of the worker for requests that came by TLS */
export async function openLan({ address, pagePort, seats }: LanPlan, authority: Authority, to: number): Promise<Lan> {
  const tls = authority.vouch([address]);
  const fronts: readonly Front[] = await Promise.all(seats.map(({ port }) => openFront(tls, { port, host: address, to })));
  const server = serveCertificate(authority, seats);
  await new Promise<void>((done, failed) => server.once("error", failed).listen(pagePort, address, done));
  const close = async () => {
    server.close();
    await Promise.all(fronts.map((front) => front.close()));
  };
  return { page: `http://${address}:${pagePort}/`, close };
}

function serveCertificate({ certificate }: Authority, seats: readonly PlacedSeat[]): Server {
  const page = certificatePage(seats);
  return createServer(({ url }, response) => {
    if (url === "/yima-trial.crt") response.setHeader("content-type", "application/x-x509-ca-cert").end(certificate);
    else if (url === "/") response.setHeader("content-type", "text/html; charset=utf-8").end(page);
    else response.writeHead(404).end();
  });
}
