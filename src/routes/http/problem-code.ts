/** Every code that a refusal can have on the wire, of whatever room it comes from. */
import type { TooManyRequests } from "../../domain/access/one-time-password.ts";
import type { AppointRefusal } from "../../domain/administrator/appointment.ts";
import type { AppealRefusal } from "../../domain/appeal/appeal.ts";
import type { AppealFileRefusal } from "../../domain/appeal/file.ts";
import type { AREA_SENTENCES } from "../../domain/area/area.ts";
import type {
  AddCollectorRefusal,
  AddPointRefusal,
  RegisterRefusal,
  RemovePointRefusal,
  RestorePointRefusal,
  SwitchPostRefusal,
} from "../../domain/community/community.ts";
import type { DeclarationRefusal } from "../../domain/declaration/declaration.ts";
import type { AddDivisionRefusal } from "../../domain/division/added.ts";
import type { FACT_LINE_SENTENCES, FactLineRefusal } from "../../domain/fact/fact-line.ts";
import type { PeriodRefusal } from "../../domain/history/period.ts";
import type { IdentityRefusalCode } from "../../domain/identity/refusal-sentence.ts";
import type { PurposeRefusal } from "../../domain/look/look.ts";
import type { ReasonRefusal } from "../../domain/proposal/reason.ts";
import type { DayRangeRefusal } from "../../domain/statistics/range.ts";
import type { NotHere } from "../../domain/look/track.ts";
import type { AddPersonRefusal, EnterRefusal } from "../../objects/accounts/rpc.ts";
import type { NoRole, PassRefusal } from "../../objects/community/rpc.ts";
import type { DecideRefusal, ProposeRefusal } from "../../objects/issuer/rpc.ts";
import type { NotResident } from "../../objects/people/colour/past-decisions.ts";
import type { ReviewNotFound } from "../../objects/people/colour/reviews.ts";
import type { ClaimRefusal, CredentialRefusal, HolderRefusal } from "../../objects/people/rpc.ts";
import type { StartTrialRefusal } from "../../objects/trial/rpc.ts";
import type { CLIENT_PROBLEMS } from "./problem-rows.ts";

/** What the wire itself can be refused for. */
type WireCode =
  | "bad_request"
  | "body_too_large"
  | "unsupported_media_type"
  | "not_found"
  | "host_unknown"
  | "cross_site_request"
  | "not_logged_in"
  | "person_not_found"
  | "claim_not_found"
  | "declaration_not_found"
  | "collector_not_found"
  | "collector_has_no_account"
  | "division_unknown"
  | "message_not_sent"
  | "code_not_accepted"
  | "not_administrator"
  | "administrator_not_found"
  | "phone_not_registered"
  | "division_ambiguous"
  | "application_not_found"
  | "street_elsewhere"
  | "operator_request_refused"
  | "operator_request_expired"
  | "operator_request_used"
  | "same_administrator"
  | "last_administrator"
  | "too_many_applications"
  | "nothing_to_appeal"
  | "appeal_not_found"
  | "ground_does_not_fit"
  | "own_appeal"
  | "own_review"
  | "own_facts"
  | "fact_not_found"
  | "fact_withdrawn"
  | "change_date_range"
  | "second_officer"
  | "file_not_found"
  | "file_too_large"
  | "file_type_unknown"
  | "trial_not_found"
  | "upgrade_required"
  | "too_many_watchers"
  | "county_only"
  | "import_not_found"
  | "internal_error";

export type ProblemCode =
  | WireCode
  | IdentityRefusalCode
  | DeclarationRefusal["code"]
  | keyof typeof FACT_LINE_SENTENCES
  | keyof typeof AREA_SENTENCES
  | keyof typeof CLIENT_PROBLEMS
  | FactLineRefusal["code"]
  | (
      | TooManyRequests
      | AppealRefusal
      | AppealFileRefusal
      | EnterRefusal
      | AddPersonRefusal
      | ClaimRefusal
      | CredentialRefusal
      | HolderRefusal
      | AddPointRefusal
      | RestorePointRefusal
      | RemovePointRefusal
      | AddCollectorRefusal
      | SwitchPostRefusal
      | RegisterRefusal
      | PassRefusal
      | AddDivisionRefusal
      | AppointRefusal
      | NoRole
      | PeriodRefusal
      | DayRangeRefusal
      | PurposeRefusal
      | NotHere
      | NotResident
      | ReviewNotFound
      | ReasonRefusal
      | ProposeRefusal
      | DecideRefusal
      | StartTrialRefusal
    )["code"];
