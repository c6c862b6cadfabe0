/** The methods of a shard of persons, as its callers see them; the shapes lie in the room of each topic. */
import type { AccountKey, PersonKey } from "../../domain/access/keys.ts";
import type { Declaration } from "../../domain/declaration/declaration.ts";
import type { Redeclaration } from "../../domain/declaration/redeclaration.ts";
import type { PersonName } from "../../domain/identity/name.ts";
import type { AppealFile } from "../../domain/appeal/file.ts";
import type { ReviewGround } from "../../domain/review/review.ts";
import type { FactAsked, FactEntry, FactOutcome, KnownFact, News } from "./news.ts";
import type {
  AnswerClaimResult,
  CheckInResult,
  CheckInRow,
  CheckInsResult,
  ClaimRequest,
  ClaimResult,
  DeclarationMade,
  DeclarationResult,
  DeclarationsResult,
  DeclareResult,
  DeliveredPass,
  LooksResult,
  PersonView,
  RevokeResult,
  TrackAsked,
  TrackResult,
} from "./person/rpc.ts";
import type { CredentialOrder, CredentialResult, HolderAsked, HolderResult } from "./credential/rpc.ts";
import type { ColourResult, DecisionsResult, EndReviewResult, OwnDecisionsResult, TrialAsked, TrialPiece } from "./colour/rpc.ts";
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
} from "./appeal/rpc.ts";

export interface PeopleRpc extends Rpc.DurableObjectBranded {
  /** An account names a person as its own: the first one manages them, every further one waits for a manager's answer. */
  claim(request: ClaimRequest, now: number): Promise<ClaimResult>;

  /** A manager allows another account to manage the person too, or denies it; a claim that is gone was answered before. */
  answer(person: PersonKey, manager: AccountKey, claimId: string, decision: "allow" | "deny", now: number): AnswerClaimResult;

  /** The account no longer manages or claims the person; the last one's going revokes the credentials and hides the past. */
  release(person: PersonKey, account: AccountKey, now: number): void;

  /** What an account sees of a person it manages, or has claimed; null where it has done neither, or was denied. */
  view(person: PersonKey, account: AccountKey): Promise<PersonView | null>;

  /** Appends a declaration, never changed afterwards, and decides the colour; the same sender's id answers with the declaration that it made. */
  declare(person: PersonKey, account: AccountKey, id: string, declaration: Declaration, now: number): Promise<DeclareResult>;

  /** Takes how somebody is today, and decides the colour; a repeat of the sender's id answers as the first time. */
  checkIn(person: PersonKey, account: AccountKey, checkIn: CheckInRow): Promise<CheckInResult>;

  /** How somebody said that they are, of late. */
  checkIns(person: PersonKey, account: AccountKey, now: number): CheckInsResult;

  /** What was decided last of a declared person's colour, as it holds now, and the community of the declared address. */
  colour(person: PersonKey, account: AccountKey, now: number): Promise<ColourResult>;

  /** A gate asks this person to declare again; answers with the asking that stands. */
  askToDeclare(person: PersonKey, asking: Redeclaration): Redeclaration;

  /** Takes entries of lists, of declared persons and of those who may declare later: what became of each, in their order. */
  enterFacts(entries: readonly FactEntry[], now: number): Promise<readonly FactOutcome[]>;

  /** What is known of an entry that officers are to decide about. */
  knownFact(asked: FactAsked): KnownFact;

  /** What the issuer tells its shards: taken at once. Told again it changes nothing. */
  hear(news: News, now: number): Promise<void>;

  /** What this sender's id declared before: a repeat may come on a day when it would no longer be taken. */
  declared(person: PersonKey, account: AccountKey, id: string): DeclarationMade | null;

  /** A page of declarations, newest first, below the number `before`. */
  declarations(person: PersonKey, account: AccountKey, before: number): Promise<DeclarationsResult>;

  /** One declaration in full; null where there is none of that number. */
  declaration(person: PersonKey, account: AccountKey, n: number): Promise<DeclarationResult>;

  /** What was appealed against, newest first. */
  appeals(person: PersonKey, account: AccountKey): Promise<AppealsResult>;

  /** Appeals against the present colour; the same sender's id answers with the appeal that it made. */
  appeal(order: AppealOrder, now: number): Promise<AppealResult>;

  /** Answers an appeal once; a granted one changes the facts and decides the colour in the same step. */
  answerAppeal(person: PersonKey, id: string, answer: AppealAnswer, now: number): Promise<AnswerAppealResult>;

  /** Notes a file before its bytes are put where they lie. */
  beginFile(name: Omit<FileName, "id">, account: AccountKey, file: AppealFile, now: number): BeginFileResult;

  /** The bytes of a file lie where they should. */
  fileArrived(name: FileName): void;

  /** What is known of a file, to the person's manager. */
  appealFile(name: FileName, account: AccountKey): FileResult;

  /** The same to an officer: the look is written where the person sees it, or nothing is shown. */
  lookAtFile(look: FileLook, now: number): Promise<FileLookResult>;

  /** Two officers have found something in the review of that id. */
  endReview(person: PersonKey, id: string, found: ReviewGround, now: number): Promise<EndReviewResult>;

  /** Allots handles and status indexes for the credentials of one declared person. */
  draftCredentials(order: CredentialOrder, now: number): Promise<CredentialResult>;

  /** Revokes every credential of the person that is still valid. */
  revoke(person: PersonKey, account: AccountKey, now: number): RevokeResult;

  /** What a gate may know now of the persons who hold these credentials of this shard, in the order of the question. */
  holders(asked: readonly HolderAsked[], now: number): Promise<readonly HolderResult[]>;

  /** The logins that are bound to this person by real name, the first one first. */
  accountsOfHolder(person: PersonKey): readonly AccountKey[];

  /** The masked name where the person bears this name; null where not, or where nobody is known. */
  maskedNameOf(person: PersonKey, name: PersonName): Promise<string | null>;

  /** Takes passages into the tracks of persons of this shard; what came before changes nothing. */
  record(passes: readonly DeliveredPass[]): void;

  /** A person's track, to a division where they live or passed: the look is written where the person sees it, or nothing is shown. */
  track(asked: TrackAsked, now: number): Promise<TrackResult>;

  /** The decisions of a person's colour, to a division where they live; the look is written first here too. */
  decisions(asked: TrackAsked, now: number): Promise<DecisionsResult>;

  /** The same to a present manager, without a look: nothing from before a manager who is gone. */
  ownDecisions(person: PersonKey, account: AccountKey): Promise<OwnDecisionsResult>;

  /** Who looked at the person, newest first, below the number `before`. */
  looks(person: PersonKey, account: AccountKey, before: number, limit: number, now: number): Promise<LooksResult>;

  /** What a rule set on trial would make of the colours of the next persons: counts, and nobody is changed. */
  tryRuleSet(asked: TrialAsked, now: number): Promise<TrialPiece>;
}
