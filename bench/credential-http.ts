/** Credentials per second over HTTP, as phones request them, against a bare worker that per request calls an object, checks one proof and signs once. */
import * as z from "zod";
import { me } from "../src/contract/people.ts";
import { checkDocument } from "../src/domain/identity/document.ts";
import { type Account, HOSTS, type Someone } from "../tools/demo-cast.ts";
import { enrol } from "../tools/demo.ts";
import { credentialsBody, newDeviceKey } from "./codes.ts";
import { getRequest, postRequest, startLoadProcess } from "./load-job.ts";
import type { Figure } from "./rounds.ts";
import { startWorkerd } from "./workerd.ts";
import { besideReferences, workOf } from "./work.ts";
import { yimaBeside } from "./yima.ts";

/** Accounts with ten people each; a person may have 200 credentials per day. */
const ACCOUNTS = 18;
const PEOPLE = 10;
const PER_PERSON = 200;
/** The number of credentials per request: the issuer allows no more. */
const AT_A_TIME = 4;
/** Each person sends the requests for these keys in turn. */
const DEVICE_KEYS = 32;
const CONNECTIONS = 64;
const ROUNDS = 6;
const WARM_ROUNDS = 2;
const ROUND_MILLISECONDS = 2000;
const GOALS = { bare: 0.6, floor: 0.75 };

export async function credentialHttp(): Promise<readonly Figure[]> {
  const runtime = await startWorkerd(await yimaBeside("local", ["signature", "credentialFloor"]));
  const load = startLoadProcess();
  try {
    const requests = await credentialRequests(runtime.port("yima"));
    const share = Math.floor(requests.length / (ROUNDS + WARM_ROUNDS));
    const job = { connections: CONNECTIONS, milliseconds: ROUND_MILLISECONDS, expect: '"credentials":["' };
    let sent = 0;
    const subject = () => {
      const own = requests.slice(sent * share, (sent + 1) * share);
      sent += 1;
      return workOf(load, runtime, { ...job, port: runtime.port("yima"), requests: own, once: true }, AT_A_TIME);
    };
    const bare = [getRequest(HOSTS.resident, "/")];
    const reference = (socket: string, pieces: number) => () =>
      workOf(load, runtime, { ...job, port: runtime.port(socket), requests: bare, once: false }, pieces);
    const beside = [
      { suffix: "", goal: GOALS.bare, round: reference("signature", 1) },
      { suffix: "_floor", goal: GOALS.floor, round: reference("credentialFloor", AT_A_TIME) },
    ];
    for (let warm = 0; warm < WARM_ROUNDS; warm += 1)
      for (const act of [subject, ...beside.map(({ round }) => round)]) await act();
    return await besideReferences("credential_http", "credentials/s", ROUNDS, subject, beside);
  } finally {
    load.stop();
    await runtime.stop();
  }
}

/** The requests of all people in turn, each for four credentials. */
export async function credentialRequests(port: number): Promise<readonly Buffer[]> {
  const keys = await Promise.all(Array.from({ length: DEVICE_KEYS }, newDeviceKey));
  const groups = Array.from({ length: DEVICE_KEYS / AT_A_TIME }, (_, group) =>
    keys.slice(group * AT_A_TIME, (group + 1) * AT_A_TIME),
  );
  const requests = await Promise.all(
    Array.from({ length: ACCOUNTS }, async (_, index) => {
      const visitor = await enrol(port, HOSTS.resident, accountOf(index));
      const { people } = await visitor.ask("GET", "/api/v1/me", me);
      const headers = { cookie: z.string().parse(visitor.cookie), "x-yima": "1" };
      return Promise.all(
        people.map(async ({ id }) => {
          const bodies = groups.map((group) => credentialsBody(id, group));
          return (await Promise.all(bodies)).map((body) =>
            postRequest(HOSTS.resident, `/api/v1/people/${id}/credentials`, body, headers),
          );
        }),
      );
    }),
  );
  const people = requests.flat();
  return Array.from({ length: PER_PERSON / AT_A_TIME }, (_, turn) =>
    people.flatMap((own) => own[turn % own.length] ?? []),
  ).flat();
}

function accountOf(index: number): Account {
  const [self, ...others] = Array.from({ length: PEOPLE }, (_, at) => someone(index * PEOPLE + at, at === 0 ? "self" : "parent"));
  if (self === undefined) throw new Error("an account has at least its holder");
  return { phone: `139000000${String(index).padStart(2, "0")}`, people: [self, ...others] };
}

function someone(index: number, relation: Someone["relation"]): Someone {
  const head = `42010719800101${String(index).padStart(3, "0")}`;
  const number = Array.from("0123456789X", (check) => head + check).find(
    (candidate) => checkDocument({ type: "10", number: candidate }, "2026-01-01").ok,
  );
  if (number === undefined) throw new Error("one of eleven check characters is right");
  return { relation, name: "王芳", number };
}
