/**
 * Every way to write facts, declarations, levels, rule sets, closures, clients and offices, read from the source: who calls each writing method, and which rule
 * gives it a second person. A new caller, a new method or a new statement fails here until it has its row. Source: product.md §5, point 4; decision 55.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { TIES } from "../../src/domain/officer/officer.ts";
import { root } from "../../tools/command.ts";

/** Why one person is enough for a call, or by which door of `TIES` two agree. */
type Rule =
  | { readonly door: keyof typeof TIES }
  | {
      readonly one:
        | "manager"
        | "client of two officers"
        | "two officers of a peer"
        | "first set-up"
        | "street or community"
        | "this machine";
    };

const manager: Rule = { one: "manager" };
const client: Rule = { one: "client of two officers" };
const peer: Rule = { one: "two officers of a peer" };
const proposal: Rule = { door: "proposal" };
const appointment: Rule = { door: "appointment" };

/** The methods of objects that decide something, by their callers in other files than the object's own. */
const WAYS: Readonly<Record<string, Readonly<Record<string, readonly Rule[]>>>> = {
  enterFacts: {
    "objects/list-import/lists.ts": [proposal, client],
    "objects/mailbox/exposure-duty.ts": [proposal, peer],
    "objects/mailbox/take-facts.ts": [peer],
    "routes/officers/facts.ts": [client],
  },
  takeBackList: {
    "objects/list-import/object.ts": [proposal],
    "objects/mailbox/told-orders.ts": [proposal],
    "objects/mailbox/exposure-duty.ts": [proposal, peer],
  },
  hear: { "objects/issuer/duties.ts": [proposal], "objects/mailbox/take-facts.ts": [peer] },
  enterAreas: { "objects/list-import/lists.ts": [proposal, client], "routes/officers/areas.ts": [client] },
  takeBackAreas: { "objects/list-import/object.ts": [proposal], "objects/mailbox/told-orders.ts": [proposal] },
  takeAreas: { "objects/mailbox/take-areas.ts": [peer] },
  obey: { "objects/issuer/duties.ts": [proposal] },
  decideProposal: { "routes/officers/proposals.ts": [proposal], "routes/operators/decisions.ts": [proposal] },
  approve: { "routes/officers/clients.ts": [{ door: "client" }] },
  answerSentAppeal: { "objects/mailbox/take-appeals.ts": [peer] },
  setAside: { "routes/divisions/queues.ts": [{ door: "appeal" }] },
  answerAppeal: { "routes/divisions/queues.ts": [{ door: "appeal" }] },
  endReview: { "routes/divisions/queues.ts": [{ door: "review" }] },
  settleCase: { "routes/divisions/apply-case.ts": [{ door: "case" }] },
  declare: { "routes/people/declarations.ts": [manager] },
  checkIn: { "routes/people/check-ins.ts": [manager] },
  decideAppointment: { "routes/divisions/appoint-by-two.ts": [appointment] },
  noteAppointment: { "routes/operators/administrators.ts": [{ one: "first set-up" }] },
  proveInPerson: { "routes/divisions/appoint.ts": [appointment, { one: "first set-up" }] },
  appoint: {
    "routes/divisions/appoint.ts": [{ one: "street or community" }, { one: "first set-up" }],
    "local/administrators.ts": [{ one: "this machine" }],
  },
  replace: { "routes/divisions/administrators.ts": [{ one: "street or community" }] },
};

/** The other methods of these objects: they read, ask, propose, make something wait, or take a right away. */
const HARMLESS: Readonly<Record<string, string>> = {
  "clients/rpc.ts": "act admit clients keys make revoke use",
  "division/appointment-rpc.ts":
    "dropWaitingBelow notePasskey noteWaitingBelow proposeAppointment proposedAppointments waitingBelow",
  "division/case-rpc.ts": "case cases decideCase openCase waitingCases",
  "division/rpc.ts":
    "addAlias addCommunity addVerifications administrators application applications appointments appointmentsAlone isAdministrator refuseApplication " +
    "refusedApplications remove reopenApplication report settle statistics verifications wait waiting",
  "division/look-rpc.ts": "beginLookUp endLookUp looks noteLook",
  "issuer/rpc.ts":
    "application areas foreseeAreas identityListed jwks list lists noteAppeal noteList noteOpened notePeer pastKeys peers proposals " +
    "propose proposeRuleSet replaceKeys ruleSet ruleSets sealKey signingKey useOnce",
  "list-import/rpc.ts": "add begin close forget levels names reading refusedLines view",
  "people/custody/rpc.ts":
    "answer answerManager claim denyChange formerPhones holderOf lookAtManagers managersOf ownAccounts " +
    "proofs prove release restWith revoke",
  "queue/rpc.ts": "count propose put settle subjectOf waiting",
  "trial/rpc.ts": "cancel count counts open start view wasOpened",
  "people/rpc.ts":
    "appeal appealFile appeals areFactsKnown askToDeclare beginFile checkIns colour countUses countVisitors decisions " +
    "declaration declarations declared draftCredentials factState fileArrived foreseeFacts health holders lookAtFile " +
    "looks maskedNameOf noteLook ownDecisions record track tryChange view visitors",
};

