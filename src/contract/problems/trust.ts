/** Problems of the files of trust between issuers. docs/trust.md. */
import { row } from "./wire.ts";

export const TRUST_PROBLEMS = {
  issuer_unreachable: row(
    503,
    "对方地区的系统没有回应，请稍后再试。",
    "The system of the other region does not answer: try again later.",
  ),
  register_malformed: row(422, "这份成员名录的格式不对。", "The register has another form than docs/trust.md says."),
  register_unsigned: row(
    422,
    "名录上没有根文件所列负责人的签名。",
    "No officer whom the root names has signed the register: sign it with npm run register.",
  ),
  register_outdated: row(
    409,
    "名录已有新的版本，请在新版本上重做这次修改，再签名。",
    "The register does not follow the one that holds now: make the change again on the new one, and sign that.",
  ),
  register_times: row(422, "名录的起止时间不对。", "The register begins in the future, or has expired."),
  register_loses_members: row(
    422,
    "名录减少了五分之一以上的成员，却没有注明这是本意。",
    "More than a fifth of the members are gone from the register, and it does not say that this is meant.",
  ),
  register_leaves_out: row(
    422,
    "名录里有读取方不能接受的成员，请先改正。",
    "Readers would leave out a member of the register: mend its entry first.",
  ),
  suspension_refused: row(
    422,
    "这份暂停令没有负责人的有效签名，或已超过 10 分钟。请重新签署。",
    "No officer has signed this order, or it is more than ten minutes old: give it again.",
  ),
  too_many_suspensions: row(
    409,
    "被暂停的地区已列满，不能再加。请先移除或恢复一些。",
    "As many members are suspended as the state can name: remove or readmit some first.",
  ),
  application_unreadable: row(
    422,
    "这份申请读不懂，或不是由它自己列出的密钥签署的。请对方重新生成一份。",
    "The application cannot be read, or the key that it names has not signed it: ask the issuer for a new one.",
  ),
  letter_malformed: row(
    422,
    "这封信的格式不对。",
    "The letter has another form than docs/trust.md says, or more than 250 items.",
  ),
  letter_audience: row(422, "这封信是给别的地区的。", "The letter is for another issuer than that of this host."),
  letter_time: row(
    422,
    "这封信的时间与本机相差两分钟以上。",
    "The letter was made more than two minutes ago or ahead: compare the clocks, and sign it anew.",
  ),
  letter_signature: row(
    401,
    "这封信不是由可信地区的签名密钥签署的。",
    "No signing key of an issuer that is believed here has signed the letter.",
  ),
  letter_suspended: row(
    403,
    "对方地区已被暂停，恢复以前不收关于个人的信。",
    "The sender is suspended: letters about persons are taken after its readmission.",
  ),
  code_not_converted: row(
    422,
    "这个码不能换全国码：它已经是全国码，或者不是手机上的健康码，或者它的码色没有对应的全国码色。",
    "This code cannot be converted: it is the nation's already, it is no code of a phone, or the nation has no colour for its colour.",
  ),
  home_silent: row(
    503,
    "原地区的平台没有回应，暂时不能确认原来的码是否有效。请稍后再试；进出时，原来的码同样有效。",
    "The home of the code does not answer, so that nobody knows now whether the code is valid. Try again later: at gates that code serves too.",
  ),
  handover_missing: row(
    422,
    "没有原地区平台的交接凭证。请回到原地区的页面，按“同意”再试。",
    "The hand-over is missing: agree on the page of the code's home, and come back from there.",
  ),
  handover_malformed: row(
    422,
    "交接凭证不完整或读不懂。请回到原地区的页面再做一次。",
    "The hand-over is cut off, or cannot be read: do it again on the page of the code's home.",
  ),
  handover_other_target: row(
    422,
    "这份交接凭证是给别的平台的，请在这里重新开始。",
    "This hand-over is for another system: begin again here.",
  ),
  handover_other_purpose: row(
    422,
    "这份交接凭证是用来办别的事的，请在这里重新开始。",
    "This hand-over is for another purpose: begin again here.",
  ),
  handover_other_keys: row(
    422,
    "这份交接凭证不是为这部手机办的，请在这部手机上重新开始。",
    "This hand-over is for the keys of another phone: begin again on this one.",
  ),
  handover_expired: row(
    422,
    "交接凭证只在 45 秒内有效，这一份已过时，或者手机时间不准。请再做一次。",
    "A hand-over counts for 45 seconds, and this one is older, or the phone's clock is wrong: do it again.",
  ),
  handover_signature: row(
    422,
    "这份交接凭证不是由出示健康码的手机签署的，不能使用。",
    "The phone of this code has not signed the hand-over: it does not count.",
  ),
  handover_used: row(409, "这份交接凭证已经用过了，请再做一次。", "This hand-over has been used: do it again."),
  not_the_nation: row(
    422,
    "只有国家的系统可以托管别的地区，请换成国家的网址。",
    "Only the nation's deployment hosts issuers, at the nation's own host: give its address.",
  ),
  host_not_below: row(
    422,
    "网址必须是国家网址下面的一级域名，例如 jiangxi.code.example.gov.cn。",
    "The host must be one label below the nation's host, such as jiangxi.code.example.gov.cn.",
  ),
  issuer_here: row(409, "这个系统已经在服务这个地区。", "This deployment serves this issuer already."),
  issuer_elsewhere: row(
    409,
    "成员名录里已有这个地区，它有自己的系统。",
    "The register lists this issuer with a system of its own: two officers remove it first.",
  ),
  host_taken: row(409, "这个网址已经属于别的地区，请换一个。", "Another issuer has this host: choose another one."),
  provider_without_secret: row(
    422,
    "系统里还没有这个登录平台的密钥，请先设置 OIDC_SECRETS。",
    "The deployment has no secret for this identity provider: set it in OIDC_SECRETS first.",
  ),
  provider_id_taken: row(
    409,
    "这个登录平台的编号已经用于别的客户端，请换一个。",
    "This id of an identity provider stands for another client already: choose another one.",
  ),
  issuer_differs: row(
    409,
    "这个地区以前在这里托管过，分片数和显示颜色的起始时间必须与当时相同。",
    "This issuer was hosted here before: give the shards and the moment of the colours of then.",
  ),
  issuer_not_hosted: row(404, "这个系统没有托管这个地区。", "This deployment does not host this issuer."),
  issuer_still_member: row(
    409,
    "成员名录里还有这个地区，请先由两名负责人移除。",
    "The register still lists this issuer: two officers remove it first.",
  ),
  too_many_hosted: row(409, "已经托管了 40 个地区，不能再加。", "Forty issuers are hosted already: no more fit."),
  issuer_not_member: row(422, "成员名录里没有这个地区。", "The register does not list this issuer."),
  statement_left_out: row(
    422,
    "这份声明比现有的旧、与同号声明不同，或读不懂，没有采用。",
    "The statement is older than the present one, differs from it under the same number, or cannot be read: it was not taken.",
  ),
  too_many_statements: row(
    429,
    "这个地区近来的声明太多，请稍后再交。",
    "Too many new statements of this member were taken lately: wait, and hand it in again.",
  ),
};
