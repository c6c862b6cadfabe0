/** The methods of a shard of persons, as its callers see them; the `rpc.ts` of each folder has the types of its topic. */
import type { CustodyRpc } from "./custody/rpc.ts";
import type { PersonView } from "./custody/view-rpc.ts";
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Use } from "../../domain/community/use.ts";
import type { Declaration } from "../../domain/declaration/declaration.ts";
import type { Redeclaration } from "../../domain/declaration/redeclaration.ts";
import type { ExposedPlace } from "../../domain/exposure/exposure.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { ReviewGround } from "../../domain/review/review.ts";
import type { FactQuery, FactEntry, FactOutcome, FactState, ListQuery, ListTakenBack, News } from "./news.ts";
import type {
  CheckInResult,
  CheckInRow,
  CheckInsResult,
  DeclarationMade,
  DeclarationResult,
  DeclarationsResult,
  DeclareResult,
  DeliveredPass,
  LooksResult,
  TrackQuery,
  TrackResult,
  Visit,
} from "./person/rpc.ts";
import type { CredentialOrder, CredentialResult, HealthQuery, HolderQuery, HolderResult } from "./credential/rpc.ts";
import type {
  ColourResult,
  DecisionsResult,
  EndReviewResult,
  ForeseeFacts,
  ForeseenFacts,
  OwnDecisionsResult,
  TrialQuery,
  TrialPiece,
} from "./colour/rpc.ts";
import type {
  AnswerAppealResult,
  AppealAnswer,
  AppealOrder,
  AppealResult,
  AppealsResult,
  BeginFileResult,
  FileLook,
  FileLookResult,
  FileName,
  FileResult,
  PeerAnswer,
  PeerAnswerResult,
  SetAsideResult,
} from "./appeal/rpc.ts";

export interface PeopleRpc extends CustodyRpc {
  /** The view of a person for an account that manages or claims them; null for every other account. */
  view(person: PersonKey, account: AccountKey, now: number): Promise<PersonView | null>;

  /** Appends a declaration and decides the colour. A repeat with the same id, which the phone chooses, gets the first answer. */
  declare(person: PersonKey, account: AccountKey, id: string, declaration: Declaration, now: number): Promise<DeclareResult>;

  /** Stores a check-in and decides the colour. A repeat with the same id, which the phone chooses, gets the first answer. */
  checkIn(person: PersonKey, account: AccountKey, checkIn: CheckInRow): Promise<CheckInResult>;

  /** The check-ins of the last 30 days, newest first, without those under former managers. */
  checkIns(person: PersonKey, account: AccountKey, now: number): CheckInsResult;

  /** The current colour of a person who has declared, and the community of the declared address. */
  colour(person: PersonKey, account: AccountKey, now: number): Promise<ColourResult>;

  /** A gate asks this person to declare again. Answers with the request that is valid now. */
  askToDeclare(person: PersonKey, request: Redeclaration): Redeclaration;

  /**
   * Stores entries of lists, also for persons who have not declared yet. Answers with the result of each, in the order of the entries.
   * @param list the id of the list that enters them; absent or empty: they are single entries
   */
  enterFacts(entries: readonly FactEntry[], now: number, list?: string): Promise<readonly FactOutcome[]>;

  /** Whether entering each of these facts would change nothing. */
  areFactsKnown(entries: readonly FactEntry[]): readonly boolean[];

  /** What entering these facts would do, and how colours would change. Writes nothing. */
  foreseeFacts(query: ForeseeFacts, now: number): Promise<ForeseenFacts>;

  /** Takes back what a list has entered or changed about the next persons of this shard. Idempotent. */
  takeBackList(query: ListQuery, now: number): Promise<ListTakenBack>;

  /** The state of an entry that officers want to enter or withdraw by hand. */
  factState(query: FactQuery): FactState;

  /** Applies a message of the issuer. Idempotent. */
  hear(news: News, now: number): Promise<void>;

  /**
   * The person's declaration with this id; null if there is none, or for an account that does not manage the person. So a late repeat gets the first
   * answer, even if the declaration would be refused today.
   */
  declared(person: PersonKey, account: AccountKey, id: string): DeclarationMade | null;

  /** A page of the declarations that are not hidden, newest first, with numbers below `before`. */
  declarations(person: PersonKey, account: AccountKey, before: number): Promise<DeclarationsResult>;