/** The stores whose statements write the tables that decide. */
const WRITERS: Readonly<Record<string, string>> = {
  facts: "objects/people/person/fact-store.ts",
  told_facts: "objects/people/person/told-store.ts",
  declarations: "objects/people/person/declaration-store.ts",
  check_ins: "objects/people/person/check-in-store.ts",
  areas: "objects/issuer/area-store.ts",
  rule_sets: "objects/issuer/rule-set-changes.ts",
  colour_setting: "objects/issuer/proposal-store.ts",
  clients: "objects/clients/client-store.ts",
  administrators: "objects/division/administrator-store.ts",
};

/** The objects that keep what decides. */
const DECIDING = /^objects\/(?:clients|division|issuer|list-import|people|queue|trial)\/.*rpc\.ts$/;

const SOURCE = join(root, "src");

/** The files of the server without their comments, by their path below src. */
const texts = new Map(
  ["objects", "routes", "local", "domain"]
    .flatMap((room) => readdirSync(join(SOURCE, room), { recursive: true, encoding: "utf8" }).map((file) => `${room}/${file}`))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => [file, withoutComments(readFileSync(join(SOURCE, file), "utf8"))]),
);

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^\s*\/\/.*$/gm, "");
}

/** The files that call a method of this name on an object: on what a function of objects/env.ts returns, or on a variable with such a name. */
function callersOf(method: string): readonly string[] {
  const stub = String.raw`(?:[a-z]+(?:Of|Shard)\((?:[^()]|\([^()]*\))*\)|\b(?:people|object|shard|queue|division|issuer))`;
  const call = new RegExp(String.raw`${stub}\s*\.${method}\(`, "i");
  return [...texts]
    .filter(([file, text]) => !file.startsWith("domain/") && !file.endsWith("rpc.ts") && call.test(text))
    .map(([file]) => file);
}

/** The methods that the RPC interfaces of a file declare. */
function methodsOf(file: string): readonly string[] {
  const [, body = ""] = /export interface \w+Rpc\b[^{]*\{([\s\S]*)/.exec(texts.get(`objects/${file}`) ?? "") ?? [];
  return [...body.matchAll(/^ {2}([a-z]\w*)\(/gm)].map(([, name = ""]) => name);
}

test.each(Object.entries(WAYS))("%s is called by the doors with a second person, and by nobody else", (method, callers) => {
  const isOwn = (file: string) => /^objects\/(?:people|issuer|division|clients|queue)\//.test(file) && !(file in callers);
  const strangers = callersOf(method).filter((file) => !isOwn(file) || file.startsWith("routes/"));
  expect(strangers.toSorted()).toEqual(Object.keys(callers).toSorted());
});

const rpcFiles = [...texts.keys()].filter((file) => DECIDING.test(file)).map((file) => file.slice("objects/".length));

test.each(rpcFiles)("each other method of %s is known to decide nothing alone", (file) => {
  const others = methodsOf(file).filter((name) => !(name in WAYS));
  expect(others.toSorted()).toEqual((HARMLESS[file] ?? "").split(" ").filter((name) => name !== ""));
});

test.each(Object.entries(WRITERS))("the table %s is written in one store only", (table, store) => {
  const statement = new RegExp(String.raw`(?:INTO|UPDATE|DELETE FROM) ${table}\b`);
  const writers = [...texts].filter(([file, text]) => !file.endsWith("migrations.ts") && statement.test(text));
  expect(writers.map(([file]) => file)).toEqual([store]);
});

test("each door of the rule of two persons asks it, and the domain asks it nowhere without a door", () => {
  const asked = [...texts.values()].flatMap((text) => [
    ...[...text.matchAll(/\b(?:secondOf|agreementOf)\("(\w+)"/g)].map(([, door = ""]) => door),
    ...[...text.matchAll(/\bdoor: "(\w+)"/g)].map(([, door = ""]) => door),
  ]);
  // The desk of a community comes with the papers of persons without a phone.
  expect([...new Set(asked), "desk_declaration"].toSorted()).toEqual(Object.keys(TIES).toSorted());
  const doors = Object.values(WAYS).flatMap((callers) =>
    Object.values(callers)
      .flat()
      .flatMap((rule) => ("door" in rule ? [rule.door] : [])),
  );
  expect([...new Set<string>([...doors, "desk_declaration"])].toSorted()).toEqual(Object.keys(TIES).toSorted());
});
