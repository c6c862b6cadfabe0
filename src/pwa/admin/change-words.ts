/** Changes that officers propose, in one sentence each, and the states of proposals. */
import type { AreaRequest } from "../../contract/area.ts";
import type { Proposal, ProposalChange } from "../../contract/proposal/proposal.ts";
import { LEVEL_WORDS } from "../../domain/area/area.ts";
import { FACT_WORDS } from "../../domain/fact/fact.ts";
import { say, saySentence } from "../app/say.ts";
import { minuteOf } from "../ui/words/moments.ts";
import { tableWords } from "./table-words.ts";
import type { Names } from "./offices.ts";

/** @param proposedAt the time of the proposal: an end for a closure that has begun before then ends it; absent for a closure in force */
export function changeWords(change: ProposalChange, names: Names, proposedAt?: string): string {
  if (change.kind === "rule_set") return ruleSetWords(change.ruleSet);
  if (change.kind === "rule_set_withdrawal")
    return say(`撤回：${ruleSetWords(change.ruleSet)}`, `Withdrawal: ${ruleSetWords(change.ruleSet)}`);
  if ("about" in change) return factWords(change, names);
  if ("home" in change) return noticeWords(change, names);
  if ("visitors" in change) return exposureWords(change, names);
  if ("peer" in change) return toldWords(change, names);
  if (change.kind === "area_entry") return areaWords(change.entry, names);
  if ("file" in change) return listWords(change);
  if (change.kind === "colour_table") return tableWords(change.table, change.before);
  const from = minuteOf(change.from);
  if (change.kind === "colours_switch") return say(`${from} 起显示码色`, `Colours are shown from ${from}`);
  const place = names.of(change.division);
  if (change.until === null)
    return say(`【开始】${place}封闭管理：${from} 起`, `BEGIN of closed management of ${place} from ${from}`);
  const until = minuteOf(change.until);
  if (proposedAt !== undefined && change.from < proposedAt)
    return say(
      `【结束】${place}的封闭管理：${until} 起解除（${from} 开始）`,
      `END of the closed management of ${place}: until ${until} (since ${from})`,
    );
  return say(
    `【开始】${place}封闭管理：${from} 至 ${until}`,
    `BEGIN of closed management of ${place} from ${from} until ${until}`,
  );
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
  if (change.kind === "fact_withdrawal") return say(`撤回 ${who}：${entry}`, `Withdrawal for ${who}: ${entry}`);
  const { from, until } = change.fact;
  return say(
    `录入 ${who}：${entry}，${from} 起${until === null ? "" : `至 ${until}`}`,
    `Entry for ${who}: ${entry}, from ${from}${until === null ? "" : ` until ${until}`}`,
  );
}

function noticeWords(change: Extract<ProposalChange, { readonly home: string }>, names: Names): string {
  const { home, maskedDocument, fact } = change;
  const entry = `${saySentence(FACT_WORDS[fact.kind])} · ${names.of(fact.source)} ${fact.reference}`;
  if (change.kind === "fact_notice_withdrawal")
    return say(
      `撤回通报${names.of(home)} ${maskedDocument}：${entry}`,
      `Withdrawal of the notice to ${names.of(home)} about ${maskedDocument}: ${entry}`,
    );
  const { from, until } = fact;
  return say(
    `通报${names.of(home)} ${maskedDocument}：${entry}，${from} 起${until === null ? "" : `至 ${until}`}`,
    `Notice to ${names.of(home)} about ${maskedDocument}: ${entry}, from ${from}${until === null ? "" : ` until ${until}`}`,
  );
}

function personsIn(visitors: readonly { readonly persons: number }[]): number {
  return visitors.reduce((sum, { persons }) => sum + persons, 0);
}

