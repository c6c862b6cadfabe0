/** Problems of officers and clients: lists of facts and areas, proposals, rule sets and their trials. */
import { AREA_SENTENCES } from "../../domain/area/area.ts";
import { FACT_LINE_SENTENCES } from "../../domain/fact/fact-line.ts";
import { RULE_SET_SENTENCES } from "../../domain/rules/rule-words.ts";
import { row, unprocessable } from "./wire.ts";

export const OFFICER_PROBLEMS = {
  ...unprocessable(FACT_LINE_SENTENCES),
  ...unprocessable(RULE_SET_SENTENCES),
  ...unprocessable(AREA_SENTENCES),
  fact_not_a_date: row(422, "日期不存在，请按年-月-日填写。", "This date does not exist: write it as year-month-day."),
  fact_too_early: row(422, "开始日期早于 2019 年 12 月 1 日，请核对。", "The first day is before 1 December 2019: check it."),
  fact_in_future: row(422, "开始日期不能晚于今天。", "The first day cannot be after today."),
  fact_dates_reversed: row(422, "结束日期要晚于开始日期。", "The end must be later than the first day."),
  fact_too_long: row(422, "起止日期相差超过一年，请核对。", "The end is more than a year after the first day: check both."),
  import_not_found: row(404, "没有上传过这个文件。", "No file was sent to this address."),
  reason_not_health: row(
    422,
    "只能因防疫原因更改码色，请从列出的事由中选择。",
    "Only a health reason allows a change of colours: choose a reason from the list.",
  ),
  change_date_range: row(
    422,
    "时间应在 2019 年 12 月 1 日以后，最多提前 366 天。",
    "The time must be 1 December 2019 or later, and at most 366 days ahead.",
  ),
  fact_not_found: row(
    404,
    "此人没有这条记录，请核对名单、来源和编号。",
    "This person has no such entry: check the list, the source and the reference.",
  ),
  fact_withdrawn: row(409, "这条记录已撤回，请用新的编号。", "This entry was withdrawn: use a new reference."),
  own_facts: row(
    403,
    "这件事涉及您本人，或您代管、申请代管、代管过的人，请由其他负责人办理。",
    "This concerns you, or a person whom you manage, claim or have managed: another officer must handle it.",
  ),
  tied_officers: row(
    409,
    "你们两位在 30 天内由同一人单独任命，或一位由另一位单独任命，不能互相批准。请由其他负责人办理。",
    "One person alone appointed one or both of you within the last 30 days, so you cannot decide this together: another officer must decide it.",
  ),
  not_proposer: row(403, "只有提议人可以撤回。", "Only the one who proposed this can withdraw it."),
  officers_decide: row(
    403,
    "这项提议由负责人提出，由另一位负责人办理，运维人员不能办理。",
    "An officer proposed this, so another officer must decide it: operators cannot.",
  ),
  trial_not_opened: row(
    409,
    "批准新规则前，请先打开这套规则的试运行结果：变色多少人、在哪里、为什么。",
    "Open the result of the trial of these rules before you approve them: how many colours change, where and why.",
  ),
  count_running: row(
    409,
    "正在统计这项更改会让多少人变色，统计完成后才能批准，请稍候再试。",
    "It is being counted how many colours this change turns. Approve it after the count has ended: try again soon.",
  ),
  proposal_id_used: row(
    409,
    "这个编号已用于另一项提议，请重新提议。",
    "This id belongs to another proposal: propose the change again.",
  ),
  same_officer: row(
    409,
    "提议和批准要由两个人分别办理。",
    "The officer who proposed this cannot decide it: another officer must decide it.",
  ),
  proposal_expired: row(409, "提议已过 7 天，请重新提议。", "The proposal is more than 7 days old: propose the change again."),
  proposal_decided: row(409, "这项提议已经办结。", "This proposal has already been decided."),
  proposal_not_found: row(404, "没有这项提议。", "There is no such proposal."),
  rule_set_not_found: row(404, "没有这套规则。", "There is no such rule set."),
  trial_running: row(
    409,
    "另一套规则正在试运行，请等它完成，或先取消。",
    "Another rule set is on trial: wait for the end of that trial, or cancel it.",
  ),
  trial_not_found: row(404, "这套规则还没有试运行。", "This rule set has had no trial."),
  rule_set_begun: row(
    409,
    "这套规则已经或即将开始执行，不能撤回，请提议新规则。",
    "This rule set has begun or begins soon, so it cannot be withdrawn: propose another one.",
  ),
  too_many_proposals: row(409, "待批的提议太多，请先办理。", "Too many proposals wait: decide them first."),
  client_refused: row(401, "接入凭证不对、还未批准或已停用。", "The client's secret is wrong, not approved yet, or revoked."),
  client_right_missing: row(403, "这个接入系统没有这项权限。", "This client does not have the right to do this."),
  outside_scope: row(
    403,
    "来源地区不在您或这个接入系统负责的范围内。",
    "This division is outside your region, or outside the client's scope.",
  ),
  level_to_propose: row(
    409,
    "风险等级要由两位负责人办理：请刷新页面，在“风险地区”里提议，由另一位负责人批准。",
    "Two officers decide a level: reload the page and propose the level under “Risk areas”; another officer then approves it.",
  ),
  list_to_propose: row(
    409,
    "文件已读取，还没有录入。请刷新页面，核对后提议，由另一位负责人批准。",
    "The file was read and is not entered. Reload the page, check it and propose it; another officer then approves it.",
  ),
  list_not_read: row(409, "文件还没有读完，请稍候再提议。", "The file is not read to its end yet: propose it in a moment."),
  list_of_another: row(
    403,
    "这份文件由另一位负责人上传。请由上传的人提议，或自己重新上传。",
    "Another officer has sent this file: that officer must propose it, or you send it yourself.",
  ),
  list_proposed: row(409, "这份文件已经在等待批准。", "This file already waits for approval."),
  list_entered: row(409, "这份文件已经录入。", "This file has already been entered."),
  list_not_found: row(404, "没有这份已录入的文件。", "There is no such entered file."),
  list_withdrawn: row(409, "这份文件已经整份撤回。", "This file has already been taken back."),
  list_not_opened: row(
    409,
    "请先打开读取结果，核对后再批准。",
    "Open the reading of the list and check it before you approve it.",
  ),
  notice_home_unknown: row(
    422,
    "不能向这个地区通报：它没有加入互认，或者系统还不能接收。请核对居住地区，或电话联系当地。",
    "This region cannot be told: it is no member, or its system takes no notices yet. Check the region of residence, or call it.",
  ),
  notice_not_found: row(404, "没有这条已发出的通报。", "There is no such notice."),
  notice_withdrawn: row(409, "这条通报已经撤回。", "This notice has already been withdrawn."),
  table_malformed: row(
    422,
    "码色含义表的编号、版本、名称或格式不对。",
    "The id, version, title or form of the table of colours is wrong.",
  ),
  colour_unknown: row(422, "含义表只能有绿、黄、橙、红四种码色。", "A table of colours has green, yellow, orange and red only."),
  colour_repeated: row(422, "同一种码色写了两次。", "A colour stands twice in the table."),
  colours_out_of_order: row(
    422,
    "码色要按绿、黄、橙、红的顺序写。",
    "The colours must stand in the order green, yellow, orange, red.",
  ),
  meaning_unknown: row(422, "没有这种含义。", "There is no such meaning."),
  meaning_repeated: row(422, "同一种码色的含义写了两次。", "A meaning stands twice for a colour."),
  green_not_clear: row(
    422,
    "绿码要排在第一位，含义里要有“未见异常”。",
    "Green comes first, and its meanings include that nothing is known against the person.",
  ),
  colour_milder: row(
    422,
    "每种码色的最重含义要比前一种重，否则换算以后会变轻。",
    "The worst meaning of each colour must be worse than that of the colour before; otherwise a conversion would make it milder.",
  ),
  table_in_force: row(
    409,
    "这张含义表（编号和版本）已经在用。请换一个版本号。",
    "A table with this id and version is in force. Choose another version.",
  ),
  table_changed: row(
    409,
    "提议以后含义表已经换过。请对照现在的表重新提议。",
    "Another table has come into force since the proposal. Compare with it, and propose again.",
  ),
  client_not_found: row(404, "没有这个接入系统。", "There is no such client."),
  client_decided: row(409, "这个接入系统已经办结。", "This client has already been approved or revoked."),
  too_many_clients: row(409, "接入系统数量已达上限。", "The limit of clients is reached."),
};
