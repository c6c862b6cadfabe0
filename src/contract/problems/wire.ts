/** The problems that any HTTP request may have and those of the login; and the shape of a row in the tables of problems. */
import type { Sentence } from "../../domain/sentence.ts";

export interface ProblemRow {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 421 | 422 | 426 | 429 | 500 | 502 | 503;
  /** The cause and, in most cases, the next step for the person who sees it. */
  readonly sentence: Sentence;
}

export const row = (status: ProblemRow["status"], zh: string, en: string): ProblemRow => ({ status, sentence: { zh, en } });

/** Rows of status 422 (the content of the request is wrong) from a table of the domain's sentences. */
export function unprocessable<Code extends string>(
  sentences: Readonly<Record<Code, Sentence>>,
): Readonly<Record<Code, ProblemRow>> {
  const rows = Object.entries<Sentence>(sentences).map(([code, sentence]) => [code, { status: 422, sentence }]);
  return Object.fromEntries(rows) as Record<Code, ProblemRow>;
}

export const WIRE_PROBLEMS = {
  bad_request: row(400, "请求的内容不对，请检查后重试。", "The request is not well formed: check it and try again."),
  body_too_large: row(413, "内容太大。", "The request is too large."),
  unsupported_media_type: row(415, "请用 application/json。", "Send the body as application/json."),
  not_found: row(404, "没有这个地址。", "There is nothing at this address."),
  host_unknown: row(421, "这个网址不属于任何发码机构，请检查网址。", "This host belongs to no issuer: check the address."),
  hosting_ended: row(
    410,
    "国家系统不再为这个地区提供服务。数据都还在，请向本地防疫部门询问新的网址。",
    "The nation's system no longer serves this region. Its data are kept: ask the local authorities for the new address.",
  ),
  https_required: row(403, "请用 https:// 开头的网址。", "Use the address that begins with https://."),
  cross_site_request: row(403, "请从本网站操作。", "Only a page of this site may send this request."),
  not_logged_in: row(401, "请先登录。", "Log in first."),
  too_many_requests: row(429, "操作太频繁，请稍后再试。", "Too many requests: wait and try again."),
  upgrade_required: row(426, "这个地址只用于实时连接。", "This address takes live connections only."),
  internal_error: row(500, "系统出错了，请稍后再试。", "Something went wrong here: try again later."),
  busy: row(503, "系统繁忙，请过几秒再试。", "The system is busy: try again in a few seconds."),
  wrong_password: row(
    401,
    "验证码不对或已失效，请检查或重新获取。",
    "The password is wrong or no longer valid: check it or request a new one.",
  ),
  challenge_missing: row(
    401,
    "验证码只能在获取它的浏览器里用，请在这里重新获取。还是不行，请在浏览器设置里允许 Cookie。",
    "A code works only in the browser that requested it: request a new one here. If that does not help, allow cookies in the browser's settings.",
  ),
  provider_unknown: row(404, "这种登录方式已经停用，请换一种。", "This way to log in no longer exists: choose another one."),
  login_not_begun: row(
    401,
    "这次登录不是在这个浏览器里开始的，或者已经超过 10 分钟。请在这里重新登录。",
    "This login was not begun in this browser, or more than 10 minutes ago: log in again here.",
  ),
  provider_refused: row(
    403,
    "您取消了登录，或登录平台没有同意。可以重试，或用手机号登录。",
    "You cancelled the login, or the login platform refused it: try again, or log in with a phone number.",
  ),
  provider_not_answering: row(
    503,
    "登录平台现在没有回应，请稍后再试，或用手机号登录。",
    "The login platform does not answer now: try again later, or log in with a phone number.",
  ),
  provider_answer_malformed: row(
    502,
    "登录平台的回答有误，没有登录成功。请用手机号登录。",
    "The answer of the login platform is wrong, so the login failed: log in with a phone number.",
  ),
  acr_too_low: row(
    403,
    "这次登录的实名级别不够。请先在登录平台完成实名认证（如人脸核验），再重新登录，或用手机号登录。",
    "The login platform has not checked your identity well enough: complete its identity check, such as the face check, and log in again, or log in with a phone number.",
  ),
  claims_missing: row(
    422,
    "登录平台没有给出您的姓名或证件号码，请在那里同意提供，或用手机号登录。",
    "The login platform did not give your name or document number: agree there to give both, or log in with a phone number.",
  ),
  claims_invalid: row(
    422,
    "登录平台给出的姓名或证件号码不合规定，请在那里核对您的资料，或用手机号登录。",
    "The login platform gave an impossible name or document number: check your data there, or log in with a phone number.",
  ),
  session_not_found: row(404, "这台设备已经退出登录。", "This device is already logged out."),
  message_not_sent: row(503, "短信暂时发不出去，请稍后再试。", "The message could not be sent: try again later."),
};
