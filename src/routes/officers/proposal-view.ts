/** Proposals as officers see them. */
import type { ListFigures as FiguresBody } from "../../contract/list.ts";
import type { Proposal as ProposalBody, ProposalChange } from "../../contract/proposal/proposal.ts";
import type { ClosedManagement } from "../../domain/colour/colour-view.ts";
import { instantOf } from "../../domain/instant.ts";
import type { ListFigures } from "../../domain/list/list-file.ts";
import { type Hand, handView, isSameHand } from "../../domain/officer/officer.ts";
import { countingOf, namedTurns, personsIn, turnsOf } from "../../domain/proposal/tried.ts";
import type { TrialView } from "../../objects/trial/rpc.ts";
import type { NoticeAnswer } from "../../objects/issuer/rpc.ts";
import type { ExposureChange } from "../../domain/proposal/exposure-change.ts";
import type { NoticeChange } from "../../domain/proposal/notice.ts";
import { type Change, isExpired, type Proposal, PROPOSAL_LIFE_MS } from "../../domain/proposal/proposal.ts";

/** The counts of proposals, by their ids, and the number of shards of a count that has not begun. */
export interface Counts {
  readonly views: readonly TrialView[];
  readonly shards: number;
}

/** A proposal in the shape of the contract. @param reader the one who reads it: `mine` says whether they proposed it @param counts absent: the caller reads no counts @param answers what the homes have answered to a notice */
export function proposalView(
  proposal: Proposal,
  reader: Hand,
  now: number,
  counts?: Counts,
  answers: readonly NoticeAnswer[] = [],
): ProposalBody {
  const { id, change, reason, evidence, at, by, decision } = proposal;
  return {
    id,
    change: changeView(change, answers),
    reason,
    evidence,
    at: instantOf(at),
    ...handView(by),
    mine: isSameHand(by, reader),
    state: stateOf(proposal, now),
    expiresAt: instantOf(at + PROPOSAL_LIFE_MS),
    decision: decision && { at: instantOf(decision.at), ...handView(decision.by), note: decision.note },
    ...countOf(proposal, counts),
  };
}

function countOf({ id, change, decision }: Proposal, counts: Counts | undefined): Pick<ProposalBody, "count"> {
  const view = counts?.views.find(({ run }) => run.id === id);
  const isOver = decision !== null && (view === undefined || view.run.state === "cancelled");
  if (counts === undefined || countingOf(change) === null || isOver) return {};
  const isShown = change.kind === "closed_management" || change.kind === "colours_switch";
  const { counted = 0, shards: all = counts.shards } = view?.run ?? {};
  const of = isShown ? "shown" : "decided";
  return { count: { of, shards: { counted, all }, result: resultOf(view, isShown) } };
}

function resultOf(view: TrialView | undefined, isShown: boolean): NonNullable<ProposalBody["count"]>["result"] {
  const { run, result } = view ?? {};
  if (run === undefined || result === undefined || result === null || run.finishedAt === null) return null;
  const turns = turnsOf(result.colours);
  const byPlace = [
    ...Map.groupBy(
      result.moves.filter(({ from, to }) => from !== to),
      ({ division }) => division,
    ),
  ];
  return {
    at: instantOf(run.finishedAt),
    persons: personsIn(turns),
    turns: [...(isShown ? namedTurns(turns) : turns)],
    places: byPlace.map(([division, some]) => ({ division, persons: personsIn(some) })),
  };
}

export function stateOf(proposal: Proposal, now: number): ProposalBody["state"] {
  return proposal.decision?.act ?? (isExpired(proposal, now) ? "expired" : "waiting");
}

export function closureView({ division, from, until }: ClosedManagement) {
  return { division, from: instantOf(from), until: instantOf(until) };
}

/** Without the document and without the key of the person. */
function noticeView(change: NoticeChange, answers: readonly NoticeAnswer[]): ProposalChange {
  const { home, maskedDocument, fact } = change;
  const view = { home, maskedDocument, fact, answer: answerOf(home, answers) };
  return change.kind === "fact_notice" ? { kind: change.kind, ...view } : { kind: change.kind, notice: change.notice, ...view };
}

function exposureView(change: ExposureChange, answers: readonly NoticeAnswer[]): ProposalChange {
  const { exposure, placeName, visitors } = change;
  const { place, ...list } = exposure;
  const { division, point } = place;
  const view = {
    division,
    divisionName: placeName,
    point,
    from: instantOf(place.from),
    until: instantOf(place.until),
    ...list,
    visitors: visitors.map((each) => ({ ...each, answer: answerOf(each.issuer, answers) })),
  };
  return change.kind === "exposure_entry" ? { kind: change.kind, ...view } : { kind: change.kind, told: change.told, ...view };
}

function answerOf(issuer: string, answers: readonly NoticeAnswer[]) {
  const answer = answers.find(({ home }) => home === issuer);
  return answer === undefined ? null : { state: answer.state, code: answer.code ?? null, at: instantOf(answer.at) };
}

function changeView(change: Change, answers: readonly NoticeAnswer[]): ProposalChange {
  if (change.kind === "closed_management") return { kind: change.kind, ...closureView(change) };
  if (change.kind === "colours_switch") return { kind: change.kind, from: instantOf(change.from) };
  if (change.kind === "area_entry") return { kind: change.kind, entry: change.entry };
  if ("attempt" in change) {
    const { attempt: _, sentAt, figures, ...list } = change;
    return { ...list, sentAt: instantOf(sentAt), figures: figuresBody(figures) };
  }
  if (change.kind === "list_withdrawal")
    return { ...change, sentAt: instantOf(change.sentAt), figures: change.figures && figuresBody(change.figures) };
  if (change.kind === "told_facts_entry") {
    const { lines, kinds, sources } = change.figures;
    return { kind: change.kind, peer: change.peer, lines, kinds: [...kinds], sources: [...sources] };
  }
  if ("visitors" in change) return exposureView(change, answers);
  if ("sealed" in change) return noticeView(change, answers);
  if (!("about" in change)) return change;
  const { maskedName, maskedDocument } = change.about;
  return { ...change, about: { maskedName, maskedDocument } };
}

export function figuresBody({ kinds, sources, changes, ...figures }: ListFigures): FiguresBody {
  return { ...figures, kinds: [...kinds], sources: [...sources], changes: [...changes] };
}