  /** One declaration in full; null if the number does not exist or the declaration is hidden. */
  declaration(person: PersonKey, account: AccountKey, n: number): Promise<DeclarationResult>;

  /** The person's appeals, newest first, without those of former managers. */
  appeals(person: PersonKey, account: AccountKey): Promise<AppealsResult>;

  /** Writes an appeal against the current colour. A repeat with the same id, which the phone chooses, adds no second appeal. */
  appeal(order: AppealOrder, now: number): Promise<AppealResult>;

  /** Answers an appeal once. A granted appeal changes the facts and decides the colour in the same transaction. */
  answerAppeal(person: PersonKey, id: string, answer: AppealAnswer, now: number): Promise<AnswerAppealResult>;

  /** Takes the answer of another issuer to an appeal that was sent to it. The first answer counts. */
  answerSentAppeal(answer: PeerAnswer, now: number): Promise<PeerAnswerResult>;

  /** Sets the entry of an appeal aside, whose 48 hours are over without an answer of its source, until the source answers. @param item of the letter */
  setAside(person: PersonKey, item: string, now: number): Promise<SetAsideResult>;

  /** Adds the row of a file before its bytes are stored. */
  beginFile(name: Omit<FileName, "id">, account: AccountKey, file: AppealFile, now: number): BeginFileResult;

  /** Notes that the bytes of a file are stored. */
  fileArrived(name: FileName): void;

  /** The description of a file, for a manager of the person. */
  appealFile(name: FileName, account: AccountKey): FileResult;

  /** The description of a file, for an administrator who answers the appeal. The look is recorded for the person before anything is answered. */
  lookAtFile(look: FileLook, now: number): Promise<FileLookResult>;

  /** Ends the review of that id with the finding of two administrators. */
  endReview(person: PersonKey, id: string, finding: ReviewGround, now: number): Promise<EndReviewResult>;

  /** Allots handles and status indexes to new credentials of a declared person. */
  draftCredentials(order: CredentialOrder, now: number): Promise<CredentialResult>;

  /** The current data of the holders of these credentials that a gate may see, in the order of the queries. Counts the uses that the queries name. */
  holders(queries: readonly HolderQuery[], now: number): Promise<readonly HolderResult[]>;

  /** The current data of a person who has shown a code to a client. The look is recorded for the person before anything is answered. */
  health(query: HealthQuery, now: number): Promise<HolderResult>;

  /** Counts uses of codes of other issuers. Answers for each with the earlier use that it contradicts; null without one. */
  countUses(uses: readonly Use[]): readonly (Use | null)[];

  /** The masked name of the person if they have this name; null for another name or an unknown person. */
  maskedNameOf(person: PersonKey, name: PersonName): Promise<string | null>;

  /** Adds passes to the tracks of persons. Idempotent by pass. Answers of each whether it is new. */
  record(passes: readonly DeliveredPass[]): readonly boolean[];

  /** The number of persons whose tracks have a pass there. */
  countVisitors(place: ExposedPlace): number;

  /** At most `limit` persons whose tracks have a pass there, with the last one, ms; in the order of their keys, after `after`. Nobody reads them: they become entries of a list. */
  visitors(place: ExposedPlace, after: string, limit: number): readonly Visit[];

  /** A person's track, for a division where they live or passed. The look is recorded for the person before anything is answered. */
  track(query: TrackQuery, now: number): Promise<TrackResult>;

  /** Records a look at passes of the person that a community stores. Answers with the masked name of the person; null, without a record, if the person is unknown. */
  noteLook(look: Omit<TrackQuery, "division">, now: number): Promise<string | null>;

  /** The decisions of a person's colour, for a division where they live. The look is recorded for the person before anything is answered. */
  decisions(query: TrackQuery, now: number): Promise<DecisionsResult>;

  /** The decisions for a manager of the person: no look is recorded, and decisions on declarations under former managers are left out. */
  ownDecisions(person: PersonKey, account: AccountKey): Promise<OwnDecisionsResult>;

  /**
   * The recorded looks of administrators at the person's data, newest first, without those under former managers; only looks with a number below
   * `before`.
   */
  looks(person: PersonKey, account: AccountKey, before: number, limit: number, now: number): Promise<LooksResult>;

  /** Counts the colours that a change on trial would give to the next batch of persons. Changes nobody's colour. */
  tryChange(query: TrialQuery, now: number): Promise<TrialPiece>;
}
