/** Every route of the interface with the shapes of its body, query and answers: what the OpenAPI document and the fuzz test go by. */
import * as z from "zod";
import {
  administrator,
  administrators,
  appointRequest,
  removeAdministratorRequest,
  replaceAdministratorRequest,
} from "../../contract/administrator.ts";
import {
  appeal,
  appealAnswered,
  appealAnswerRequest,
  appealFile,
  appealRequest,
  appeals,
  appealsWaiting,
  waitingAppeals,
} from "../../contract/appeal.ts";
import {
  applicationDecided,
  applicationDecision,
  applicationResults,
  applications,
  applicationsRequest,
  applicationsWaiting,
} from "../../contract/application.ts";
import { areaEntered, areaRequest, areas, areasQuery } from "../../contract/area.ts";
import { checkInReceipt, checkInRequest, checkIns } from "../../contract/check-in.ts";
import { clientDecided, clientMade, clientRequest, clients } from "../../contract/client.ts";
import { personColour } from "../../contract/colour.ts";
import { credentialsRequest, credentialsResponse } from "../../contract/credential.ts";
import { decisionsRequest, ownDecisions, personDecisions } from "../../contract/decision.ts";
import { declarationDetail, declarationPage, declarationReceipt, declarationRequest } from "../../contract/declaration.ts";
import {
  addAliasRequest,
  addCommunityRequest,
  addedDivision,
  addedDivisions,
  addedQuery,
  divisionMatch,
  matchQuery,
} from "../../contract/division.ts";
import { factEntered, factImport, factImportQuery, factRequest } from "../../contract/fact.ts";
import { operatorRequest } from "../../contract/operator.ts";
import { addPersonRequest, claimDecision, me, person } from "../../contract/people.ts";
import { passagePolicies, risk } from "../../contract/passage.ts";
import { instant, sentence } from "../../contract/primitives.ts";
import { manualChanges, proposal, proposalDecision, proposalRequest, proposals } from "../../contract/proposal.ts";
import { proposedRuleSet, ruleSetRequest, ruleSets } from "../../contract/rule-set.ts";
import { reviewCount, reviewFinding, reviewFound, waitingReviews } from "../../contract/review.ts";
import { otpRequest, otpResponse, sessionRequest, sessionResponse } from "../../contract/session.ts";
import { statistics, statisticsQuery } from "../../contract/statistics.ts";
import { divisionLooks, looks, looksQuery, track, trackRequest } from "../../contract/track.ts";
import { trial, trialQuery } from "../../contract/trial.ts";
import { verifyRequest, verifyResponse } from "../../contract/verify.ts";
import { COMMUNITY_OPERATIONS } from "../communities/operations.ts";
import type { Operation } from "./operation.ts";

const PERSON = "/api/v1/people/:person";
const DIVISION = "/api/v1/divisions/:division";
const ADMINISTRATORS = `${DIVISION}/administrators`;
const APPLICATIONS = `${DIVISION}/applications`;
const STATISTICS = `${DIVISION}/statistics`;
const PROPOSALS = "/api/v1/proposals";
const pageQuery = z.strictObject({ before: z.int().min(1).optional() });
const turn = z.strictObject({ division: z.string().regex(/^\d{0,12}$/), at: instant });
const issuer = z.strictObject({
  code: z.string(),
  name: sentence,
  jwksUri: z.url(),
  passagePolicies,
  originRisks: z.array(risk).describe("What the risk of where a holder comes from may be today."),
  turns: z.array(turn).describe("Codes of a division's people that were issued before such a moment are revoked from then on."),
});
const jwks = z.strictObject({ keys: z.array(z.looseObject({ kty: z.string(), kid: z.string(), nbf: z.int(), exp: z.int() })) });