function exposureWords(change: Extract<ProposalChange, { readonly visitors: unknown }>, names: Names): string {
  const { divisionName, point, from, until, level, days, source, reference } = change;
  const place = `${divisionName}${point === null ? "" : ` ${point}`}`;
  const entry = `${saySentence(FACT_WORDS[level])} · ${names.of(source)} ${reference}`;
  const [all, elsewhere] = [change.visitors, change.visitors.filter(({ issuer }) => names.of(issuer) !== names.own)];
  const who = say(
    `已登记 ${personsIn(all)} 人，其中外地 ${personsIn(elsewhere)} 人`,
    `${personsIn(all)} persons registered, ${personsIn(elsewhere)} of them of other regions`,
  );
  const zh = `${minuteOf(from)} 至 ${minuteOf(until)} 到过${place}的人：${entry}，${days} 天（${who}）`;
  const en = `everybody at ${place} from ${minuteOf(from)} until ${minuteOf(until)}: ${entry}, ${days} days (${who})`;
  return change.kind === "exposure_entry" ? say(`录入 ${zh}`, `Enter ${en}`) : say(`撤回 ${zh}`, `Withdraw ${en}`);
}

function toldWords(change: Extract<ProposalChange, { readonly peer: string }>, names: Names): string {
  const name = names.of(change.peer);
  if (change.kind === "told_facts_entry") {
    const sources = change.sources.map((source) => `${names.of(source.name)} ${source.lines}`).join(say("、", ", "));
    return say(
      `录入${name}通报的 ${change.lines} 条（${sources}）`,
      `Let in ${change.lines} entries that ${name} told (${sources})`,
    );
  }
  const { since, entries } = change;
  return say(`撤回${name} ${since} 以来通报的 ${entries} 条`, `Take back ${entries} entries that ${name} told since ${since}`);
}

/** What other regions have answered to an approved notice or exposure. */
export function answersOf(change: ProposalChange, names: Names): readonly string[] {
  if ("home" in change) return [answerWords(change.answer)];
  if (!("visitors" in change)) return [];
  const elsewhere = change.visitors.filter(({ issuer }) => names.of(issuer) !== names.own);
  return elsewhere.map(({ issuer, persons, answer }) =>
    say(`${names.of(issuer)} ${persons} 人：${answerWords(answer)}`, `${names.of(issuer)} ${persons}: ${answerWords(answer)}`),
  );
}

function answerWords(answer: Extract<ProposalChange, { readonly home: string }>["answer"]): string {
  if (answer === null) return say("正在送达对方", "On its way");
  const at = minuteOf(answer.at);
  if (answer.state === "refused") return say(`对方未收（${answer.code ?? ""}），${at}`, `Refused (${answer.code ?? ""}), ${at}`);
  if (answer.state === "waits") return say(`对方已收，等其两位负责人批准，${at}`, `Taken, waits for two officers there, ${at}`);
  return say(`对方已收，${at}`, `Taken, ${at}`);
}

function areaWords({ division, level, from, until, source, reference }: AreaRequest, names: Names): string {
  const place = names.of(division);
  const days = until === null ? say(`${from} 起`, `from ${from}`) : say(`${from} 至 ${until}`, `from ${from} until ${until}`);
  const entry = `${names.of(source)} ${reference}`;
  const word = saySentence(LEVEL_WORDS[level]);
  return say(`风险等级 ${place}：${word}，${days}（${entry}）`, `Level of ${place}: ${word}, ${days} (${entry})`);
}

function listWords({ kind, name, file, list, figures }: Extract<ProposalChange, { readonly file: string }>): string {
  const called = name === "" ? file.slice(0, 8) : name;
  if (kind === "list_withdrawal") return say(`整份撤回文件“${called}”`, `Take back the whole file “${called}”`);
  const [lines, persons] = [figures?.lines ?? 0, figures?.persons ?? 0];
  if (list === "areas") return say(`录入文件“${called}”：${lines} 条风险等级`, `Enter the file “${called}”: ${lines} levels`);
  return say(
    `录入文件“${called}”：${lines} 条，${persons} 人`,
    `Enter the file “${called}”: ${lines} entries of ${persons} persons`,
  );
}

export function stateWord(state: Proposal["state"]): string {
  return {
    waiting: say("待批", "Waiting"),
    expired: say("已过期", "Expired"),
    approved: say("已批准", "Approved"),
    refused: say("已拒绝", "Refused"),
    withdrawn: say("已撤回", "Withdrawn"),
  }[state];
}
