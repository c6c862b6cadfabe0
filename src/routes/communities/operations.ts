/** The routes of a community with their shapes: a part of the one list in operations.ts. */
import * as z from "zod";
import {
  addCollectorRequest,
  addPointRequest,
  changePointRequest,
  collector,
  collectorRecord,
  collectors,
  findCollectorRequest,
  foundCollector,
  passesRequest,
  passesResponse,
  passPage,
  point,
  redeclaration,
  redeclarationRequest,
  switchPostRequest,
  workbench,
} from "../../contract/community.ts";
import { exportQuery, exportsQuery, passesQuery, passExports } from "../../contract/history.ts";
import type { Operation } from "../http/operation.ts";

const COMMUNITY = "/api/v1/communities/:division";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const COMMUNITY_OPERATIONS: readonly Operation[] = [
  { method: "GET", path: COMMUNITY, answers: { 200: workbench } },
  { method: "GET", path: `${COMMUNITY}/points`, answers: { 200: z.strictObject({ points: z.array(point) }) } },
  { method: "POST", path: `${COMMUNITY}/points`, body: addPointRequest, answers: { 201: point } },
  { method: "PATCH", path: `${COMMUNITY}/points/:id`, body: changePointRequest, answers: { 200: point } },
  { method: "DELETE", path: `${COMMUNITY}/points/:id`, answers: { 204: null } },
  { method: "POST", path: `${COMMUNITY}/points/:id/restoration`, answers: { 200: point } },
  { method: "PUT", path: `${COMMUNITY}/post`, body: switchPostRequest, answers: { 204: null } },
  { method: "GET", path: `${COMMUNITY}/collectors`, answers: { 200: collectors } },
  { method: "POST", path: `${COMMUNITY}/collectors`, body: addCollectorRequest, answers: { 201: collector } },
  { method: "GET", path: `${COMMUNITY}/collectors/:id`, answers: { 200: collectorRecord } },
  { method: "POST", path: `${COMMUNITY}/collectors/found`, body: findCollectorRequest, answers: { 200: foundCollector } },
  { method: "DELETE", path: `${COMMUNITY}/collectors/:id`, answers: { 204: null } },
  { method: "POST", path: `${COMMUNITY}/collectors/:id/restoration`, answers: { 200: collector } },
  { method: "POST", path: `${COMMUNITY}/redeclarations`, body: redeclarationRequest, answers: { 200: redeclaration } },
  { method: "GET", path: `${COMMUNITY}/passes`, query: passesQuery, answers: { 200: passPage } },
  { method: "GET", path: `${COMMUNITY}/passes.csv`, query: exportQuery, type: "text/csv", answers: { 200: z.string() } },
  { method: "GET", path: `${COMMUNITY}/passes.xlsx`, query: exportQuery, type: XLSX, answers: { 200: z.string() } },
  { method: "GET", path: `${COMMUNITY}/exports`, query: exportsQuery, answers: { 200: passExports } },
  { method: "GET", path: `${COMMUNITY}/live`, answers: { 101: null } },
  { method: "POST", path: `${COMMUNITY}/passes`, body: passesRequest, answers: { 200: passesResponse } },
];
