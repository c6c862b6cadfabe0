/** Arguments for the methods of communities and divisions: see methods.ts. */
import { aPoint, COMMUNITY } from "../builders.ts";
import { aUseOf, type CallsOf, ID, nothing, byId, byNow, office, actor, administrator, purpose } from "./calls.ts";
import { ISSUER } from "./state.ts";

export const COMMUNITIES: CallsOf = {
  workbench: (victim) => [[actor(victim), true, victim.now]],
  addPoint: ({ now }) => [[{ ...aPoint("南门"), location: null }, now]],
  changePoint: () => [[ID, { name: "北门" }]],
  removePoint: byId,
  restorePoint: byId,
  mayAddCollector: nothing,
  addCollector: (victim) => [[administrator(victim), victim.now]],
  collectors: nothing,
  collectorRecord: byId,
  removeCollector: byId,
  formerCollector: byId,
  restoreCollector: ({ now }) => [[ID, "+8613900000000", now]],
  switchPost: (victim) => [[actor(victim), ID]],
  gateOf: (victim) => [[actor(victim)]],
  register: (victim) => [
    [
      actor(victim),
      [
        {
          id: ID,
          person: victim.person,
          shard: victim.shard,
          issuer: ISSUER,
          handle: "00",
          kind: "live",
          colour: "red",
          maskedName: "",
          declaredAt: 0,
          marks: 0,
          use: { proofAt: 1000, point: ID, earlier: null },
        },
      ],
      victim.now,
    ],
  ],
  noteLaterUses: (victim) => [[[{ pass: ID, later: aUseOf(victim) }], victim.now]],
  registered: (victim) => [[actor(victim), [{ id: ID, person: victim.person, handle: "00", proofAt: 1000 }]]],
  passes: ({ person, now }) => [
    [{ person, point: null, collector: null, colour: "red", from: 0, to: now }, { at: now, id: ID }, 9],
  ],
  beginExport: ({ now, account }) => [[{ actor: account, office: ISSUER, purpose: "survey", format: "csv", filter: "{}" }, now]],
  endExport: ({ now }) => [[1, 1, true, now]],
  exports: () => [[9, 9]],
  waiting: nothing,
  alarm: nothing,
  fetch: () => [[new Request("http://community/live", { headers: { upgrade: "websocket", "x-watcher": "{}" } })]],
  webSocketMessage: () => [[{ send: () => undefined, close: () => undefined, deserializeAttachment: () => null }, "red"]],
};

export const DIVISIONS: CallsOf = {
  report: ({ shard }) => [[`people/${shard}`, { hours: [], days: [] }]],
  statistics: ({ now }) => [[{ from: "2020-03-01", to: "2020-03-02" }, now]],
  isAdministrator: (victim) => [[actor(victim)]],
  appoint: (victim) => [[administrator(victim), office(victim), victim.now]],
  administrators: nothing,
  remove: (victim) => [["abcd", office(victim), victim.now]],
  replace: (victim) => [["abcd", administrator(victim), office(victim), victim.now]],
  appointments: nothing,
  appointmentsAlone: ({ account }) => [[[account]]],
  wait: ({ now }) => [[ID, { name: "尹小满", division: "钢都社区", phone: "+8613900000000" }, "division_unknown", now]],
  waiting: nothing,
  applications: nothing,
  refusedApplications: nothing,
  application: byId,
  settle: byId,
  refuseApplication: (victim) => [[ID, "尹**", office(victim), victim.now]],
  reopenApplication: (victim) => [[ID, office(victim), victim.now]],
  addCommunity: (victim) => [[{ name: "新社区", aliases: [] }, [], office(victim), victim.now]],
  addAlias: (victim) => [[COMMUNITY, "新社区", [], office(victim), victim.now]],
  openCase: ({ person, account, now }) => [
    [
      {
        id: ID,
        person,
        opener: person,
        text: { kind: "dispute", name: "", document: {}, account, maskedPhone: "", relation: "self", reason: "", openedBy: "" },
      },
      now,
    ],
  ],
  cases: byNow,
  case: byId,
  waitingCases: nothing,
  decideCase: ({ now }) => [[{ id: ID, state: "agreed", by: "" }, now]],
  noteLook: ({ now }) => [[{ at: now, office: ISSUER, maskedPhone: "", maskedName: "尹**", purpose, extent: "whole" }]],
  looks: ({ now }) => [[9, 9, now]],
  alarm: nothing,
};
