/** The one table from refusal code to HTTP status and wording; a refusal without a row does not compile. RFC 9457. */
import { AREA_SENTENCES } from "../../domain/area/area.ts";
import { sentenceOf } from "../../domain/code/refusal.ts";
import { FACT_LINE_SENTENCES } from "../../domain/fact/fact-line.ts";
import { RULE_SET_SENTENCES } from "../../domain/rules/rule-words.ts";
import { DECLARATION_SENTENCES } from "../../domain/declaration/declaration.ts";
import { IDENTITY_SENTENCES } from "../../domain/identity/refusal-sentence.ts";
import type { Sentence } from "../../domain/sentence.ts";
import { CLIENT_PROBLEMS } from "../client-problems.ts";
import { OFFICER_PROBLEMS } from "./problem-rows.ts";
import type { ProblemCode } from "./problem-code.ts";
import { type ProblemRow, row } from "../problem-row.ts";

function unprocessable<Code extends string>(sentences: Readonly<Record<Code, Sentence>>): Readonly<Record<Code, ProblemRow>> {
  const rows = Object.entries<Sentence>(sentences).map(([code, sentence]) => [code, { status: 422, sentence }]);
  return Object.fromEntries(rows) as Record<Code, ProblemRow>;
}

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemRow>> = {
  ...unprocessable(IDENTITY_SENTENCES),
  ...unprocessable(DECLARATION_SENTENCES),
  ...unprocessable(FACT_LINE_SENTENCES),
  ...unprocessable(RULE_SET_SENTENCES),
  ...unprocessable(AREA_SENTENCES),
  bad_request: row(400, "请求的内容不对，请检查后重试。", "The request is not well formed: check it and try again."),
  body_too_large: row(413, "内容太大。", "The request is too large."),
  unsupported_media_type: row(415, "请用 application/json。", "Send application/json."),
  not_found: row(404, "没有这个地址。", "There is nothing at this address."),
  host_unknown: row(421, "这个网址不属于任何发码机构，请检查网址。", "This host belongs to no issuer: check the address."),
  cross_site_request: row(403, "请从本网站操作。", "This has to be done from this site itself."),
  not_logged_in: row(401, "请先登录。", "Log in first."),
  too_many_requests: row(429, "操作太频繁，请稍后再试。", "Too many requests: wait a little."),
  wrong_password: row(
    401,
    "验证码不对或已失效，请检查或重新获取。",
    "The password is wrong or no longer valid: check it or ask for a new one.",
  ),
  message_not_sent: row(503, "短信暂时发不出去，请稍后再试。", "The message could not be sent: try again later."),
  person_not_found: row(404, "您没有管理这个人。", "You do not manage this person."),
  not_manager: row(404, "您没有管理这个人。", "You do not manage this person."),
  claim_not_found: row(404, "这个申请已经处理过了。", "This request has been answered already."),
  declaration_not_found: row(404, "没有这条申报。", "There is no such declaration."),
  already_managed: row(409, "您已经在管理这个人。", "You manage this person already."),
  self_already_bound: row(409, "这个账号已经绑定本人。", "This account is bound to its holder already."),
  too_many_people: row(409, "一个账号最多管理 10 人。", "An account manages at most 10 people."),
  name_does_not_match: row(
    409,
    "姓名与证件号码不一致，请照证件填写。",
    "The name does not belong to this document: copy both from it.",
  ),
  too_many_claims: row(
    409,
    "已有多人申请管理此人，请联系社区。",
    "Too many others have asked for this person: talk to the community.",
  ),
  not_declared: row(409, "还没有申报，请先申报健康状况。", "Nothing is declared yet: declare first."),
  division_unknown: row(422, "行政区划表里没有这个地方，请重新选择。", "The division table has no such place: choose again."),
  /** Taken back, by whoever holds it or by the issuer: the same whether a status list or the holder's shard knew it first. */
  revoked: { status: 409, sentence: sentenceOf({ code: "revoked" }) },
  unknown_holder: row(409, "查不到持码人，请核对证件。", "The holder is not known here: check the identity document."),
  code_not_accepted: row(422, "健康码未通过验证。", "The code was not accepted."),
  not_administrator: row(403, "您不是这里的管理员。", "You are not an administrator here."),
  not_above: row(403, "只能任命下级区划的管理员。", "You appoint administrators of divisions below yours only."),
  operator_request_refused: row(
    401,
    "这份运维请求的签名不对，请核对主密钥和发码机构。",
    "This operator's request is not signed for this issuer: check the master secret and the address.",
  ),
  operator_request_expired: row(
    401,
    "这份运维请求已过期，请核对时钟后重新执行命令。",
    "This operator's request has expired: check the clock and run the command again.",
  ),
  operator_request_used: row(
    409,
    "这份运维请求已经用过，请重新执行命令。",
    "This operator's request was used already: run the command again.",
  ),
  fact_not_a_date: row(422, "日期不存在，请按年-月-日填写。", "This day does not exist: write year-month-day."),
  fact_too_early: row(422, "开始日期早于 2019 年 12 月 1 日，请核对。", "The first day is before 1 December 2019: check it."),
  fact_in_future: row(422, "开始日期不能晚于今天。", "The first day cannot be after today."),
  fact_dates_reversed: row(422, "结束日期要晚于开始日期。", "The end comes after the first day."),
  fact_too_long: row(422, "起止日期相差超过一年，请核对。", "More than a year lies between the days: check them."),
  same_administrator: row(409, "接任的还是同一个人，请换一个人。", "This is the same person: name another one."),
  last_administrator: row(
    409,
    "这里只有这一位管理员，请先任命接任的人。",
    "This is the only administrator here: appoint another one first.",
  ),
  street_elsewhere: row(422, "这条街道不在您审核的区划内。", "This street is not within the division that you review."),
  not_a_street: row(422, "只能在街道或乡镇下面新增社区。", "Communities are added below a street or a town only."),
  division_name_form: row(
    422,
    "名称用 2 到 30 个汉字、字母或数字。",
    "A name has 2 to 30 Chinese characters, letters or digits.",
  ),
  division_name_taken: row(409, "这条街道下面已有这个名称。", "This street has a community of this name already."),
  division_alias_taken: row(409, "这个别名已指这条街道下面的一个社区。", "This alias means a community of this street already."),
  too_many_added: row(409, "新增的已达上限。", "There are too many additions here."),
  administrator_not_found: row(404, "没有这位管理员。", "There is no such administrator."),
  division_ambiguous: row(422, "有几个同名的地方，请写明上级区划。", "Several places have this name: say what lies above it."),
  application_not_found: row(404, "这份申请已经处理过了。", "This application has been decided already."),
  too_many_applications: row(409, "待审核的申请太多，请先处理。", "Too many applications wait: review them first."),
  phone_not_registered: row(
    409,
    "这个手机号还没有登录并绑定本人，请其先登录。",
    "Nobody has logged in with this phone and bound themselves: they have to first.",
  ),
  no_role_here: row(403, "您在这里没有工作台权限。", "You have no role here."),
  not_collector: row(403, "您不是这里的采集员。", "You are not a collector here."),
  no_post: row(409, "请先选择当前采集点，再登记。", "Choose your current point before you register."),
  no_point_yet: row(409, "请先添加采集点，再添加采集员。", "Add a collection point before you add a collector."),
  point_not_found: row(404, "这个采集点不存在或已被删除。", "This point does not exist or was removed."),
  point_in_use: row(409, "有采集员正在这个采集点，请其先切换。", "Collectors stand at this point: they have to switch first."),
  undo_too_late: row(409, "撤销要在 10 分钟内，现在请重新添加。", "Undo lasts 10 minutes: add it again."),
  point_name_taken: row(409, "已有同名的采集点，请换一个名称。", "A point has this name already: choose another."),
  too_many_points: row(409, "采集点数量已达上限。", "There are too many points here."),
  too_many_collectors: row(409, "采集员数量已达上限。", "There are too many collectors here."),
  collector_not_found: row(404, "没有这位采集员。", "There is no such collector."),
  collector_has_no_account: row(
    409,
    "此人没有自己的账号，请其先用手机登录并绑定本人。",
    "This person has no login of their own: they have to log in and bind themselves first.",
  ),
  pass_id_taken: row(409, "这个登记编号已用于另一次通行。", "This id belongs to another passage."),
  period_in_future: row(422, "这个时间还没有到，请改早一些。", "This time has not come yet: choose an earlier one."),
  period_reversed: row(422, "结束时间要晚于开始时间。", "The end has to be later than the beginning."),
  period_too_long: row(422, "一次最多查 31 天，请缩短时间。", "At most 31 days at a time: choose a shorter period."),
  statistics_too_long: row(
    422,
    "一次最多查 7 天（按小时）或 400 天（按天），请缩短时间。",
    "At most 7 days by the hour, or 400 by the day: choose a shorter time.",
  ),
  statistics_too_old: row(
    422,
    "统计按小时保留 35 天、按天保留 400 天，请选晚一些的日期。",
    "Counts are kept for 35 days by the hour and for 400 by the day: choose a later date.",
  ),
  ...OFFICER_PROBLEMS,
  ...CLIENT_PROBLEMS,
  purpose_missing: row(422, "请写明用途。", "Say what it is for."),
  person_not_here: row(
    404,
    "此人不住在这里，近 30 天也没有在这里登记过通行。",
    "This person neither lives here nor passed here in the last 30 days.",
  ),
  person_not_resident: row(404, "此人申报的住址不在这里。", "This person has declared no address here."),
  county_only: row(
    403,
    "码色记录由区县及以上的管理员查询。",
    "Decisions of colours are read by administrators of a county and above.",
  ),
  nothing_to_appeal: row(409, "现在没有可以申诉的码色。", "There is no colour to appeal against now."),
  appeal_open: row(409, "上一次申诉还没有答复，请等候答复。", "The appeal before this one waits for its answer."),
  too_many_appeals: row(409, "申诉次数已达上限，请联系社区。", "There are too many appeals: talk to the community."),
  appeal_not_found: row(404, "这次申诉已经答复过了。", "This appeal has been answered already."),
  ground_does_not_fit: row(
    409,
    "这一理由不适用于引起这个码色的原因，请换一个理由，或答复如何办理。",
    "This ground does not fit what caused the colour: choose another one, or answer what can be done.",
  ),
  review_not_found: row(404, "这次审核已经结束。", "This review has ended already."),
  own_review: row(403, "不能审核本人的申报。", "Nobody reviews their own declaration."),
  own_appeal: row(403, "不能答复本人的申诉。", "Nobody answers their own appeal."),
  second_officer: row(409, "您已同意，需要另一位管理员同意后生效。", "You have agreed: another administrator has to agree too."),
  appeal_written: row(409, "申诉已经提交，不能再加附件。", "The appeal is written: no file can be added to it."),
  file_id_taken: row(409, "这个附件编号已经用过，请重新选择文件。", "This id belongs to another file: choose the file again."),
  too_many_files: row(409, "上传的附件太多，请明天再试。", "Too many files were sent: try again tomorrow."),
  file_missing: row(409, "有附件没有传到，请删除后重新选择。", "A file has not arrived: remove it and choose it again."),
  file_not_found: row(404, "没有这个附件。", "There is no such file."),
  file_too_large: row(413, "附件太大，每个不超过 5 MB。", "The file is too large: 5 MB at most."),
  file_type_unknown: row(415, "附件只能是 JPEG、PNG、WebP 图片或 PDF。", "A file is a picture (JPEG, PNG, WebP) or a PDF."),
  upgrade_required: row(426, "这个地址只用于实时连接。", "This address takes live connections only."),
  too_many_watchers: row(429, "同时打开看板的人太多，请稍后再试。", "Too many watch this board: try again later."),
  import_not_found: row(404, "没有上传过这个文件。", "No such file was sent."),
  internal_error: row(500, "系统出错了，请稍后再试。", "Something went wrong here: try again later."),
};