export const OPERATIONS: readonly Operation[] = [
  { method: "GET", path: "/healthz", answers: { 200: z.literal("ok") } },
  { method: "GET", path: "/openapi.json", answers: { 200: z.looseObject({ openapi: z.literal("3.1.0") }) } },
  { method: "GET", path: "/.well-known/yima-issuer", answers: { 200: issuer } },
  { method: "GET", path: "/.well-known/jwks.json", answers: { 200: jwks } },
  { method: "GET", path: "/status/:list", type: "application/statuslist+jwt", answers: { 200: z.string() } },
  { method: "GET", path: "/api/v1/time", answers: { 200: z.strictObject({ now: instant }) } },
  { method: "GET", path: "/api/v1/divisions/added", query: addedQuery, answers: { 200: addedDivisions } },
  { method: "GET", path: "/api/v1/divisions/match", query: matchQuery, answers: { 200: divisionMatch } },
  { method: "POST", path: "/api/v1/verify", body: verifyRequest, answers: { 200: verifyResponse } },
  { method: "POST", path: "/api/v1/otp", body: otpRequest, answers: { 202: otpResponse } },
  { method: "POST", path: "/api/v1/sessions", body: sessionRequest, answers: { 201: sessionResponse } },
  { method: "DELETE", path: "/api/v1/sessions/current", answers: { 204: null } },
  { method: "GET", path: "/api/v1/me", answers: { 200: me } },
  { method: "POST", path: "/api/v1/people", body: addPersonRequest, answers: { 201: person, 202: person } },
  { method: "DELETE", path: PERSON, answers: { 204: null } },
  { method: "POST", path: `${PERSON}/claims/:claim`, body: claimDecision, answers: { 204: null } },
  { method: "GET", path: `${PERSON}/declarations`, query: pageQuery, answers: { 200: declarationPage } },
  { method: "POST", path: `${PERSON}/declarations`, body: declarationRequest, answers: { 201: declarationReceipt } },
  { method: "GET", path: `${PERSON}/declarations/:n`, answers: { 200: declarationDetail } },
  { method: "GET", path: `${PERSON}/check-ins`, answers: { 200: checkIns } },
  { method: "POST", path: `${PERSON}/check-ins`, body: checkInRequest, answers: { 201: checkInReceipt } },
  { method: "GET", path: `${PERSON}/colour`, answers: { 200: personColour } },
  { method: "GET", path: `${PERSON}/decisions`, answers: { 200: ownDecisions } },
  { method: "GET", path: `${PERSON}/appeals`, answers: { 200: appeals } },
  { method: "POST", path: `${PERSON}/appeals`, body: appealRequest, answers: { 201: appeal } },
  {
    method: "PUT",
    path: `${PERSON}/appeals/:appeal/files/:file`,
    upload: "application/octet-stream",
    answers: { 201: appealFile },
  },
  {
    method: "GET",
    path: `${PERSON}/appeals/:appeal/files/:file`,
    type: "application/octet-stream",
    answers: { 200: z.string() },
  },
  { method: "POST", path: `${PERSON}/credentials`, body: credentialsRequest, answers: { 201: credentialsResponse } },
  { method: "DELETE", path: `${PERSON}/credentials`, answers: { 204: null } },
  { method: "GET", path: `${PERSON}/looks`, query: looksQuery, answers: { 200: looks } },
  { method: "POST", path: "/api/v1/divisions/:division/tracks", body: trackRequest, answers: { 200: track } },
  { method: "POST", path: `${DIVISION}/decisions`, body: decisionsRequest, answers: { 200: personDecisions } },
  { method: "GET", path: "/api/v1/divisions/:division/looks", query: looksQuery, answers: { 200: divisionLooks } },
  {
    method: "POST",
    path: "/api/v1/operator/administrators",
    body: operatorRequest,
    answers: { 201: administrator, 204: null },
  },
  {
    method: "PUT",
    path: "/api/v1/facts/:import",
    query: factImportQuery,
    upload: "text/csv",
    answers: { 202: factImport },
  },
  { method: "GET", path: "/api/v1/facts/:import", answers: { 200: factImport } },
  { method: "POST", path: "/api/v1/facts", body: factRequest, answers: { 200: factEntered } },
  { method: "GET", path: "/api/v1/clients", answers: { 200: clients } },
  { method: "POST", path: "/api/v1/clients", body: clientRequest, answers: { 201: clientMade } },
  { method: "POST", path: "/api/v1/clients/:id/approvals", answers: { 200: clientDecided } },
  { method: "POST", path: "/api/v1/clients/:id/revocations", answers: { 200: clientDecided } },
  { method: "POST", path: "/api/v1/operator/facts", body: operatorRequest, answers: { 200: factEntered } },
  { method: "GET", path: "/api/v1/areas", query: areasQuery, answers: { 200: areas } },
  { method: "POST", path: "/api/v1/areas", body: areaRequest, answers: { 200: areaEntered } },
  { method: "PUT", path: "/api/v1/areas/:import", query: factImportQuery, upload: "text/csv", answers: { 202: factImport } },
  { method: "GET", path: "/api/v1/areas/:import", answers: { 200: factImport } },
  { method: "GET", path: "/api/v1/manual-changes", answers: { 200: manualChanges } },
  { method: "GET", path: "/api/v1/rule-sets", answers: { 200: ruleSets } },
  { method: "POST", path: "/api/v1/rule-sets", body: ruleSetRequest, answers: { 201: proposal } },
  { method: "GET", path: "/api/v1/rule-sets/:id", answers: { 200: proposedRuleSet } },
  { method: "POST", path: "/api/v1/rule-sets/:id/trial", answers: { 202: trial } },
  { method: "GET", path: "/api/v1/rule-sets/:id/trial", query: trialQuery, answers: { 200: trial } },
  { method: "DELETE", path: "/api/v1/rule-sets/:id/trial", answers: { 200: trial } },
  { method: "GET", path: PROPOSALS, answers: { 200: proposals } },
  { method: "POST", path: PROPOSALS, body: proposalRequest, answers: { 201: proposal } },
  { method: "POST", path: `${PROPOSALS}/:id/approvals`, body: proposalDecision, answers: { 200: proposal } },
  { method: "POST", path: `${PROPOSALS}/:id/refusals`, body: proposalDecision, answers: { 200: proposal } },
  { method: "GET", path: ADMINISTRATORS, answers: { 200: administrators } },
  { method: "POST", path: ADMINISTRATORS, body: appointRequest, answers: { 201: administrator } },
  { method: "POST", path: `${ADMINISTRATORS}/:id/removal`, body: removeAdministratorRequest, answers: { 204: null } },
  {
    method: "POST",
    path: `${ADMINISTRATORS}/:id/replacement`,
    body: replaceAdministratorRequest,
    answers: { 201: administrator },
  },
  { method: "POST", path: `${DIVISION}/communities`, body: addCommunityRequest, answers: { 201: addedDivision } },
  { method: "POST", path: `${DIVISION}/aliases`, body: addAliasRequest, answers: { 201: addedDivision } },
  { method: "POST", path: APPLICATIONS, body: applicationsRequest, answers: { 200: applicationResults } },
  { method: "GET", path: APPLICATIONS, answers: { 200: applications } },
  { method: "GET", path: `${APPLICATIONS}/waiting`, answers: { 200: applicationsWaiting } },
  { method: "POST", path: `${APPLICATIONS}/:id`, body: applicationDecision, answers: { 200: applicationDecided } },
  { method: "GET", path: `${DIVISION}/appeals`, answers: { 200: waitingAppeals } },
  { method: "POST", path: `${DIVISION}/appeals/:id/answers`, body: appealAnswerRequest, answers: { 200: appealAnswered } },
  { method: "GET", path: `${DIVISION}/appeals/waiting`, answers: { 200: appealsWaiting } },
  {
    method: "GET",
    path: `${DIVISION}/appeals/:id/files/:file`,
    type: "application/octet-stream",
    answers: { 200: z.string() },
  },
  { method: "GET", path: `${DIVISION}/reviews`, answers: { 200: waitingReviews } },
  { method: "GET", path: `${DIVISION}/reviews/waiting`, answers: { 200: reviewCount } },
  { method: "POST", path: `${DIVISION}/reviews/:id/findings`, body: reviewFinding, answers: { 200: reviewFound } },
  { method: "GET", path: STATISTICS, query: statisticsQuery, answers: { 200: statistics } },
  ...COMMUNITY_OPERATIONS,
];
