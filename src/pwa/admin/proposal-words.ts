/** A proposed change as one sentence, and its state as one word. */
import type { Proposal, ProposalChange } from "../../contract/proposal.ts";
import { FACT_WORDS } from "../../domain/fact/fact.ts";
import { say, saySentence } from "../say.ts";
import type { Names } from "./route.ts";
import { minuteOf } from "./stamp.ts";

export function changeWords(change: ProposalChange, names: Names): string {
  if (change.kind === "rule_set") return ruleSetWords(change.ruleSet);
  if (change.kind === "rule_set_withdrawal")
    return say(`撤回：${ruleSetWords(change.ruleSet)}`, `Taken back: ${ruleSetWords(change.ruleSet)}`);
  if ("about" in change) return factWords(change, names);
  const from = minuteOf(change.from);
  if (change.kind === "colours_switch") return say(`${from} 起显示码色`, `Colours are shown from ${from}`);
  const place = names.of(change.division);
  if (change.until === null) return say(`${place} ${from} 起封闭管理`, `Closed management of ${place} from ${from}`);
  const until = minuteOf(change.until);
  return say(`${place} 封闭管理 ${from} 至 ${until}`, `Closed management of ${place} from ${from} until ${until}`);
}

function ruleSetWords({ id, version, title, validFrom }: Extract<ProposalChange, { kind: "rule_set" }>["ruleSet"]): string {
  const name = saySentence(title);
  return say(
    `${validFrom} 起执行规则“${name}”（${id} 第 ${version} 版）`,
    `Rules “${name}” (${id} version ${version}) from ${validFrom}`,
  );
}

function factWords(change: Extract<ProposalChange, { readonly about: unknown }>, names: Names): string {
  const { about, fact } = change;
  const who = `${about.maskedName ?? say("尚未登录", "not logged in yet")} ${about.maskedDocument}`;
  const entry = `${saySentence(FACT_WORDS[fact.kind])} · ${names.of(fact.source)} ${fact.reference}`;
  if (change.kind === "fact_withdrawal") return say(`撤回 ${who}：${entry}`, `Take back of ${who}: ${entry}`);
  const { from, until } = change.fact;
  return say(
    `录入 ${who}：${entry}，${from} 起${until === null ? "" : `至 ${until}`}`,
    `Enter for ${who}: ${entry}, from ${from}${until === null ? "" : ` until ${until}`}`,
  );
}

export function stateWord(state: Proposal["state"]): string {
  return {
    waiting: say("待批", "Waiting"),
    expired: say("已过期", "Expired"),
    approved: say("已批准", "Approved"),
    refused: say("已拒绝", "Refused"),
  }[state];
}
